"""Apply a pack."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.packs.city_pack import apply_city, is_city
from yiwang.packs.facts import PackApplied
from yiwang.packs.kinds import KINDS
from yiwang.packs.models import PackEntry, PackRow
from yiwang.packs.planning import good, plan_of
from yiwang.packs.types import Change, Plan


def apply(path: Path, *, by: access.Actor, city: Path | None = None) -> Plan:
    """Bring the house to what a pack says, all or nothing; gives what was done. Again it does nothing.

    Raises:
        PackMissing, BadPack: the pack cannot be applied; everything wrong is listed.
        Refused: the actor may not apply packs.
    """
    access.require(by, "packs.apply", path.name)
    if is_city(path):
        return apply_city(path, by=by)
    reading = good(path, city)
    with transaction.atomic():
        row, _ = PackRow.objects.select_for_update().get_or_create(
            slug=reading.slug,
            defaults={"version": "", "digest": "", "applied_at": timezone.now(), "applied_by": by.ref},
        )
        # Planned under the lock: another hand may be applying it as well.
        plan = plan_of(reading)
        if not plan and row.digest == plan.digest:
            return plan
        kinds = {kind.name: kind for kind in KINDS}
        for change in _in_order(plan):
            if change.action == "retire":
                kinds[change.kind].retire(change.key, by)
            else:
                kinds[change.kind].apply(reading, change.key, by)
            _keep(row, change)
        row.version, row.digest = plan.version, plan.digest
        row.applied_at, row.applied_by = timezone.now(), by.ref
        row.save(update_fields=["version", "digest", "applied_at", "applied_by"])
        detail = {
            "version": plan.version,
            "digest": plan.digest,
            "changes": [f"{one.action} {one.kind}:{one.key}" for one in plan.changes],
        }
        ledger.record("packs.applied", by=by.ref, subject=f"pack:{plan.pack}", detail=detail)
        bus.publish(PackApplied(pack=plan.pack, version=plan.version, digest=plan.digest))
    return plan


def _in_order(plan: Plan) -> list[Change]:
    """What others rest on first; what is retired last, in the opposite order."""
    rank = {kind.name: number for number, kind in enumerate(KINDS)}
    made = sorted((one for one in plan.changes if one.action != "retire"), key=lambda one: rank[one.kind])
    gone = sorted((one for one in plan.changes if one.action == "retire"), key=lambda one: -rank[one.kind])
    return [*made, *gone]


def _keep(row: PackRow, change: Change) -> None:
    if change.action == "retire":
        PackEntry.objects.filter(pack=row, kind=change.kind, key=change.key).update(retired=True)
        return
    PackEntry.objects.update_or_create(
        kind=change.kind,
        key=change.key,
        defaults={"pack": row, "digest": change.digest, "retired": False},
    )
