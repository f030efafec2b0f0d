"""Cases, certificates and items as the national exchange tells them: pure, by the field names of its tables."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from yiwang.calendar.api import CITY_ZONE
from yiwang.cases import api as cases
from yiwang.certificates import api as certificates
from yiwang.docking.types import Draft
from yiwang.items import api as items

#: 办件形式 (GB/T 39046 A.5) by our channels: at a window, on the web, handed in by another system.
FORMS = {"window": "1", "portal": "2", "api": "9"}
#: 服务对象 (A.4).
APPLICANTS = {"person": "1", "firm": "2"}
#: 办理结果: 0 concluded, 1 concluded by withdrawal, 3 returned.
RESULTS = {"approved": "0", "refused": "0", "withdrawn": "1", "not-accepted": "3"}
#: Long-term validity as 双公示 writes it.
FOREVER = "20991231"
STEP_NAMES = {
    "submitted": "申请", "accept": "受理", "correct": "补正", "inspect": "现场核查", "review": "审查",
    "decided": "决定", "issue": "制证", "handed-over": "送达", "withdrawn": "撤回", "clock": "特别程序",
}  # fmt: skip


def stamp(at: datetime) -> str:
    """YYYYMMDDThhmmss in the city's time."""
    return at.astimezone(CITY_ZONE).strftime("%Y%m%dT%H%M%S")


def case_drafts(
    case: cases.CaseView,
    lines: Sequence[cases.TimelineLine],
    item: items.Item,
    credit_code: str,
    *,
    result_told: bool,
) -> Iterator[Draft]:
    """Everything there is to tell about a case now, each with the key that makes it be told once.

    `result_told` says that an earlier result went out: what follows updates it.
    """
    subject = f"case:{case.number}"

    def draft(kind: str, which: str, at: datetime, operation: str = "I", /, **facts: Any) -> Draft:
        head = {
            # An update names the row it updates.
            "row_guid": f"{case.number}-{'result' if kind == 'case.result' else which}",
            "data_source": case.area_code[:6].ljust(12, "0"),
            "cd_operation": operation,
            "cd_time": stamp(at),
            "project_no": case.number,
        }
        return Draft(kind, f"{subject}:{which}", subject, at, head | facts)

    applicant = case.applicant
    yield draft(
        "case.apply",
        "apply",
        case.row.submitted_at,
        task_code=item.code,
        task_handle_item=item.handle_code,
        task_name=item.name.zh,
        catalog_code=item.catalog_code,
        dept_code=credit_code or item.code[:18],
        dept_name=item.department.zh,
        region_code=case.area_code[:6].ljust(12, "0"),
        handle_form=FORMS.get(case.row.channel, "9"),
        applicant_name=applicant.name,
        applicant_type=APPLICANTS.get(applicant.kind, "9"),
        cert_type=applicant.id_kind,
        cert_no=applicant.id_number,
        apply_time=stamp(case.row.submitted_at),
        materials=[{"material_name": one.name, "material_code": one.slug} for one in case.materials],
    )
    public = [line for line in lines if line.public]
    decided = next((line.at for line in public if line.kind == "decided"), case.closed_at)
    accepted = case.accepted_at or (decided if case.state in ("approved", "refused") else None)
    if accepted or case.state == "not-accepted":
        at = accepted or case.closed_at or public[-1].at
        yield draft(
            "case.accept",
            "accept",
            at,
            task_code=item.code,
            accept_result="1" if accepted else "0",
            accept_time=stamp(at),
            promise_day=item.promised_days,
            accept_opinion="；".join(reason.zh for reason in case.reasons) if not accepted else "",
        )
    for number, line in enumerate(public, start=1):
        yield draft(
            "case.process",
            f"process:{number}",
            line.at,
            order_num=number,
            process_name=STEP_NAMES.get(line.kind, line.text.zh[:100]),
            process_state="2",
            process_time=stamp(line.at),
            handler_name=line.by_name[:100] if line.kind != "submitted" else "",
            opinion=line.text.zh[:2000],
        )
        if line.kind == "clock":
            yield draft(
                "case.special",
                f"special:{number}",
                line.at,
                special_type="2",
                name="特别程序",
                reason=line.text.zh[:2000],
                time=stamp(line.at),
            )
    if case.state in RESULTS and decided is not None:
        delivered = any(line.kind == "handed-over" for line in public)
        yield draft(
            "case.result",
            f"result:{case.state}:{case.certificate}:{int(delivered)}",
            decided,
            "U" if result_told else "I",
            task_code=item.code,
            result_type=RESULTS[case.state],
            result_date=stamp(decided)[:8],
            result_explain="；".join([case.state_text.zh, *(reason.zh for reason in case.reasons)])[:2000],
            result_cetr_name=item.result_name.zh if case.certificate else "",
            result_cetr_no=case.certificate,
            is_delivery_results="1" if delivered or case.certificate else "0",
        )


def permit_drafts(
    case: cases.CaseView,
    item: items.Item,
    credit_code: str,
    decided: datetime,
    certificate: certificates.CertificateView | None,
) -> Iterator[Draft]:
    """A licence granted or refused (item type 01), for supervision and for publication (双公示 only what was granted)."""
    subject, applicant = f"case:{case.number}", case.applicant
    institution = credit_code or item.code[:18]
    person = applicant.kind == "person"
    yield Draft(
        "supervision.permit",
        f"{subject}:permit",
        subject,
        decided,
        {
            "row_guid": f"{case.number}-permit",
            "data_source": case.area_code[:6].ljust(12, "0"),
            "cd_operation": "I",
            "cd_time": stamp(decided),
            "item_code": item.code,
            "item_name": item.name.zh,
            "institution_code": institution,
            "institution_name": item.department.zh,
            "subject_name": applicant.name,
            "subject_type": "自然人" if person else "法人及非法人组织",
            "subject_code": applicant.id_number,
            "decision": "0" if case.outcome == "approve" else "3",
            "decision_date": stamp(decided)[:8],
            "document_no": certificate.number if certificate else case.number,
        },
    )
    if case.outcome != "approve":
        return
    since, until = (
        (certificate.valid_from, certificate.valid_until)
        if certificate
        else (decided.astimezone(CITY_ZONE).date(), None)
    )
    yield Draft(
        "credit.permit",
        f"{subject}:publication",
        subject,
        decided,
        {
            "XK_XDR_MC": applicant.name,
            "XK_XDR_LB": "自然人" if person else "法人及非法人组织",
            "XK_XDR_SHXYM": "" if person else applicant.id_number,
            "XK_XDR_ZJLX": "身份证" if person else "",
            "XK_XDR_ZJHM": applicant.id_number if person else "",
            "XK_XKWS": f"{item.name.zh}决定书",
            "XK_WSH": case.number,
            "XK_XKZS": item.result_name.zh if certificate else "",
            "XK_XKBH": certificate.number if certificate else "",
            "XK_NR": item.name.zh,
            "XK_JDRQ": stamp(decided)[:8],
            "XK_YXQZ": _day(since),
            "XK_YXQZI": _day(until) if until else FOREVER,
            "XK_XKJG": item.department.zh,
            "XK_XKJGDM": institution,
            "XK_LYDW": item.department.zh,
            "XK_LYDWDM": institution,
        },
    )


def certificate_draft(certificate: certificates.CertificateView) -> Draft:
    """A certificate as it stands: told again at each change of its state."""
    subject = f"certificate:{certificate.identifier}"
    return Draft(
        "certificate.state",
        f"{subject}:{certificate.state}:{stamp(certificate.state_since)}",
        subject,
        certificate.state_since,
        {
            "identifier": certificate.identifier,
            "certificate_type": certificate.name.zh,
            "certificate_no": certificate.number,
            "holder_name": certificate.holder_name,
            "holder_code": certificate.holder_id,
            "issuer_name": certificate.issuer_name.zh,
            "issue_date": stamp(certificate.issued_at)[:8],
            "valid_until": _day(certificate.valid_until) if certificate.valid_until else "",
            "state": certificate.state,
            "state_time": stamp(certificate.state_since),
        },
    )


def item_draft(item: items.Item, at: datetime) -> Draft:
    """A version of an item, published or cancelled."""
    record = items.exchange_record(item)
    names = (
        "task_code", "task_name", "task_state", "task_version", "dept_code", "dept_name", "promise_day",
        "project_type", "plan_effective_date", "materials",
    )  # fmt: skip
    subject = f"item:{item.slug}"
    state = record["task_state"]
    return Draft(
        "catalogue.item",
        f"{subject}:{item.version}:{state}",
        subject,
        at,
        {name: record[name] for name in names},
    )


def _day(value: date) -> str:
    return value.strftime("%Y%m%d")
