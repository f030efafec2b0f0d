"""Reads of the catalogue."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from yiwang.forms.api import FormDefinition
from yiwang.items.errors import ItemMissing
from yiwang.items.models import ItemRecord, ItemVersion
from yiwang.items.rules.reading import decoded, item_of
from yiwang.items.types import CatalogueFigures, Item, ItemCard
from yiwang.text import Text

PROCESS = "process.bpmn"


def item(slug: str, version: int | None = None) -> Item:
    """An item: the version in force, or a given one.

    Raises:
        ItemMissing: no such item or version. A retired item is found, with `retired` set.
    """
    found = (
        ItemVersion.objects.filter(item__slug=slug, **({"version": version} if version else {}))
        .order_by("-version")
        .values_list("pk", "digest", "item__retired_at")
        .first()
    )
    if found is None:
        raise ItemMissing(slug, version)
    key, digest, retired_at = found
    return _item(key, digest, retired_at is not None)


@lru_cache(maxsize=512)
def _item(key: int, digest: str, retired: bool) -> Item:
    """A version never changes, so reading it twice is waste; the digest tells rows of different databases apart."""
    return view_of(ItemVersion.objects.get(pk=key), retired=retired)


def view_of(row: ItemVersion, *, retired: bool) -> Item:
    """The item a row holds."""
    documents = decoded(row.documents)
    return item_of(
        row.content,
        version=row.version,
        codes=(row.code, row.handle_code),
        department=(row.department_code, Text.of(row.department)),
        area_code=row.area_code,
        form=FormDefinition.of(row.form),
        process=documents[PROCESS],
        decisions={
            name.removesuffix(".dmn"): data for name, data in documents.items() if name.endswith(".dmn")
        },
        digest=row.digest,
        retired=retired,
    )


def published(
    *, topic: str = "", department_code: str = "", after: str = "", limit: int = 50
) -> tuple[ItemCard, ...]:
    """Items offered now, by slug; `after` is the last slug of the page before."""
    rows = ItemRecord.objects.filter(retired_at__isnull=True, slug__gt=after).order_by("slug")
    if topic:
        rows = rows.filter(topics__contains=[topic])
    if department_code:
        rows = rows.filter(department_code=department_code)
    return tuple(read_card(card) for card in rows.values_list("card", flat=True)[:limit])


def figures(*, area_code: str = "") -> CatalogueFigures:
    """How online the catalogue of an area is, from the items offered now."""
    cards = ItemRecord.objects.filter(retired_at__isnull=True, area_code__startswith=area_code)
    return counted(cards.values_list("card", flat=True).iterator())


def counted(cards: Iterable[dict[str, Any]]) -> CatalogueFigures:
    """The figures of a set of stored cards."""
    rows = list(cards)
    online = [row for row in rows if row["online"]]
    limited = [row for row in rows if row["statutory_days"]]
    return CatalogueFigures(
        items=len(rows),
        online=len(online),
        wholly_online=sum(row["visits"] == 0 for row in online),
        at_most_one_visit=sum(row["visits"] <= 1 for row in rows),
        instant=sum(row["promised_days"] == 0 for row in rows),
        statutory_days=sum(row["statutory_days"] for row in limited),
        promised_days=sum(row["promised_days"] for row in limited),
    )


def card_of(published: Item) -> dict[str, Any]:
    """A card as it is stored, with what the figures count."""
    card = asdict(published.card)
    for name in ("name", "summary", "department"):
        card[name] = getattr(published, name).as_dict()
    return {**card, "statutory_days": published.statutory_days or 0}


def read_card(stored: dict[str, Any]) -> ItemCard:
    """A card as it crosses the door."""
    fields = {key: value for key, value in stored.items() if key != "statutory_days"}
    for name in ("name", "summary", "department"):
        fields[name] = Text.of(fields[name])
    for name in ("topics", "service_objects"):
        fields[name] = tuple(fields[name])
    return ItemCard(**fields)
