"""Issue a certificate."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.certificates.errors import BadFields, TransactionClash, UnknownType, WrongHolder
from yiwang.certificates.facts import CertificateIssued
from yiwang.certificates.filling import Contents, lay_out
from yiwang.certificates.kinds import Kind, kind_by_id
from yiwang.certificates.models import Certificate
from yiwang.certificates.permissions import IssuerSubject
from yiwang.certificates.queries import certificate_view
from yiwang.certificates.rules.life import VALID
from yiwang.certificates.rules.places import number_from
from yiwang.certificates.rules.values import problems_of
from yiwang.certificates.sealing import mask_holder, seal_contents
from yiwang.certificates.types import CertificateView, Holder, IssueOrder, IssueOutcome
from yiwang.codes.api import CertificateIdentifier
from yiwang.crypto.api import blind_index
from yiwang.errors import YiwangError
from yiwang.files import api as files
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.seals import api as seals
from yiwang.text import Text

_LOCAL_TIME = ZoneInfo("Asia/Shanghai")
#: No 0, 1, I, L, O: people read these codes aloud.
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 10
_LOOK = """
    SELECT (SELECT id FROM certificates_certificate WHERE transaction_id = %s),
           (SELECT id FROM certificates_kind WHERE slug = %s AND current AND NOT retired),
           nextval(pg_get_serial_sequence('certificates_certificate', 'id'))
"""


@dataclass(frozen=True)
class Request:
    """Everything that decides what is issued; `number` and `origin` are given only for certificates from before."""

    type_slug: str
    holder: Holder
    issuer_department: str
    fields: Mapping[str, str]
    valid_from: date
    valid_until: date | None
    case_number: str
    transaction_id: str
    number: str = ""
    origin: str = Certificate.Origin.NEW
    predecessor: Certificate | None = None
    version: int = 1
    serial: str = ""


def issue(
    *,
    type_slug: str,
    holder: Holder,
    issuer_department: str,
    fields: Mapping[str, str],
    valid_from: date,
    valid_until: date | None = None,
    case_number: str = "",
    transaction_id: str,
    by: Actor,
) -> CertificateView:
    """Issue one certificate: sealed OFD and PDF stored, directory record written. The same `transaction_id` gives it again.

    `valid_until` left out takes the type's own validity. Raises `Refused`, UnknownType, WrongHolder, BadFields,
    DoesNotFit, `CannotPrint`, `NoSealInUse`, TransactionClash, `StorageFull`.
    """
    wanted = Request(
        type_slug, holder, issuer_department, fields, valid_from, valid_until, case_number, transaction_id
    )
    return certificate_view(issue_request(wanted, by=by))


def issue_many(orders: Iterable[IssueOrder], *, by: Actor) -> list[IssueOutcome]:
    """Issue a batch; each order stands alone, so a bad one stops no other."""
    outcomes = []
    for order in orders:
        wanted = Request(
            order.type_slug,
            order.holder,
            order.issuer_department,
            order.fields,
            order.valid_from,
            order.valid_until,
            order.case_number,
            order.transaction_id,
        )
        try:
            issued = certificate_view(issue_request(wanted, by=by))
            outcomes.append(IssueOutcome(order, issued, Text("")))
        except YiwangError as error:
            outcomes.append(IssueOutcome(order, None, error.message))
    return outcomes


def issue_request(wanted: Request, *, by: Actor) -> Certificate:
    """The row of what was issued, now or before under the same transaction id."""
    require(by, "certificates.issue", IssuerSubject(wanted.issuer_department))
    before, kind_id, key = _look(wanted)
    if before:
        return _issued_before(wanted)
    if not kind_id:
        raise UnknownType(wanted.type_slug)
    kind = kind_by_id(kind_id)
    _check(kind, wanted)
    try:
        with transaction.atomic():
            return _issue(kind, key, wanted, by)
    except IntegrityError:
        # Another process issued under this transaction id while we were drawing.
        if not _look(wanted)[0]:
            raise
        return _issued_before(wanted)


def _look(wanted: Request) -> tuple[int | None, int | None, int]:
    """In one question: what was issued under this transaction, the type's current version, and the next number.

    The number is taken before drawing, since it is printed on the page; one that is not used leaves a gap.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [wanted.transaction_id, wanted.type_slug])
        before, kind, key = cursor.fetchone()
        return before, kind, key


def _issued_before(wanted: Request) -> Certificate:
    row = Certificate.objects.select_related("predecessor").get(transaction_id=wanted.transaction_id)
    if row.type_slug != wanted.type_slug or row.holder_index != blind_index(wanted.holder.id_number):
        raise TransactionClash(wanted.transaction_id)
    return row


def _check(kind: Kind, wanted: Request) -> None:
    if wanted.holder.id_kind not in kind.definition.holder_kinds:
        raise WrongHolder(wanted.holder.id_kind)
    problems = problems_of(kind.definition, wanted.fields)
    if wanted.valid_until is not None and wanted.valid_until < wanted.valid_from:
        problems.append(Text("有效期止早于有效期起", "validity ends before it begins"))
    if problems:
        raise BadFields(problems)


def _issue(kind: Kind, key: int, wanted: Request, by: Actor) -> Certificate:
    now = timezone.now()
    definition = kind.definition
    department = orgs.department(wanted.issuer_department)
    today = now.astimezone(_LOCAL_TIME).date()
    serial = wanted.serial or f"{key:010}"
    identifier = CertificateIdentifier.mint(definition.code, department.credit_code, serial, wanted.version)
    contents = Contents(
        holder=wanted.holder,
        fields=wanted.fields,
        number=wanted.number
        or number_from(definition.number, year=today.year, serial=key, area=department.area_code),
        identifier=str(identifier),
        verification_code="".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH)),
        issuer=department.name,
        issue_date=today,
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until or _own_end(definition.validity_years, wanted.valid_from),
        case_number=wanted.case_number,
    )
    sealed = seals.use_seal(
        layout=lay_out(definition, kind.template, contents),
        department_code=wanted.issuer_department,
        purpose=definition.slug,
        subject=f"certificate:{identifier}",
        by=by,
        at=now,
    )
    ofd, pdf = files.put_many(
        [
            files.NewFile(sealed.ofd, f"{definition.slug}-{serial}.ofd"),
            files.NewFile(sealed.pdf, f"{definition.slug}-{serial}.pdf"),
        ]
    )
    row = _row(key, kind, wanted, contents)
    row.area_code, row.seal, row.ofd, row.pdf = department.area_code, sealed.seal, ofd.digest, pdf.digest
    row.issued_at = row.state_since = now
    row.issued_by = by.ref
    row.save(force_insert=True)
    _tell(row, by)
    return row


def _row(key: int, kind: Kind, wanted: Request, contents: Contents) -> Certificate:
    return Certificate(
        pk=key,
        identifier=contents.identifier,
        kind_id=kind.id,
        type_slug=wanted.type_slug,
        number=contents.number,
        version=wanted.version,
        holder_index=blind_index(wanted.holder.id_number),
        holder_masked=mask_holder(wanted.holder),
        holder_kind=wanted.holder.id_kind,
        person_id=wanted.holder.person_id,
        sealed=seal_contents(wanted.holder, wanted.fields),
        issuer_department=wanted.issuer_department,
        issuer_code=contents.identifier.split(".")[6],
        issuer_name=contents.issuer.as_dict(),
        valid_from=contents.valid_from,
        valid_until=contents.valid_until,
        state=VALID,
        verification_code=contents.verification_code,
        case_number=wanted.case_number,
        transaction_id=wanted.transaction_id,
        origin=wanted.origin,
        predecessor=wanted.predecessor,
    )


def _tell(row: Certificate, by: Actor) -> None:
    ledger.record(
        "certificates.issued",
        by=by.ref,
        subject=f"certificate:{row.identifier}",
        detail={"type": row.type_slug, "case": row.case_number, "ofd": row.ofd, "pdf": row.pdf},
        person=f"person:{row.person_id}" if row.person_id else "",
    )
    bus.publish(
        CertificateIssued(
            row.identifier, row.type_slug, row.issuer_department, row.person_id, row.case_number
        )
    )


def _own_end(years: int, start: date) -> date | None:
    """The last day of a validity of `years` from `start`; none when long-term."""
    if not years:
        return None
    try:
        same_day = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return start.replace(year=start.year + years, day=28)
    return date.fromordinal(same_day.toordinal() - 1)
