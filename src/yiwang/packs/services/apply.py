"""Apply a pack."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.packs.city_pack import apply_city, is_city
from yiwang.packs.facts import PackApplied
from yiwang.packs.kinds import KINDS, Kind
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
        for kind, changes in _in_order(plan):
            slugs = [one.key for one in changes]
            if changes[0].action == "retire":
                for slug in slugs:
                    kind.retire(slug, by)
            else:
                kind.bring(reading, slugs, by)
            _keep(row, changes)
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


def _in_order(plan: Plan) -> Iterator[tuple[Kind, list[Change]]]:
    """Kind by kind: what others rest on first; what is retired last, in the opposite order."""
    for kind in KINDS:
        if made := [one for one in plan.changes if one.kind == kind.name and one.action != "retire"]:
            yield kind, made
    for kind in reversed(KINDS):
        if gone := [one for one in plan.changes if one.kind == kind.name and one.action == "retire"]:
            yield kind, gone


def _keep(row: PackRow, changes: Sequence[Change]) -> None:
    if changes[0].action == "retire":
        keys = [one.key for one in changes]
        PackEntry.objects.filter(pack=row, kind=changes[0].kind, key__in=keys).update(retired=True)
        return
    PackEntry.objects.bulk_create(
        [PackEntry(pack=row, kind=one.kind, key=one.key, digest=one.digest) for one in changes],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["pack", "digest", "retired"],
    )
