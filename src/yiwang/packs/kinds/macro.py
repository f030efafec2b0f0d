"""Macro indicators: entries of the dictionary, several to a file (`macro/<theme>.toml`)."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.access.api import Actor
from yiwang.macro import api as macro
from yiwang.packs.kinds.base import Kind
from yiwang.packs.reading import Reading, digest_of
from yiwang.packs.types import Document, Problem
from yiwang.text import Text

REQUIRED = ("slug", "name", "unit", "nature", "frequency", "department", "definition")
OPTIONAL = ("price_basis", "by_industry", "due_days", "changes")
_Entry = tuple[Document, str, Mapping[str, Any]]


def _entries(reading: Reading) -> Iterator[_Entry]:
    for document in reading.folder.of("macro"):
        for number, table in enumerate(document.content.get("indicator", ())):
            yield document, f"indicator.{number}", table


def _check(reading: Reading) -> Iterator[Problem]:
    seen: set[str] = set()
    for document in reading.folder.of("macro"):
        theme = Text.of(document.content.get("theme", ""))
        if not (theme.zh and theme.en):
            yield document.problem("theme", "theme 须有中英文。", "The theme needs both languages.")
    for document, key, table in _entries(reading):
        for name in REQUIRED:
            if not table.get(name):
                yield document.problem(key, f"缺少 {name}。", f"{name} is missing.")
        for name in set(table) - {*REQUIRED, *OPTIONAL}:
            yield document.problem(f"{key}.{name}", f"没有名为 {name} 的项。", f"There is no key {name}.")
        slug = str(table.get("slug", ""))
        if slug in seen:
            yield document.problem(key, f"{slug} 重复。", f"{slug} stands here twice.")
        seen.add(slug)
        yield from _value_problems(reading, document, key, table)


def _value_problems(
    reading: Reading, document: Document, key: str, table: Mapping[str, Any]
) -> Iterator[Problem]:
    if table.get("nature") not in macro.NATURES:
        known = "、".join(macro.NATURES)
        yield document.problem(
            f"{key}.nature", f"nature 应为 {known} 之一。", f"The nature is one of {known}."
        )
    if table.get("frequency") not in macro.FREQUENCIES:
        yield document.problem(
            f"{key}.frequency", "frequency 应为 M、Q 或 Y。", "The frequency is M, Q or Y."
        )
    if _office(reading, table) not in reading.city.offices:
        yield document.problem(
            f"{key}.department", "主管部门不在部门表中。", "The department is not among the departments."
        )
    for name in ("name", "unit", "definition"):
        text = Text.of(table.get(name, ""))
        if not (text.zh and text.en):
            yield document.problem(f"{key}.{name}", f"{name} 须有中英文。", f"{name} needs both languages.")


def _office(reading: Reading, table: Mapping[str, Any]) -> str:
    return f"{reading.city.area_code}-{table.get('department', '')}"


def _indicator(reading: Reading, document: Document, table: Mapping[str, Any]) -> macro.Indicator:
    return macro.Indicator(
        slug=table["slug"],
        name=Text.of(table["name"]),
        theme=Text.of(document.content["theme"]),
        unit=Text.of(table["unit"]),
        nature=table["nature"],
        frequency=table["frequency"],
        department=_office(reading, table),
        definition=Text.of(table["definition"]),
        price_basis=table.get("price_basis", ""),
        by_industry=table.get("by_industry", False),
        due_days=table.get("due_days", 30),
        changes=tuple(macro.Change(one["since"], Text.of(one["text"])) for one in table.get("changes", ())),
    )


def _digests(reading: Reading) -> Mapping[str, str]:
    return {
        table["slug"]: digest_of(document.content["theme"], dict(table))
        for document, _, table in _entries(reading)
    }


def _apply(reading: Reading, slug: str, by: Actor) -> None:
    for document, _, table in _entries(reading):
        if table["slug"] == slug:
            macro.define_indicator(_indicator(reading, document, table), by=by)


def _retire(slug: str, by: Actor) -> None:
    macro.retire_indicator(slug, by=by)


MACRO = Kind("macro-indicator", "macro", ".toml", _check, _digests, _apply, _retire)
