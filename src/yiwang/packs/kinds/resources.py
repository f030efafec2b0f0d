"""Information resources: one file a department, one `[[resource]]` each, its fields one a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.access.api import Actor
from yiwang.catalogue import api as catalogue
from yiwang.packs.kinds.base import Kind
from yiwang.packs.kinds.elements import elements_of
from yiwang.packs.reading import Reading, digest_of
from yiwang.packs.rules.piped_lines import Line, field_of, piped_lines
from yiwang.packs.types import Document, Problem
from yiwang.text import Text

HEAD = frozenset({"department", "resource"})
#: Both languages are needed of these: a pack is read by everybody.
BOTH = ("name", "abstract", "duty")


@dataclass(frozen=True)
class Written:
    """A resource as a file writes it: where it stands, whose it is, its content, and the line of each field."""

    document: Document
    key: str
    department: str
    content: dict[str, Any]
    lines: tuple[Line, ...]

    @property
    def slug(self) -> str:
        """Its slug, empty when it has none."""
        return str(self.content.get("slug", ""))


def written(reading: Reading) -> Iterator[Written]:
    """Every resource of the pack, in the order of its files."""
    for document in reading.folder.of("resources"):
        table = document.content if isinstance(document.content, Mapping) else {}
        rows = table.get("resource")
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, Mapping):
                key = f"resource.{number}"
                lines = tuple(piped_lines(row.get("fields"), document.line(f"{key}.fields")))
                content = {**row, "fields": [field_of(line) for line in lines]}
                yield Written(document, key, _department(reading, table.get("department")), content, lines)


def _department(reading: Reading, name: object) -> str:
    """A department as the pack names it (`public-security`), of the city that applies it; counties are named in full."""
    return str(name) if str(name) in reading.city.offices else f"{reading.city.area_code}-{name}"


def _check(reading: Reading) -> Iterator[Problem]:
    elements = elements_of(reading)
    seen: dict[str, Written] = {}
    for document in reading.folder.of("resources"):
        yield from _head_problems(reading, document)
    for one in written(reading):
        yield from _resource_problems(one, elements)
        if (first := seen.setdefault(one.slug, one)) is not one:
            there = f"{first.document.path}:{first.document.line(first.key)}"
            yield _told(
                one, "slug", Text(f"{one.slug} 已在 {there} 定义。", f"{one.slug} is defined at {there}.")
            )


def _head_problems(reading: Reading, document: Document) -> Iterator[Problem]:
    table = document.content
    for key in set(table) - HEAD:
        yield document.problem(key, f"资源文件没有 {key} 这一项。", f"A file of resources has no {key}.")
    if _department(reading, table.get("department")) not in reading.city.offices:
        yield document.problem(
            "department",
            f"部门 {table.get('department')} 不在城市的部门表中。",
            f"The department {table.get('department')} is not among those of the city.",
        )
    rows = table.get("resource")
    if not (isinstance(rows, list) and rows and all(isinstance(one, Mapping) for one in rows)):
        yield document.problem("resource", "没有资源（[[resource]]）。", "There is no [[resource]].")


def _resource_problems(one: Written, elements: Mapping[str, catalogue.ElementView]) -> Iterator[Problem]:
    table = catalogue.normalised(one.content, elements)
    for wrong in catalogue.content_problems(one.content, table, elements):
        yield _told(one, wrong.key, wrong.message)
    for key in BOTH:
        if not (table[key]["zh"] and table[key]["en"]):
            yield _told(one, key, Text(f"{key} 须有中英文。", f"{key} is needed in both languages."))
    for line in one.lines:
        if len(line.parts) > 3:
            message = Text(
                "一行写作：字段 = 数据元 | 中文 | English。", "A line is: column = element | 中文 | English."
            )
            yield Problem(one.document.path, line.number, message)


def _told(one: Written, key: str, message: Text) -> Problem:
    """The message with the resource's slug, at the line of a field when it is about one."""
    said = Text(f"{one.slug}：{message.zh}", f"{one.slug}: {message.en}")
    parts = key.split(".")
    if parts[0] == "fields" and len(parts) > 1 and int(parts[1]) < len(one.lines):
        return Problem(one.document.path, one.lines[int(parts[1])].number, said)
    return one.document.told(f"{one.key}.{key}", said)


def _digests(reading: Reading) -> Mapping[str, str]:
    elements = elements_of(reading)
    return {
        one.slug: digest_of(catalogue.normalised(one.content, elements), one.department)
        for one in written(reading)
    }


def _apply_all(reading: Reading, slugs: Sequence[str], by: Actor) -> None:
    wanted = set(slugs)
    catalogue.define_resources(
        ((one.department, one.content) for one in written(reading) if one.slug in wanted), by=by
    )


def _retire(slug: str, by: Actor) -> None:
    catalogue.retire(slug, reason="业务包不再提供", actor=by, though_used=True)


RESOURCES = Kind("resource", "resources", ".toml", _check, _digests, retire=_retire, apply_all=_apply_all)
