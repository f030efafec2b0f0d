"""Whether an item's table has all parts in the right shape, against the published schema of items."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator

from yiwang.items.types import ItemProblem
from yiwang.text import Text


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of an item's table; pack authors may point their editor at it."""
    text = resources.files("yiwang.items").joinpath("data/item.schema.json").read_text("utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


def structure_problems(content: Mapping[str, Any]) -> Iterator[ItemProblem]:
    """Everything missing, unknown or of the wrong shape. `content` holds JSON values (dates as text)."""
    wrong: Any  # the validator's stubs leave open what each error carries
    for wrong in Draft202012Validator(schema()).iter_errors(content):
        path = [str(part) for part in wrong.absolute_path]
        if wrong.validator == "required":
            yield from _missing(path, wrong)
        elif wrong.validator == "additionalProperties":
            known = wrong.schema["properties"]
            for name in wrong.instance:
                if name not in known:
                    yield _problem([*path, name], f"没有名为 {name} 的项。", f"There is no key {name}.")
        else:
            yield _problem(path, *_sentence(wrong))


def _missing(path: list[str], wrong: Any) -> Iterator[ItemProblem]:
    for name in wrong.validator_value:
        if name in wrong.instance:
            continue
        if name in ("zh", "en"):
            language = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}[name]
            yield _problem(path, f"缺少{language[0]}。", f"The {language[1]} is missing.")
        else:
            yield _problem([*path, name], f"缺少 {name}。", f"{name} is missing.")


def _sentence(wrong: Any) -> tuple[str, str]:
    limit = wrong.validator_value
    if wrong.validator == "type":
        return f"类型应为 {limit}。", f"The type should be {limit}."
    if wrong.validator == "enum":
        listed = ", ".join(map(str, limit))
        return f"只能是：{listed}。", f"It can only be: {listed}."
    if wrong.validator == "pattern":
        return f"应符合 {limit}。", f"It should match {limit}."
    if wrong.validator in ("minItems", "minLength"):
        return "不能为空。", "It must not be empty."
    return f"不符合要求（{wrong.validator}: {limit}）。", f"It does not fit ({wrong.validator}: {limit})."


def _problem(path: list[str], zh: str, en: str) -> ItemProblem:
    return ItemProblem(".".join(path), Text(zh, en))
