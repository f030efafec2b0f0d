"""Item definitions: the model's own types, and what a value becomes when it meets one."""

from collections.abc import Callable

from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.running.tests import TESTED
from yiwang.decisions.feel.running.types import Check, check_of, fitting
from yiwang.decisions.feel.syntax.nodes import TypeName
from yiwang.decisions.feel.values.kinds import Value

_MOMENTS = frozenset(("date and time", "dateTime"))


class ItemType:
    """A type a value is fitted to: itself, or its one item, or a list of it; null when it does not fit."""

    __slots__ = ("check", "wants_list", "wants_moment")

    def __init__(self, check: Check | None, wants_list: bool = False, wants_moment: bool = False) -> None:
        self.check = check
        self.wants_list = wants_list
        self.wants_moment = wants_moment

    def fit(self, value: Value) -> Value:
        """The value as this type has it, or null."""
        if self.check is None or value is None:
            return value
        return fitting(value, self.check, self.wants_list, self.wants_moment)


#: Takes any value as it is.
ANYTHING = ItemType(None)


def plain_type(name: str) -> ItemType | None:
    """A type of FEEL itself; null for a name that FEEL does not have."""
    name = name.rpartition(":")[2].strip()
    if name in ("", "Any"):
        return ANYTHING
    check = check_of(TypeName(name))
    return None if check is None else ItemType(check, name == "list", name in _MOMENTS)


def list_of(item: ItemType) -> ItemType:
    """A collection: every item null or of the type."""
    check = item.check
    if check is None:
        return ItemType(lambda value: type(value) is list, wants_list=True)
    return ItemType(
        lambda value: type(value) is list and all(part is None or check(part) for part in value),
        wants_list=True,
    )


def structure(components: dict[str, ItemType]) -> ItemType:
    """A context whose parts of these names are each absent, null or of their type; other parts may be there too."""
    checks = [(name, part.check) for name, part in components.items() if part.check is not None]

    def check(value: Value) -> bool:
        return type(value) is dict and all(
            value.get(name) is None or part(value[name]) for name, part in checks
        )

    return ItemType(check)


def restricted(base: ItemType, allowed: Callable[[Env], Value]) -> ItemType:
    """The type narrowed to its allowed values."""

    def check(value: Value) -> bool:
        if base.check is not None and not base.check(value):
            return False
        return allowed(Env({TESTED: value}, Meter())) is True

    return ItemType(check, base.wants_list, base.wants_moment)
