"""Data elements (数据元): one file a theme, one element a line, `code | 中文名 | English | type | length | grade | category`."""

import re
from collections.abc import Iterator, Mapping

from yiwang.access.api import Actor
from yiwang.catalogue import api as catalogue
from yiwang.packs.kinds.base import Kind, raw_digests
from yiwang.packs.reading import Reading
from yiwang.packs.rules.piped_lines import Line, piped_lines
from yiwang.packs.types import Document, Problem
from yiwang.text import Text

PARTS = 7
KEYS = frozenset({"source", "version", "lines"})
_CODE = re.compile(r"^[a-z][a-z0-9_]{0,62}$")


def lines_of(document: Document) -> Iterator[Line]:
    """The elements of a file, one line each."""
    table = document.content if isinstance(document.content, Mapping) else {}
    return piped_lines(table.get("lines"), document.line("lines"))


def elements_of(reading: Reading) -> dict[str, catalogue.ElementView]:
    """Every data element of the pack by its code; of lines that are wrong, what can be read."""
    found = {}
    for document in reading.folder.of("elements"):
        for line in lines_of(document):
            if len(line.parts) == PARTS and catalogue.grade_number(line.parts[5]) is not None:
                found[line.parts[0]] = _element(document, line)
    return found


def _element(document: Document, line: Line) -> catalogue.ElementView:
    code, zh, en, kind, length, grade, category = line.parts
    return catalogue.ElementView(
        code=code,
        name=Text(zh, en),
        type=kind,
        length=length,
        grade=catalogue.grade_number(grade) or 0,
        category=category,
        theme=document.slug,
        source=str(document.content.get("source", "")),
        version=str(document.content.get("version", "")),
    )


def _check(reading: Reading) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for document in reading.folder.of("elements"):
        table = document.content
        for key in set(table) - KEYS:
            yield document.problem(key, f"数据元文件没有 {key} 这一项。", f"A file of elements has no {key}.")
        for key, most in (("source", 200), ("version", 40)):
            if not str(table.get(key, "")).strip() or len(str(table[key])) > most:
                yield document.problem(
                    key, f"须写明 {key}，不超过 {most} 字。", f"Say {key}, in at most {most} characters."
                )
        lines = list(lines_of(document))
        if not lines:
            yield document.problem("lines", "没有数据元。", "There are no elements.")
        for line in lines:
            for message in _line_problems(line, seen):
                yield Problem(document.path, line.number, message)
            seen.setdefault(line.parts[0], f"{document.path}:{line.number}")


def _line_problems(line: Line, seen: Mapping[str, str]) -> Iterator[Text]:
    if len(line.parts) != PARTS:
        yield Text(
            f"应有 {PARTS} 列：代码 | 中文名 | 英文名 | 类型 | 长度 | 级别 | 分类；现有 {len(line.parts)} 列。",
            f"A line has {PARTS} parts: code | Chinese | English | type | length | grade | category;"
            f" this has {len(line.parts)}.",
        )
        return
    code, zh, en, kind, length, grade, category = line.parts
    if not _CODE.match(code):
        yield Text(
            f"代码 {code!r} 应为小写字母、数字和下划线。",
            f"{code!r}: lower-case letters, digits, underscores.",
        )
    elif code in seen:
        yield Text(
            f"数据元 {code} 已在 {seen[code]} 定义。", f"The element {code} is defined at {seen[code]}."
        )
    if not zh or not en:
        yield Text(f"数据元 {code} 须有中英文名。", f"The element {code} needs a name in both languages.")
    yield from _value_problems(code, kind, length, grade, category)


def _value_problems(code: str, kind: str, length: str, grade: str, category: str) -> Iterator[Text]:
    """What the catalogue says of a field made of it: type, length, grade and category are judged there alone."""
    field = {
        "name": "value",
        "title": {"zh": code},
        "type": kind,
        "length": length,
        "grade": grade,
        "category": category,
    }
    content = {"fields": [field]}
    for wrong in catalogue.content_problems(content, catalogue.normalised(content, {}), {}):
        if wrong.key.startswith("fields.0."):
            yield Text(f"{code}：{wrong.message.zh}", f"{code}: {wrong.message.en}")


def _apply(reading: Reading, slug: str, by: Actor) -> None:
    document = reading.folder.find("elements", slug)
    if document is not None:
        catalogue.define_elements(slug, [_element(document, line) for line in lines_of(document)], by=by)


def _retire(slug: str, by: Actor) -> None:
    catalogue.retire_elements(slug, by=by)


ELEMENTS = Kind("element", "elements", ".toml", _check, raw_digests("elements"), _apply, _retire)
