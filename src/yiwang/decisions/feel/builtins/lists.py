"""Lists (DMN 1.5 §10.3.4.4): looking, cutting and joining."""

from decimal import Decimal

from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.compare import equal, order
from yiwang.decisions.feel.values.kinds import Function, Value


def has(items: list[Value], value: Value, meter: Meter) -> bool:
    """Whether an item equals the value."""
    meter.spend(len(items))
    return any(equal(item, value, meter) is True for item in items)


@builtin("list contains", "list:list, element:any~")
def list_contains(meter: Meter, items: list[Value], element: Value) -> Value:
    return has(items, element, meter)


@builtin("count", "list:any*")
def count(items: list[Value]) -> Value:
    return Decimal(len(items))


@builtin("all", "list:any*")
def every(items: list[Value]) -> Value:
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else None


@builtin("any", "list:any*")
def some(items: list[Value]) -> Value:
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else None


@builtin("sublist", "list:list, start position:number, length:number?")
def sublist(items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    first = int(start)
    if first == 0 or abs(first) > len(items) or (length is not None and length < 1):
        return None
    begin = first - 1 if first > 0 else len(items) + first
    if length is None:
        return items[begin:]
    end = begin + int(length)
    return items[begin:end] if end <= len(items) else None


@builtin("append", "list:list, item:any~+")
def append(items: list[Value], added: list[Value]) -> Value:
    return [*items, *added]


@builtin("concatenate", "list:any+")
def concatenate(lists: list[Value]) -> Value:
    joined: list[Value] = []
    for part in lists:
        joined.extend(part if type(part) is list else [part])
    return joined


@builtin("insert before", "list:list, position:number, newItem:any~")
def insert_before(items: list[Value], position: Decimal, item: Value) -> Value:
    index = _index(items, position)
    return None if index is None else [*items[:index], item, *items[index:]]


@builtin("remove", "list:list, position:number")
def remove(items: list[Value], position: Decimal) -> Value:
    index = _index(items, position)
    return None if index is None else items[:index] + items[index + 1 :]


@builtin("list replace", "list:list, position:number, newItem:any~")
def replace_at(items: list[Value], position: Decimal, item: Value) -> Value:
    index = _index(items, position)
    return None if index is None else [*items[:index], item, *items[index + 1 :]]


@builtin("list replace", "list:list, match:function, newItem:any~")
def replace_matching(meter: Meter, items: list[Value], match: Function, item: Value) -> Value:
    replaced: list[Value] = []
    for old in items:
        held = match.invoke(meter, [old, item], None)
        if type(held) is not bool:
            return None
        replaced.append(item if held else old)
    return replaced


def _index(items: list[Value], position: Decimal) -> int | None:
    place = int(position)
    if place == 0 or abs(place) > len(items):
        return None
    return place - 1 if place > 0 else len(items) + place


@builtin("reverse", "list:list")
def reverse(items: list[Value]) -> Value:
    return items[::-1]


@builtin("index of", "list:list, match:any~")
def index_of(meter: Meter, items: list[Value], match: Value) -> Value:
    return [Decimal(place) for place, item in enumerate(items, 1) if equal(item, match, meter) is True]


@builtin("union", "list:any+")
def union(meter: Meter, lists: list[Value]) -> Value:
    return distinct_values(meter, concatenate(lists))


@builtin("distinct values", "list:list")
def distinct_values(meter: Meter, items: list[Value]) -> Value:
    kept: list[Value] = []
    for item in items:
        if not has(kept, item, meter):
            kept.append(item)
    return kept


@builtin("flatten", "list:list")
def flatten(meter: Meter, items: list[Value]) -> Value:
    flat: list[Value] = []
    _flatten_into(flat, items, meter)
    return flat


def _flatten_into(flat: list[Value], items: list[Value], meter: Meter) -> None:
    meter.spend(len(items) + 1)
    meter.enter()
    for item in items:
        if type(item) is list:
            _flatten_into(flat, item, meter)
        else:
            flat.append(item)
    meter.leave()


@builtin("sort", "list:list, precedes:function?")
def sort(meter: Meter, items: list[Value], precedes: Function | None = None) -> Value:
    """A stable merge sort; without a function, in natural order."""
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = sort(meter, items[:middle], precedes), sort(meter, items[middle:], precedes)
    if left is None or right is None:
        return None
    return _merged(meter, left, right, precedes)


def _merged(meter: Meter, left: list[Value], right: list[Value], precedes: Function | None) -> Value:
    merged: list[Value] = []
    first = second = 0
    while first < len(left) and second < len(right):
        meter.spend(2)
        swap = _precedes(meter, right[second], left[first], precedes)
        if swap is None:
            return None
        merged.append(right[second] if swap else left[first])
        first, second = (first, second + 1) if swap else (first + 1, second)
    return merged + left[first:] + right[second:]


def _precedes(meter: Meter, one: Value, other: Value, function: Function | None) -> bool | None:
    if function is not None:
        held = function.invoke(meter, [one, other], None)
        return held if type(held) is bool else None
    place = order(one, other)
    return None if place is None else place < 0
