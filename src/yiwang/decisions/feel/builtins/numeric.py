"""Numbers (DMN 1.5 §10.3.4.5)."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.values.kinds import NUMBERS, Months, Value, finite

_SCALES = range(-6111, 6177)


def rounded(number: Decimal, scale: Decimal, rounding: str) -> Decimal | None:
    """The number at so many decimal places; null when the scale is out of range."""
    places = int(scale)
    if scale != places or places not in _SCALES:
        return None
    unit = Decimal((0, (1,), -places))
    if places > 0 and number.adjusted() + places >= NUMBERS.prec:
        return number
    return finite(number.quantize(unit, rounding=rounding, context=NUMBERS))


@builtin("decimal", "n:number, scale:number")
def decimal(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, ROUND_HALF_EVEN)


@builtin("floor", "n:number, scale:number?")
def floor(number: Decimal, scale: Decimal = Decimal(0)) -> Value:
    return rounded(number, scale, ROUND_FLOOR)


@builtin("ceiling", "n:number, scale:number?")
def ceiling(number: Decimal, scale: Decimal = Decimal(0)) -> Value:
    return rounded(number, scale, ROUND_CEILING)


@builtin("round up", "n:number, scale:number")
def round_up(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, ROUND_UP)


@builtin("round down", "n:number, scale:number")
def round_down(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, ROUND_DOWN)


@builtin("round half up", "n:number, scale:number")
def round_half_up(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, ROUND_HALF_UP)


@builtin("round half down", "n:number, scale:number")
def round_half_down(number: Decimal, scale: Decimal) -> Value:
    return rounded(number, scale, ROUND_HALF_DOWN)


@builtin("modulo", "dividend:number, divisor:number")
def modulo(dividend: Decimal, divisor: Decimal) -> Value:
    quotient = NUMBERS.divide(dividend, divisor)
    if not quotient.is_finite():
        return None
    whole = quotient.to_integral_value(ROUND_FLOOR)
    return finite(NUMBERS.subtract(dividend, NUMBERS.multiply(divisor, whole)))


@builtin("sqrt", "number:number")
def sqrt(number: Decimal) -> Value:
    return finite(NUMBERS.sqrt(number))


@builtin("log", "number:number")
def log(number: Decimal) -> Value:
    return finite(NUMBERS.ln(number))


@builtin("exp", "number:number")
def exp(number: Decimal) -> Value:
    return finite(NUMBERS.exp(number))


@builtin("odd", "number:number")
def odd(number: Decimal) -> Value:
    return int(number) % 2 == 1 if number == int(number) else False


@builtin("even", "number:number")
def even(number: Decimal) -> Value:
    return int(number) % 2 == 0 if number == int(number) else False


@builtin("abs", "n:number")
def absolute_number(number: Decimal) -> Value:
    return NUMBERS.abs(number)


@builtin("abs", "n:duration")
def absolute_span(span: Value) -> Value:
    return Months(abs(span.count)) if isinstance(span, Months) else abs(span)
