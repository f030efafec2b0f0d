"""Check the values of a certificate and write them as they are printed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from yiwang.certificates.rules.definition import FieldDefinition, Format, TypeDefinition
from yiwang.certificates.rules.places import Value
from yiwang.text import Text

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
LONG_TERM = Value("长期", "Long-term")


def problems_of(definition: TypeDefinition, fields: Mapping[str, str]) -> list[Text]:
    """Everything wrong with `fields` for certificates of this type; empty when they can be printed."""
    problems = [
        Text(f"没有名为“{name}”的栏目", f"there is no field “{name}”")
        for name in fields
        if definition.field(name) is None
    ]
    for field in definition.fields:
        problems += _problem(field, fields.get(field.name, ""))
    return problems


def _problem(field: FieldDefinition, value: str) -> list[Text]:
    zh, en = field.label.zh, field.label.en or field.label.zh
    if not value:
        return [Text(f"“{zh}”不能为空", f"“{en}” is empty")] if field.required else []
    if len(value) > field.max_length:
        return [
            Text(
                f"“{zh}”超过{field.max_length}个字符", f"“{en}” is longer than {field.max_length} characters"
            )
        ]
    if field.choices and value not in field.choices:
        return [Text(f"“{zh}”不能为“{value}”", f"“{en}” cannot be “{value}”")]
    try:
        printed(value, field.format)
    except ValueError:
        return [Text(f"“{zh}”的格式不正确：{value}", f"“{en}” is not written as {field.format}: {value}")]
    return []


def printed(value: str, form: Format | str, choices: Mapping[str, str] | None = None) -> Value:
    """A value as it is printed. Raises ValueError when it is not what its format says."""
    if not value:
        return Value("", "")
    if form == "date":
        day = date.fromisoformat(value)
        return Value(
            f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        )
    if form == "money":
        try:
            amount = Decimal(value)
        except InvalidOperation:
            raise ValueError(value) from None
        if not amount.is_finite():
            raise ValueError(value)
        return Value(f"{amount:,.2f}元", f"CNY {amount:,.2f}")
    if form == "integer":
        return Value(f"{int(value)}", f"{int(value)}")
    return Value(value, (choices or {}).get(value, value))
