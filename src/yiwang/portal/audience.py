"""For whom an item is, by the codes of its service objects (GB/T 39554: 1 is a natural person)."""

from yiwang.items.api import Item, ItemCard

_PERSON = "1"


def serves_people(item: Item | ItemCard) -> bool:
    """Whether a natural person can apply for themselves."""
    return _PERSON in item.service_objects


def serves_firms(item: Item | ItemCard) -> bool:
    """Whether firms and other organisations can apply."""
    return any(code != _PERSON for code in item.service_objects)
