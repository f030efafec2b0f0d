"""Texts (DMN 1.5 §10.3.4.3). A character is a Unicode code point."""

from decimal import Decimal

from yiwang.decisions.feel.builtins.registry import builtin
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.kinds import Value


@builtin("substring", "string:string, start position:number, length:number?")
def substring(text: str, start: Decimal, length: Decimal | None = None) -> Value:
    first = int(start)
    if first == 0 or abs(first) > len(text) or (length is not None and length < 1):
        return None
    begin = first - 1 if first > 0 else len(text) + first
    return text[begin:] if length is None else text[begin : begin + int(length)]


@builtin("string length", "string:string")
def string_length(text: str) -> Value:
    return Decimal(len(text))


@builtin("upper case", "string:string")
def upper_case(text: str) -> Value:
    return text.upper()


@builtin("lower case", "string:string")
def lower_case(text: str) -> Value:
    return text.lower()


@builtin("substring before", "string:string, match:string")
def substring_before(text: str, match: str) -> Value:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after", "string:string, match:string")
def substring_after(text: str, match: str) -> Value:
    return text.partition(match)[2] if match else text


@builtin("contains", "string:string, match:string")
def contains(text: str, match: str) -> Value:
    return match in text


@builtin("starts with", "string:string, match:string")
def starts_with(text: str, match: str) -> Value:
    return text.startswith(match)


@builtin("ends with", "string:string, match:string")
def ends_with(text: str, match: str) -> Value:
    return text.endswith(match)


@builtin("string join", "list:list, delimiter:string?~")
def string_join(meter: Meter, items: list[Value], delimiter: str | None = None) -> Value:
    texts = [item for item in items if item is not None]
    if not all(type(item) is str for item in texts):
        return None
    meter.spend((sum(map(len, texts)) + len(texts) * len(delimiter or "")) >> 6)
    return (delimiter or "").join(texts)
