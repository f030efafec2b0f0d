"""The door of items."""

from yiwang.items.errors import BadItem, ItemMissing
from yiwang.items.facts import ItemPublished, ItemRetired
from yiwang.items.queries import figures, item, published
from yiwang.items.rules.check import check_item
from yiwang.items.rules.exchange import exchange_record
from yiwang.items.rules.item_code import BadItemCode, ItemCode, check_item_code
from yiwang.items.rules.reading import plain
from yiwang.items.searching import search
from yiwang.items.services.define_item import define_item
from yiwang.items.services.retire_item import retire_item
from yiwang.items.types import (
    CatalogueFigures,
    Faq,
    Fee,
    Hit,
    Item,
    ItemCard,
    ItemProblem,
    LegalBasis,
    Material,
    Place,
    Remedy,
    Stage,
    purpose_of,
)

__all__ = [
    "BadItem",
    "BadItemCode",
    "CatalogueFigures",
    "Faq",
    "Fee",
    "Hit",
    "Item",
    "ItemCard",
    "ItemCode",
    "ItemMissing",
    "ItemProblem",
    "ItemPublished",
    "ItemRetired",
    "LegalBasis",
    "Material",
    "Place",
    "Remedy",
    "Stage",
    "check_item",
    "check_item_code",
    "define_item",
    "exchange_record",
    "figures",
    "item",
    "plain",
    "published",
    "purpose_of",
    "retire_item",
    "search",
]
