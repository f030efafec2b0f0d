"""The kinds of FEEL values and the few Python types we add for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from yiwang.decisions.feel.values.far import FarDate, FarMoment

if TYPE_CHECKING:
    from yiwang.decisions.feel.meter import Meter

#: A FEEL value. FEEL is dynamically typed: every operation looks at the kind first (`kind_of`).
Value: TypeAlias = Any

#: FEEL numbers are decimal128 (DMN 1.5 §10.3.2.3.1): 34 digits, no signals, overflow becomes null.
NUMBERS = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])


@dataclass(frozen=True, slots=True)
class Months:
    """A years and months duration, counted in months (negative goes back in time)."""

    count: int


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; `operator` is set for the one-sided kind written `(< 10)`, whose missing side is null."""

    low: Value
    high: Value
    low_included: bool
    high_included: bool
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function: its name, its type test (None for any), and whether it may be left out."""

    name: str
    coerce: "Callable[[Value], Value] | None" = None
    optional: bool = False


class Function:
    """Something that can be called: a built-in, a `function(…)` literal, a knowledge model or a decision service."""

    __slots__ = ("invoke", "name", "parameters", "type_name")

    def __init__(
        self,
        name: str,
        parameters: tuple[Parameter, ...],
        invoke: "Callable[[Meter, list[Value], dict[str, Value] | None], Value]",
        type_name: str = "function",
    ) -> None:
        self.name = name
        self.parameters = parameters
        self.invoke = invoke
        self.type_name = type_name


KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    datetime: "date and time",
    time: "time",
    timedelta: "days and time duration",
    Months: "years and months duration",
    FarDate: "date",
    FarMoment: "date and time",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}


def kind_of(value: Value) -> str:
    """The FEEL kind of a value, by its DMN type name."""
    return KINDS[type(value)]


def finite(number: Decimal) -> Decimal | None:
    """The number, or null when the arithmetic left the range of FEEL numbers."""
    return number if number.is_finite() else None
