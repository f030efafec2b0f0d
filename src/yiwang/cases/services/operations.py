"""What service steps of a process may do. A process names an operation; nothing else of the house is within its reach."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from yiwang.access.api import SYSTEM
from yiwang.cases import definitions, sealing
from yiwang.cases.errors import BrokenProcess
from yiwang.cases.models import DecisionRecord
from yiwang.cases.services.outcome import conclude
from yiwang.cases.work import Work
from yiwang.certificates import api as certificates
from yiwang.decisions import api as decisions
from yiwang.registers import api as registers
from yiwang.text import Text

Operation = Callable[[Work, Mapping[str, Any]], dict[str, Any]]
OPERATIONS: dict[str, Operation] = {}
RULES = SYSTEM("rules")


def operation(name: str) -> Callable[[Operation], Operation]:
    """Offer a function to processes under a name."""

    def register(function: Operation) -> Operation:
        OPERATIONS[name] = function
        return function

    return register


@operation("registers.lookup")
def look_up(work: Work, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Ask a register. One that is down is a fact for the process, not an error: it branches to a person."""
    try:
        record = work.lookup(inputs["register"], str(inputs["key"]))
    except registers.SourceDown as error:
        work.say("source-down", error.message, by=RULES)
        return {"available": False, "found": False}
    except registers.NotFound:
        return {"available": True, "found": False}
    return {**record.fields, "available": True, "found": True, "as_of": record.as_of}


@operation("decisions.evaluate")
def evaluate(work: Work, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Evaluate a decision table over the process data; keep its trace and the reasons of the rules that fired."""
    slug = str(inputs["decision"])
    if work.by_hand:
        return {"outcome": "manual", "reason": "by-hand"}
    try:
        model = definitions.decision_of(work.item, slug)
    except KeyError:
        raise BrokenProcess(f"decision {slug}") from None
    outcome = model.evaluate(_main(model, slug), work.data)
    work.reasons = outcome.trace.reasons
    work.decisions.append(
        DecisionRecord(
            case=work.case,
            slug=slug,
            title=outcome.trace.decisions[-1].label.as_dict(),
            digest=work.item.digest,
            reasons=[reason.as_dict() for reason in work.reasons],
            sealed=sealing.seal({"value": outcome.value, "trace": outcome.trace.as_json()}),
            at=work.now,
        )
    )
    return outcome.value if isinstance(outcome.value, dict) else {"result": outcome.value}


@operation("certificates.held")
def held(work: Work, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Whether the applicant holds a valid certificate of a type."""
    return {"held": certificates.holds(work.applicant.id_number, str(inputs["type"]))}


@operation("cases.decide")
def decide(work: Work, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Decide by rule, with the reasons of the last decision table."""
    conclude(work, outcome=str(inputs["outcome"]), reasons=work.reasons, by=RULES, automatic=True)
    return {"decided": True}


@operation("certificates.issue")
def issue(work: Work, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Issue the certificate of an approved case, at the moment of its closing (同步签发)."""
    if work.case.state != "approved":
        raise BrokenProcess("certificates.issue before approval")
    issued = certificates.issue(
        type_slug=str(inputs["type"]),
        holder=certificates.Holder(
            name=work.applicant.name,
            id_kind=work.applicant.id_kind,
            id_number=work.applicant.id_number,
            person_id=work.applicant.person_id,
        ),
        issuer_department=work.case.department_code,
        fields={
            name: "" if value is None else str(value) for name, value in (inputs.get("fields") or {}).items()
        },
        valid_from=_day(inputs.get("valid_from")) or work.data["today"],
        valid_until=_day(inputs.get("valid_until")),
        case_number=work.case.number,
        transaction_id=f"{work.case.number}:{inputs['type']}",
        by=RULES,
    )
    work.case.certificate = issued.identifier
    work.say(
        "issued",
        Text(f"已签发电子证照：{issued.number}。", f"Certificate issued: {issued.number}."),
        by=RULES,
    )
    return {"identifier": issued.identifier, "number": issued.number}


@operation("cases.notify")
def notify(work: Work, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Say something to the applicant."""
    work.say("notice", Text(str(inputs["zh"]), str(inputs.get("en", ""))), by=RULES)
    return {}


def _main(model: decisions.DecisionModel, slug: str) -> str:
    """The decision a model is there for: the one named as its file, or the only one."""
    named = slug.replace("-", " ")
    if named in model.decisions:
        return named
    if len(model.decisions) == 1:
        return model.decisions[0]
    raise BrokenProcess(f"{slug} has several decisions, none named “{named}”")


def _day(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10])
