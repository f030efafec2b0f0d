"""Small checks on values of unknown shape, each giving the problems it finds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yiwang.text import Text

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Problem:
    """Something wrong at `path` (such as `text[2].at`) in a type's document."""

    path: str
    message: Text


def unknown_keys(where: str, part: object, known: set[str]) -> Iterator[Problem]:
    if isinstance(part, Mapping):
        for key in part.keys() - known:
            yield problem(f"{where}.{key}".lstrip("."), "没有这个键", "there is no such key")


def bad_text(where: str, value: object, *, both: bool) -> Iterator[Problem]:
    if (
        not isinstance(value, Mapping)
        or not isinstance(value.get("zh"), str)
        or not isinstance(value.get("en", ""), str)
    ):
        yield problem(where, "应为 { zh, en }", "must be { zh, en }")
    elif both and not (value["zh"] and value.get("en")):
        yield problem(where, "中文和英文都要有", "needs both Chinese and English")


def bad_colour(where: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        yield problem(where, "应为 #rrggbb", "must be #rrggbb")


def are_numbers(value: object, count: int) -> bool:
    return isinstance(value, Sequence) and len(value) == count and all(is_number(one) for one in value)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10_000


def problem(where: str, zh: str, en: str) -> Problem:
    return Problem(where, Text(zh, en))
