"""Apply for a seal."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.seals.errors import SealInUseAlready
from yiwang.seals.models import Seal
from yiwang.seals.permissions import SealSubject
from yiwang.seals.queries import seal_view
from yiwang.seals.rules.codes import seal_code
from yiwang.seals.types import SealView

#: What every seal of a model city says below its star, so that nobody takes it for a real one.
SAMPLE_MARK = "示范样章"


def apply_for_seal(
    *,
    department_code: str,
    reason: str,
    by: Actor,
    name: str = "",
    mark: str = SAMPLE_MARK,
    predecessor: str = "",
) -> SealView:
    """Ask for a seal of a department; `name` on its rim is the department's own when left out.

    Raises `Refused`, `UnknownDepartment`, SealInUseAlready (unless it is to replace `predecessor`).
    """
    require(by, "seals.apply", SealSubject(department_code))
    department = orgs.department(department_code)
    rim = name or department.name.zh
    standing = Seal.objects.filter(department_code=department_code, name=rim, state__in=["applied", "in-use"])
    if standing.exclude(code=predecessor).exists():
        raise SealInUseAlready(rim)
    for _ in range(5):
        try:
            with transaction.atomic():
                seal = Seal.objects.create(
                    code=_next_code(department.area_code),
                    department_code=department_code,
                    name=rim,
                    mark=mark,
                    reason=reason,
                    applied_by=by.ref,
                    applied_at=timezone.now(),
                    predecessor_id=predecessor or None,
                )
                ledger.record(
                    "seals.applied",
                    by=by.ref,
                    subject=f"seal:{seal.code}",
                    detail={"name": rim, "reason": reason},
                )
            return seal_view(seal)
        except IntegrityError:  # another application took the same code
            continue
    raise SealInUseAlready(rim)


def _next_code(area_code: str) -> str:
    region = area_code[:6].ljust(6, "0")
    last = (
        Seal.objects.filter(code__startswith=region).order_by("-code").values_list("code", flat=True).first()
    )
    return seal_code(region, int(last[6:]) + 1 if last else 1)
