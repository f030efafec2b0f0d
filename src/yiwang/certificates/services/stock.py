"""Take over certificates from before: somebody records them, the issuer confirms, then they get their electronic form."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.certificates.errors import BadFields, StockRecordedAlready, UnknownStockRecord
from yiwang.certificates.kinds import current_kind
from yiwang.certificates.models import Certificate, StockRecord
from yiwang.certificates.permissions import IssuerSubject
from yiwang.certificates.queries import certificate_view
from yiwang.certificates.rules.values import problems_of
from yiwang.certificates.sealing import mask_holder, open_contents, seal_contents
from yiwang.certificates.services.issue import Request, issue_request
from yiwang.certificates.types import CertificateView, Holder, StockView
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs


def record_existing(
    *,
    type_slug: str,
    number: str,
    holder: Holder,
    issuer_department: str,
    fields: Mapping[str, str],
    valid_from: date,
    valid_until: date | None = None,
    scan: str = "",
    by: Actor,
) -> StockView:
    """Record a certificate that exists on paper; `scan` is the address of its picture in the file store.

    Raises `Refused`, UnknownType, `UnknownDepartment`, BadFields, StockRecordedAlready.
    """
    require(by, "certificates.record-stock", None)
    definition = current_kind(type_slug).definition
    orgs.department(issuer_department)
    problems = problems_of(definition, fields)
    if problems:
        raise BadFields(problems)
    try:
        with transaction.atomic():
            row = StockRecord.objects.create(
                type_slug=type_slug,
                number=number,
                issuer_department=issuer_department,
                holder_masked=mask_holder(holder),
                sealed=seal_contents(holder, {**fields, "": f"{holder.id_kind}|{holder.person_id}"}),
                valid_from=valid_from,
                valid_until=valid_until,
                scan=scan,
                recorded_by=by.ref,
                recorded_at=timezone.now(),
            )
            ledger.record(
                "certificates.stock-recorded",
                by=by.ref,
                subject=f"certificate-stock:{row.pk}",
                detail={"type": type_slug, "number": number},
                person=f"person:{holder.person_id}" if holder.person_id else "",
            )
    except IntegrityError:
        raise StockRecordedAlready(number) from None
    return stock_view(row)


def confirm_existing(record: int, *, by: Actor) -> CertificateView:
    """The issuer stands by it: it enters the directory under its old number, with a sealed electronic form.

    Raises `Refused`, UnknownStockRecord, and what `issue` raises.
    """
    with transaction.atomic():
        row = _waiting(record)
        require(by, "certificates.confirm-stock", IssuerSubject(row.issuer_department))
        name, id_number, fields = open_contents(row.sealed)
        id_kind, _, person_id = fields.pop("").partition("|")
        issued = issue_request(
            Request(
                type_slug=row.type_slug,
                holder=Holder(name, id_kind, id_number, person_id),
                issuer_department=row.issuer_department,
                fields=fields,
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                case_number="",
                transaction_id=f"stock:{row.pk}",
                number=row.number,
                origin=Certificate.Origin.STOCK,
            ),
            by=by,
        )
        row.certificate = issued
        _settle(row, StockRecord.State.CONFIRMED, "", by)
    return certificate_view(issued)


def return_existing(record: int, *, reason: str, by: Actor) -> StockView:
    """The issuer does not stand by it. Raises `Refused`, UnknownStockRecord."""
    with transaction.atomic():
        row = _waiting(record)
        require(by, "certificates.confirm-stock", IssuerSubject(row.issuer_department))
        _settle(row, StockRecord.State.RETURNED, reason, by)
    return stock_view(row)


def stock_records(
    *, by: Actor, issuer_department: str = "", state: str = "waiting", limit: int = 100
) -> tuple[StockView, ...]:
    """Records from before, oldest first. Raises `Refused`."""
    require(by, "certificates.browse", None)
    rows = StockRecord.objects.select_related("certificate").filter(state=state).order_by("id")
    if issuer_department:
        rows = rows.filter(issuer_department=issuer_department)
    return tuple(stock_view(row) for row in rows[:limit])


def stock_view(row: StockRecord) -> StockView:
    """The row as other rooms see it."""
    return StockView(
        id=row.pk,
        type_slug=row.type_slug,
        number=row.number,
        issuer_department=row.issuer_department,
        holder_masked=row.holder_masked,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        scan=row.scan,
        state=row.state,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        reason=row.reason,
        certificate=row.certificate.identifier if row.certificate else "",
    )


def _waiting(record: int) -> StockRecord:
    row = StockRecord.objects.select_for_update().filter(pk=record, state=StockRecord.State.WAITING).first()
    if row is None:
        raise UnknownStockRecord(record)
    return row


def _settle(row: StockRecord, state: StockRecord.State, reason: str, by: Actor) -> None:
    row.state, row.settled_by, row.settled_at, row.reason = state, by.ref, timezone.now(), reason[:300]
    row.save(update_fields=["state", "settled_by", "settled_at", "reason", "certificate"])
    ledger.record(
        f"certificates.stock-{state}",
        by=by.ref,
        subject=f"certificate-stock:{row.pk}",
        detail={"reason": reason, "certificate": row.certificate.identifier if row.certificate else ""},
    )
