"""Give a new city its certificate authority and a seal for each office that issues documents."""

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.seals.authority.issue import ensure_authority
from yiwang.seals.models import Seal
from yiwang.seals.services.apply_for_seal import apply_for_seal
from yiwang.seals.services.authorise import authorise
from yiwang.seals.services.make_seal import make_seal

_KINDS = {"government", "institution"}


def set_up_city(area: str, *, by: Actor) -> int:
    """Make what is missing for the departments of `area` and give the number of seals made. Again makes nothing.

    Each seal may be used by the house itself (certificates issued at once by rule) and by the department's issuers.
    """
    require(by, "seals.set-up", None)
    with transaction.atomic():
        if ensure_authority(timezone.now()):
            ledger.record("seals.authority-made", by=by.ref, subject="seals:authority", detail={"area": area})
    served = set(Seal.objects.values_list("department_code", flat=True))
    made = 0
    for department in orgs.departments(area):
        if department.kind in _KINDS and department.code not in served:
            with transaction.atomic():
                applied = apply_for_seal(department_code=department.code, reason="城市初始化", by=by)
                make_seal(seal=applied.code, by=by)
                authorise(seal=applied.code, grantee="system:*", by=by)
                for post in orgs.posts(department.code, role="issuer"):
                    authorise(seal=applied.code, grantee=f"post:{post.id}", by=by)
            made += 1
    return made
