"""How a built-in function is declared, and how its arguments are matched.

A signature is written `name:type` with commas between; `?` after the type lets the argument be left out, `~` lets it
be null (otherwise a null argument gives null), `*` gathers all arguments into one list, or takes a single list as it is,
`+` gathers them even then.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.running.types import check_of, fitting
from yiwang.decisions.feel.syntax.nodes import TypeName
from yiwang.decisions.feel.values.kinds import Function, Parameter, Value

#: Every built-in by name; the lowest scope of every expression.
BUILTINS: dict[str, Function] = {}


class Misfit(Exception):
    """The arguments do not fit a signature."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One parameter of a signature."""

    name: str
    kind: str
    optional: bool
    nullable: bool
    gathers: bool
    always: bool

    def take(self, value: Value) -> Value:
        """The argument converted to the slot's type; raises Misfit when it cannot be."""
        if value is None or self.kind == "any":
            return value
        check = check_of(TypeName(self.kind))
        if check is None:
            raise Misfit
        converted = fitting(value, check, self.kind == "list", self.kind == "date and time")
        if converted is None:
            raise Misfit
        return converted


@dataclass(frozen=True, slots=True)
class Overload:
    """One signature and the Python function behind it."""

    slots: tuple[Slot, ...]
    function: Callable[..., Value]
    metered: bool

    def arguments(self, given: list[Value], keywords: dict[str, Value] | None) -> list[Value] | None:
        """The arguments in order, null when one of them makes the result null; raises Misfit."""
        if keywords is not None:
            given = self._in_order(keywords)
        elif self.slots and self.slots[-1].gathers:
            given = self._gathered(given)
        if not sum(not slot.optional for slot in self.slots) <= len(given) <= len(self.slots):
            raise Misfit
        taken = [slot.take(value) for slot, value in zip(self.slots, given, strict=False)]
        if any(value is None and not slot.nullable for slot, value in zip(self.slots, taken, strict=False)):
            return None
        return taken

    def _gathered(self, given: list[Value]) -> list[Value]:
        before = len(self.slots) - 1
        rest = given[before:]
        if not rest:
            raise Misfit
        if len(rest) == 1 and not self.slots[-1].always and (type(rest[0]) is list or rest[0] is None):
            return given
        return [*given[:before], rest]

    def _in_order(self, keywords: dict[str, Value]) -> list[Value]:
        names = [slot.name for slot in self.slots]
        if not keywords.keys() <= set(names):
            raise Misfit
        given: list[Value] = []
        skipped = 0
        for slot in self.slots:
            if slot.name in keywords:
                given.extend([None] * skipped + [keywords[slot.name]])
                skipped = 0
            elif slot.optional:
                skipped += 1
            else:
                raise Misfit
        return given


_OVERLOADS: dict[str, list[Overload]] = {}


def builtin(name: str, signature: str = "") -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Declare a built-in; a name may have several signatures, tried in order."""

    def declare(function: Callable[..., Value]) -> Callable[..., Value]:
        slots = tuple(_slot(part.strip()) for part in signature.split(",") if part.strip())
        metered = next(iter(inspect.signature(function).parameters), "") == "meter"
        overloads = _OVERLOADS.setdefault(name, [])
        overloads.append(Overload(slots, function, metered))
        parameters = tuple(Parameter(slot.name, optional=slot.optional) for slot in overloads[0].slots)
        BUILTINS[name] = Function(name, parameters, partial(_invoke, name, overloads))
        return function

    return declare


def _slot(part: str) -> Slot:
    name, _, kind = part.partition(":")
    plain = kind.rstrip("?~*+")
    marks = kind[len(plain) :]
    return Slot(name, plain, "?" in marks, "~" in marks, "*" in marks or "+" in marks, "+" in marks)


def _invoke(
    name: str, overloads: list[Overload], meter: Meter, given: list[Value], keywords: dict[str, Value] | None
) -> Value:
    for overload in overloads:
        try:
            arguments = overload.arguments(given, keywords)
        except Misfit:
            continue
        if arguments is None:
            return None
        return _call(name, overload, arguments, meter)
    meter.note(f"{name}的参数不合适", f"the arguments do not fit {name}")
    return None


def _call(name: str, overload: Overload, arguments: list[Any], meter: Meter) -> Value:
    for argument in arguments:
        if type(argument) is list:
            meter.spend(len(argument) + 1)
        elif type(argument) is str:
            meter.spend(len(argument) >> 6)
    try:
        result = overload.function(meter, *arguments) if overload.metered else overload.function(*arguments)
    except (ArithmeticError, ValueError, IndexError):
        result = None
    if result is None:
        meter.note(f"{name}没有结果", f"{name} has no result")
    elif type(result) is str:
        meter.check_text(result)
    elif type(result) is list:
        meter.spend(len(result))
    return result
