"""All errors of the answers at once, in sentences people understand."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from yiwang.forms.rules import formats, hostile
from yiwang.forms.rules.paths import join, template_of
from yiwang.forms.rules.sentences import sentence
from yiwang.forms.rules.tree import FILE_REF, FILE_SCHEMA
from yiwang.forms.types import Data, Errors, FormDefinition
from yiwang.text import Text

#: Keywords of ours in a schema: the date bounds `today`, `today+30`, `today-3650` or a fixed date.
DATE_KEYWORDS = ("x-not-after", "x-not-before")
_REGISTRY: Registry[Any] = Registry().with_resource(FILE_REF, DRAFT202012.create_resource(dict(FILE_SCHEMA)))
_RELATIVE = re.compile(r"^today(?:([+-])(\d{1,5}))?$")


def validate(defn: FormDefinition, data: Data, *, on: date) -> Errors:
    """Every error of the answers by path; empty when all is right.

    Args:
        defn: the form.
        data: the answers.
        on: the day that "today" means.
    """
    hostile.refuse_hostile(data)
    errors: Errors = {}
    for wrong in _validator_class(on)(defn.schema, registry=_REGISTRY).iter_errors(data):
        for path, message in _told(defn, wrong):
            errors.setdefault(path, message)
    for path, text in _texts(data, ""):
        if hostile.looks_like_formula(text):
            errors.setdefault(
                path,
                Text("不能以 =、@ 等公式符号开头。", "The text must not begin like a formula (=, @ …)."),
            )
    return errors


def bound(text: str, on: date) -> date | None:
    """The date a bound means on a day; None when it is not a bound."""
    if match := _RELATIVE.match(text):
        days = int(match[2] or 0)
        return on + timedelta(days=-days if match[1] == "-" else days)
    return formats.parse_date(text)


def _told(defn: FormDefinition, wrong: Any) -> Iterator[tuple[str, Text]]:
    path = join(wrong.absolute_path)
    if wrong.validator == "required":
        for name in wrong.validator_value:
            if name not in wrong.instance:
                missing = f"{path}.{name}" if path else name
                yield from _missing(defn, missing, wrong)
    elif wrong.validator == "additionalProperties":
        known = wrong.schema.get("properties", {})
        for name in wrong.instance:
            if name not in known:
                extra = f"{path}.{name}" if path else name
                yield extra, Text(f"没有名为“{name}”的字段。", f"There is no field called “{name}”.")
    else:
        yield path, sentence(wrong, label_of(defn, path))


def _missing(defn: FormDefinition, path: str, wrong: Any) -> Iterator[tuple[str, Text]]:
    """A missing object is told as its missing answers, so that each has its own place on the page."""
    schema = wrong.schema.get("properties", {}).get(path.rpartition(".")[2], {})
    inner = schema.get("required") if schema.get("type") == "object" else None
    if inner:
        for name in inner:
            yield f"{path}.{name}", _required(label_of(defn, f"{path}.{name}"))
    else:
        yield path, _required(label_of(defn, path))


def _required(label: Text) -> Text:
    return Text(f"请填写“{label.zh}”。", f"“{label.en}” is required.")


def label_of(defn: FormDefinition, path: str) -> Text:
    """The title of the question that a concrete path answers."""
    fields: Mapping[str, Any] = defn.ui.get("fields", {})
    entry = fields.get(template_of(path), {})
    return Text(entry.get("zh", path), entry.get("en", path))


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{path}.{number}")


Keyword = Callable[[Any, Any, Any, Mapping[str, Any]], Iterator[ValidationError]]


def _format_keyword(on: date) -> Keyword:
    def check(
        validator: Any, name: Any, instance: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        known = formats.FORMATS.get(name)
        if known and isinstance(instance, str) and (why := known(instance, on)):
            error = ValidationError(why.zh)
            error.context = []
            error.cause = FormatReason(why)
            yield error

    return check


class FormatReason(ValueError):
    """Carries the reason in both languages through the validator."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.zh)
        self.reason = reason


def _date_keyword(on: date, keyword: str) -> Keyword:
    def check(
        validator: Any, limit: Any, instance: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        day = formats.parse_date(instance) if isinstance(instance, str) else None
        edge = bound(str(limit), on)
        if day is None or edge is None:
            return
        if keyword == "x-not-after" and day > edge:
            why = Text(f"日期不能晚于 {edge}。", f"The date must not be after {edge}.")
        elif keyword == "x-not-before" and day < edge:
            why = Text(f"日期不能早于 {edge}。", f"The date must not be before {edge}.")
        else:
            return
        error = ValidationError(why.zh)
        error.cause = FormatReason(why)
        yield error

    return check


@lru_cache(maxsize=4)
def _validator_class(on: date) -> Any:
    """The validator for one day; "today" is part of what a schema means."""
    keywords: dict[str, Any] = {name: _date_keyword(on, name) for name in DATE_KEYWORDS}
    keywords["format"] = _format_keyword(on)
    extend: Any = validators.extend
    return extend(Draft202012Validator, keywords)
