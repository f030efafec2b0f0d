"""Reading seals, grants, and their logs."""

from django.db.models import QuerySet

from yiwang.seals.errors import NoSealInUse, UnknownSeal
from yiwang.seals.models import Seal, SealGrant, SealUse, UpstreamReport
from yiwang.seals.types import GrantView, ReportView, SealView, UseView


def seal_view(row: Seal) -> SealView:
    """The row as other rooms see it."""
    return SealView(
        code=row.code,
        department_code=row.department_code,
        name=row.name,
        state=row.state,
        reason=row.reason,
        applied_by=row.applied_by,
        applied_at=row.applied_at,
        made_at=row.made_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        predecessor=row.predecessor_id or "",
    )


def grant_view(row: SealGrant) -> GrantView:
    """The row as other rooms see it."""
    return GrantView(row.pk, row.seal_id, row.grantee, row.purpose, row.given_by, row.given_at, row.until)


def seal(code: str) -> SealView:
    """The seal with a code. Raises UnknownSeal."""
    row = Seal.objects.filter(pk=code).first()
    if row is None:
        raise UnknownSeal(code)
    return seal_view(row)


def locked_seal(code: str) -> Seal:
    """The row, locked until the transaction ends. Raises UnknownSeal."""
    row = Seal.objects.select_for_update().filter(pk=code).first()
    if row is None:
        raise UnknownSeal(code)
    return row


def seal_for(department_code: str) -> SealView:
    """The seal a department uses now. Raises NoSealInUse."""
    row = in_use(department_code).first()
    if row is None:
        raise NoSealInUse(department_code)
    return seal_view(row)


def in_use(department_code: str) -> QuerySet[Seal]:
    """The department's seals in use, the oldest first: its round seal."""
    return Seal.objects.filter(department_code=department_code, state=Seal.State.IN_USE).order_by("code")


def seals(department_code: str = "", *, state: str = "") -> tuple[SealView, ...]:
    """The list of seals, of one department or all, in one state or any."""
    rows = Seal.objects.order_by("code")
    if department_code:
        rows = rows.filter(department_code=department_code)
    if state:
        rows = rows.filter(state=state)
    return tuple(seal_view(row) for row in rows.defer("der"))


def grants(seal: str) -> tuple[GrantView, ...]:
    """The grants of a seal that stand."""
    rows = SealGrant.objects.filter(seal_id=seal, withdrawn_at__isnull=True).order_by("id")
    return tuple(grant_view(row) for row in rows)


def uses(seal: str, *, limit: int = 100) -> tuple[UseView, ...]:
    """The last uses of a seal, newest first."""
    rows = SealUse.objects.filter(seal_id=seal).order_by("-id")[:limit]
    return tuple(UseView(r.seal_id, r.at, r.by_ref, r.subject, r.purpose, r.digest) for r in rows)


def reports(seal: str) -> tuple[ReportView, ...]:
    """What was reported about a seal, newest first."""
    rows = UpstreamReport.objects.filter(seal_id=seal).order_by("-id")
    return tuple(ReportView(r.seal_id, r.action, r.at, r.accepted, r.receipt, r.answer) for r in rows)


def latest_report() -> ReportView | None:
    """What was reported last about any seal."""
    row = UpstreamReport.objects.order_by("-id").first()
    return ReportView(row.seal_id, row.action, row.at, row.accepted, row.receipt, row.answer) if row else None
