"""Reading certificates and their types."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.certificates.errors import UnknownCertificate, UnknownType
from yiwang.certificates.filling import all_rows, public_rows
from yiwang.certificates.holders import FIRM, firms_of, subject_of
from yiwang.certificates.kinds import kind_by_id
from yiwang.certificates.models import Certificate, CertificateKind
from yiwang.certificates.permissions import CertificateSubject
from yiwang.certificates.rules.definition import read_definition
from yiwang.certificates.rules.life import EXPIRED, OPERATIONS, SUSPENDED, VALID
from yiwang.certificates.sealing import open_contents
from yiwang.certificates.types import (
    CertificateType,
    CertificateView,
    Change,
    DirectoryLine,
    Page,
    PublicView,
)
from yiwang.crypto.api import blind_index
from yiwang.files import api as files
from yiwang.ledger import api as ledger
from yiwang.text import Text

_LOCAL_TIME = ZoneInfo("Asia/Shanghai")
_ISSUED = Text("签发", "Issued")


def type_view(row: CertificateKind, issued: int = 0) -> CertificateType:
    """The row as other rooms see it."""
    definition = read_definition(row.data)
    return CertificateType(
        slug=row.slug,
        version=row.version,
        code=row.code,
        kind=row.kind,
        name=definition.name,
        definer=definition.definer,
        holder_kinds=definition.holder_kinds,
        fields=tuple((field.name, field.label) for field in definition.fields),
        issued=issued,
    )


def certificate_type(slug: str) -> CertificateType:
    """The current version of a type. Raises UnknownType."""
    row = CertificateKind.objects.filter(slug=slug, current=True).first()
    if row is None:
        raise UnknownType(slug)
    return type_view(row)


def catalogue() -> tuple[CertificateType, ...]:
    """Every type that issues now, with how many certificates the directory has of it."""
    counts = dict(Certificate.objects.order_by().values_list("type_slug").annotate(count=Count("id")))
    rows = CertificateKind.objects.filter(current=True, retired=False).order_by("slug")
    return tuple(type_view(row, counts.get(row.slug, 0)) for row in rows)


def effective_state(state: str, valid_until: date | None, today: date) -> str:
    """The state today: one that ran out is expired even before the nightly task has said so."""
    if state in (VALID, SUSPENDED) and valid_until is not None and valid_until < today:
        return EXPIRED
    return state


def today() -> date:
    """The day people in the city have now."""
    return timezone.now().astimezone(_LOCAL_TIME).date()


def certificate_view(row: Certificate) -> CertificateView:
    """The row, decrypted."""
    name, number, fields = open_contents(row.sealed)
    definition = kind_by_id(row.kind_id).definition
    return CertificateView(
        identifier=row.identifier,
        number=row.number,
        type_slug=row.type_slug,
        kind=definition.kind,
        name=definition.name,
        holder_name=name,
        holder_masked=row.holder_masked,
        holder_id=number,
        holder_kind=row.holder_kind,
        person_id=row.person_id,
        issuer_department=row.issuer_department,
        issuer_name=Text.of(row.issuer_name),
        area_code=row.area_code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        issued_at=row.issued_at,
        state=effective_state(row.state, row.valid_until, today()),
        state_since=row.state_since,
        state_reason=row.state_reason,
        verification_code=row.verification_code,
        case_number=row.case_number,
        ofd=row.ofd,
        pdf=row.pdf,
        origin=row.origin,
        predecessor=row.predecessor.identifier if row.predecessor else "",
        fields=fields,
        rows=all_rows(definition, fields),
    )


def public_view(row: Certificate) -> PublicView:
    """What anyone may see of it."""
    definition = kind_by_id(row.kind_id).definition
    _, _, fields = open_contents(row.sealed)
    return PublicView(
        identifier=row.identifier,
        number=row.number,
        name=definition.name,
        holder_masked=row.holder_masked,
        issuer_name=Text.of(row.issuer_name),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        issued_at=row.issued_at,
        state=effective_state(row.state, row.valid_until, today()),
        state_since=row.state_since,
        rows=public_rows(definition, fields),
    )


def row_of(identifier: str) -> Certificate:
    """The row with an identifier. Raises UnknownCertificate."""
    row = Certificate.objects.select_related("predecessor").filter(identifier=identifier).first()
    if row is None:
        raise UnknownCertificate
    return row


def certificate(identifier: str, *, by: Actor) -> CertificateView:
    """The certificate. Its holder reads freely; staff of the issuer may too, and the ledger keeps that they looked.

    Raises UnknownCertificate, `Refused`.
    """
    row = row_of(identifier)
    require(by, "certificates.look", subject_of(row, by))
    if by.kind == "staff":
        _note_look(row, by, "")
    return certificate_view(row)


def certificates_of(person_id: str, *, by: Actor) -> tuple[CertificateView, ...]:
    """A person's certificates, newest first. Raises `Refused`."""
    require(by, "certificates.look", CertificateSubject(person_id, ""))
    rows = Certificate.objects.select_related("predecessor").filter(person_id=person_id).order_by("-id")
    found = tuple(certificate_view(row) for row in rows) if person_id else ()
    if by.kind == "staff":
        ledger.record(
            "certificates.listed", by=by.ref, subject=f"person:{person_id}", person=f"person:{person_id}"
        )
    return found


def certificates_of_firms(by: Actor) -> tuple[CertificateView, ...]:
    """The certificates of the firms that somebody acts for, newest first."""
    rows = Certificate.objects.select_related("predecessor").filter(
        holder_index__in=[blind_index(code) for code in firms_of(by)], holder_kind=FIRM
    )
    return tuple(certificate_view(row) for row in rows.order_by("-id") if subject_of(row, by).acts_for)


def certificates_of_case(case_number: str) -> tuple[str, ...]:
    """The identifiers of what a case issued."""
    rows = Certificate.objects.filter(case_number=case_number).order_by("id")
    return tuple(rows.values_list("identifier", flat=True)) if case_number else ()


def holds(id_number: str, type_slug: str) -> bool:
    """Whether somebody with this number has a certificate of a type that is in force."""
    rows = Certificate.objects.filter(
        holder_index=blind_index(id_number), type_slug=type_slug, state=VALID
    ).values_list("valid_until", flat=True)
    now = today()
    return any(until is None or until >= now for until in rows)


def file_of(identifier: str, form: str, *, by: Actor) -> bytes:
    """The sealed file, `form` "ofd" or "pdf". Raises UnknownCertificate, `Refused`, `NoSuchFile`, `FileDamaged`."""
    row = row_of(identifier)
    require(by, "certificates.look", subject_of(row, by))
    if by.kind == "staff":
        _note_look(row, by, form)
    return files.read({"ofd": row.ofd, "pdf": row.pdf}[form])


def history(identifier: str) -> tuple[Change, ...]:
    """The steps of its life, oldest first. Raises UnknownCertificate."""
    row = row_of(identifier)
    steps = row.changes.order_by("id")
    return (
        Change(_ISSUED, VALID, row.issued_at, row.issued_by, ""),
        *(Change(OPERATIONS[one.operation].name, one.state, one.at, one.by_ref, one.reason) for one in steps),
    )


def directory(
    *,
    by: Actor,
    type_slug: str = "",
    state: str = "",
    origin: str = "",
    issuer_department: str = "",
    after: int | None = None,
    limit: int = 50,
) -> Page:
    """The directory of stock and new certificates, newest first, without anything that was encrypted. Raises `Refused`."""
    require(by, "certificates.browse", None)
    rows = Certificate.objects.select_related("kind").order_by("-id")
    given = {
        "type_slug": type_slug,
        "state": state,
        "origin": origin,
        "issuer_department": issuer_department,
        "id__lt": after,
    }
    found = list(rows.filter(**{key: value for key, value in given.items() if value})[: limit + 1])
    shown = found[:limit]
    return Page(tuple(_line(row) for row in shown), shown[-1].pk if len(found) > limit else None)


def _line(row: Certificate) -> DirectoryLine:
    return DirectoryLine(
        identifier=row.identifier,
        number=row.number,
        type_slug=row.type_slug,
        name=Text.of(row.kind.name),
        holder_masked=row.holder_masked,
        issuer_name=Text.of(row.issuer_name),
        issuer_department=row.issuer_department,
        area_code=row.area_code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        issued_at=row.issued_at,
        state=effective_state(row.state, row.valid_until, today()),
        origin=row.origin,
    )


def _note_look(row: Certificate, by: Actor, form: str) -> None:
    ledger.record(
        "certificates.looked-at",
        by=by.ref,
        subject=f"certificate:{row.identifier}",
        detail={"file": form} if form else None,
        person=f"person:{row.person_id}" if row.person_id else "",
    )
