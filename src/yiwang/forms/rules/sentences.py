"""One sentence, in both languages, for each way an answer can be wrong."""

from collections.abc import Callable
from typing import Any

from jsonschema.exceptions import ValidationError

from yiwang.text import Text

_TYPES = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "boolean": Text("是或否", "yes or no"),
    "array": Text("列表", "a list"),
    "object": Text("一组内容", "a group"),
}


def _type(limit: Any, label: Text) -> Text:
    wanted = _TYPES.get(str(limit), Text(str(limit), str(limit)))
    return Text(f"“{label.zh}”应为{wanted.zh}。", f"“{label.en}” must be {wanted.en}.")


def _enum(limit: Any, label: Text) -> Text:
    return Text(f"请从所给选项中选择“{label.zh}”。", f"Choose “{label.en}” from the options given.")


def _const(limit: Any, label: Text) -> Text:
    if limit is True:
        return Text(f"须勾选“{label.zh}”。", f"“{label.en}” must be ticked.")
    return Text(f"“{label.zh}”只能是 {limit}。", f"“{label.en}” can only be {limit}.")


def _least_length(limit: Any, label: Text) -> Text:
    if limit == 1:
        return Text(f"请填写“{label.zh}”。", f"“{label.en}” is required.")
    return Text(f"“{label.zh}”至少 {limit} 字。", f"“{label.en}” needs at least {limit} characters.")


def _least_items(limit: Any, label: Text) -> Text:
    return Text(f"“{label.zh}”至少 {limit} 项。", f"“{label.en}” needs at least {limit}.")


_SENTENCES: dict[str, Callable[[Any, Text], Text]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minLength": _least_length,
    "minItems": _least_items,
    "maxLength": lambda limit, label: Text(
        f"“{label.zh}”不能超过 {limit} 字。", f"“{label.en}” may have at most {limit} characters."
    ),
    "maxItems": lambda limit, label: Text(
        f"“{label.zh}”最多 {limit} 项。", f"“{label.en}” may have at most {limit}."
    ),
    "minimum": lambda limit, label: Text(
        f"“{label.zh}”不能小于 {limit}。", f"“{label.en}” must be at least {limit}."
    ),
    "maximum": lambda limit, label: Text(
        f"“{label.zh}”不能大于 {limit}。", f"“{label.en}” must be at most {limit}."
    ),
    "exclusiveMinimum": lambda limit, label: Text(
        f"“{label.zh}”须大于 {limit}。", f"“{label.en}” must be more than {limit}."
    ),
    "exclusiveMaximum": lambda limit, label: Text(
        f"“{label.zh}”须小于 {limit}。", f"“{label.en}” must be less than {limit}."
    ),
    "pattern": lambda limit, label: Text(
        f"“{label.zh}”的格式不正确。", f"“{label.en}” is not in the right form."
    ),
    "uniqueItems": lambda limit, label: Text(f"“{label.zh}”中有重复。", f"“{label.en}” holds duplicates."),
}


def sentence(wrong: ValidationError, label: Text) -> Text:
    """What is wrong with one answer, said to the applicant."""
    reason = getattr(wrong.cause, "reason", None)
    if isinstance(reason, Text):
        return reason
    tell = _SENTENCES.get(str(wrong.validator))
    if tell:
        return tell(wrong.validator_value, label)
    return Text(f"“{label.zh}”不符合要求。", f"“{label.en}” does not meet the requirement.")
