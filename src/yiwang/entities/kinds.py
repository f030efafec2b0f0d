"""The kinds as they hold now, and as they held on a day; the numbers of their sources; their newest weights."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from yiwang.entities.errors import UnknownKind, UnknownSource
from yiwang.entities.models import KindVersion, SourceRow, WeightModel
from yiwang.entities.rules.definition import Kind, Source, read
from yiwang.entities.rules.scoring import Model, model_of, untrained


def kind_of(slug: str, on: datetime | None = None) -> Kind:
    """A kind; with `on`, as it was declared then (before its first version: as it was first). Raises UnknownKind."""
    rows = KindVersion.objects.filter(kind=slug).order_by("-version")
    at = rows.filter(since__lte=on).values_list("version", flat=True).first() if on else None
    version = at or (rows.order_by("version") if on else rows).values_list("version", flat=True).first()
    if version is None:
        raise UnknownKind(slug)
    return _read(slug, version, _digest(slug, version))


def kinds() -> tuple[Kind, ...]:
    """Every kind that is not retired, in order of their slugs."""
    newest = KindVersion.objects.order_by("kind", "-version").distinct("kind")
    return tuple(kind_of(row.kind) for row in newest if not row.retired)


def _digest(slug: str, version: int) -> datetime:
    # Versions never change, but another database may have another text under the same number.
    return KindVersion.objects.values_list("since", flat=True).get(kind=slug, version=version)


@lru_cache(maxsize=64)
def _read(slug: str, version: int, since: datetime) -> Kind:
    return read(KindVersion.objects.get(kind=slug, version=version).definition)


def source_of(kind: Kind, slug: str) -> Source:
    """A source of a kind. Raises UnknownSource."""
    found = next((one for one in kind.sources if one.slug == slug), None)
    if found is None:
        raise UnknownSource(kind.slug, slug)
    return found


def source_numbers(kind: str) -> dict[str, int]:
    """The short number of every source a kind has or had."""
    return dict(SourceRow.objects.filter(kind=kind).values_list("slug", "pk"))


def fed_by(resource: str) -> tuple[tuple[str, str], ...]:
    """(kind, source) of what a resource feeds."""
    found: list[tuple[str, str]] = []
    for kind in kinds():
        found += [(kind.slug, one.slug) for one in kind.sources if one.resource == resource]
    return tuple(found)


def weights(kind: Kind) -> Model:
    """The newest trained weights of a kind, or those it starts with."""
    assert kind.linkage is not None
    row: Any = WeightModel.objects.filter(kind=kind.slug).order_by("-version").first()
    return untrained(kind.linkage) if row is None else model_of(row.version, row.parameters, kind.linkage)


def weights_of(kind: Kind, version: int) -> Model:
    """The weights of one version."""
    assert kind.linkage is not None
    row = WeightModel.objects.filter(kind=kind.slug, version=version).first()
    return untrained(kind.linkage) if row is None else model_of(version, row.parameters, kind.linkage)
