"""What applying a pack would do."""

from collections.abc import Iterator
from pathlib import Path

from yiwang.packs.checking import read_and_check
from yiwang.packs.city_pack import is_city, plan_city
from yiwang.packs.errors import BadPack
from yiwang.packs.kinds import KINDS
from yiwang.packs.models import PackEntry
from yiwang.packs.reading import Reading
from yiwang.packs.types import Change, Plan, Problem
from yiwang.text import Text


def plan(path: Path, *, city: Path | None = None) -> Plan:
    """The difference between what the pack wants and what it brought before; empty when applied already.

    Raises:
        PackMissing: there is no pack.
        BadPack: something is wrong; everything is listed.
    """
    if is_city(path):
        return plan_city(path)
    return plan_of(good(path, city))


def good(path: Path, city: Path | None = None) -> Reading:
    """The pack with its city, without a fault. Raises as `plan`."""
    reading, problems = read_and_check(path, city)
    if problems:
        raise BadPack(problems)
    return reading


def plan_of(reading: Reading) -> Plan:
    """The difference between a pack as read and what it brought before. Raises `BadPack` when another pack owns it."""
    return Plan(reading.slug, reading.version, reading.folder.digest, tuple(_changes(reading)))


def _changes(reading: Reading) -> Iterator[Change]:
    ours = PackEntry.objects.filter(pack__slug=reading.slug)
    held = {(one.kind, one.key): one for one in ours}
    _refuse_foreign(reading)
    wanted: set[tuple[str, str]] = set()
    for kind in KINDS:
        for key, digest in kind.digests(reading).items():
            wanted.add((kind.name, key))
            entry = held.get((kind.name, key))
            if entry is None or entry.retired:
                yield Change("add", kind.name, key, digest)
            elif entry.digest != digest:
                yield Change("change", kind.name, key, digest)
    for (name, key), entry in sorted(held.items()):
        if not entry.retired and (name, key) not in wanted:
            yield Change("retire", name, key)


def _refuse_foreign(reading: Reading) -> None:
    """Two packs may not bring the same thing: the later would silently change the earlier."""
    problems = []
    for kind in KINDS:
        keys = set(kind.digests(reading))
        taken = PackEntry.objects.filter(kind=kind.name, key__in=keys, retired=False)
        for entry in taken.exclude(pack__slug=reading.slug).select_related("pack"):
            message = Text(
                f"{entry.key} 已由业务包 {entry.pack.slug} 提供。",
                f"{entry.key} is already brought by the pack {entry.pack.slug}.",
            )
            problems.append(Problem(f"{kind.folder}/{entry.key}{kind.suffix}", 0, message))
    if problems:
        raise BadPack(problems)
