"""Which packs are applied."""

from yiwang.packs.models import PackRow
from yiwang.packs.types import Applied


def applied() -> tuple[Applied, ...]:
    """Every pack that was ever applied, as it was last, by name."""
    return tuple(Applied(row.slug, row.version, row.digest) for row in PackRow.objects.order_by("slug"))
