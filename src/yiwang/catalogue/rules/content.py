"""What a resource says, and everything wrong with it (《政务信息资源目录编制指南（试行）》).

A content is a table of plain values, the same whether a pack, a form or a spreadsheet brought it:
`slug, name, abstract, classification, format, sharing, opening, cycle, system, core, duty, retention_years, theme,
keywords, key, fields`, each field `{name, element, title, type, length, grade, category, required}`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yiwang.catalogue.rules.codes import code_list, must_be_unconditional
from yiwang.catalogue.rules.grades import (
    IMPORTANT,
    category_of,
    grade_number,
    grade_of,
    grades,
    openable_to,
)
from yiwang.catalogue.types import ElementView, Problem
from yiwang.text import Text

KEYS = (
    "slug",
    "name",
    "abstract",
    "classification",
    "format",
    "sharing",
    "opening",
    "cycle",
    "system",
    "core",
    "duty",
    "retention_years",
    "theme",
    "keywords",
    "key",
    "fields",
)
FIELD_KEYS = ("name", "element", "title", "type", "length", "grade", "category", "required")
MAXIMUM_FIELDS, MAXIMUM_TEXT = 500, 2000
_SLUG = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_COLUMN = re.compile(r"^[a-z][a-z0-9_]{0,62}$")
_CLASSIFICATION = re.compile(r"^[123]\d{5,15}$")
_LENGTH = re.compile(r"^(\d{1,5})(,(\d{1,2}))?$")
#: The widest number a table of the lake can hold.
_WIDEST = 38


def normalised(content: Mapping[str, Any], elements: Mapping[str, ElementView]) -> dict[str, Any]:
    """The content with everything a field takes from its element filled in, in one order, ready to keep and compare."""
    table: dict[str, Any] = {
        "slug": _text(content.get("slug")),
        "name": _both(content.get("name")),
        "abstract": _both(content.get("abstract")),
        "classification": _text(content.get("classification")),
        "format": _text(content.get("format")),
        "sharing": _terms(content.get("sharing"), ("type", "condition", "basis", "means")),
        "opening": _terms(content.get("opening"), ("type", "condition")),
        "cycle": _text(content.get("cycle")),
        "system": _text(content.get("system")),
        "core": content.get("core") is True,
        "duty": _both(content.get("duty")),
        "retention_years": content.get("retention_years") or 0,
        "theme": _text(content.get("theme")),
        "keywords": [_text(one) for one in _list(content.get("keywords"))],
        "key": [_text(one) for one in _list(content.get("key"))],
        "fields": [_field(one, elements) for one in _list(content.get("fields"))],
    }
    return table


def _field(written: object, elements: Mapping[str, ElementView]) -> dict[str, Any]:
    field: Mapping[str, Any] = written if isinstance(written, Mapping) else {}
    code = _text(field.get("element"))
    element = elements.get(code)
    title = _both(field.get("title"))
    grade = grade_number(field["grade"]) if field.get("grade") not in (None, "") else None
    return {
        "name": _text(field.get("name")),
        "element": code,
        "title": {
            "zh": title["zh"] or (element.name.zh if element else ""),
            "en": title["en"] or (element.name.en if element else ""),
        },
        "type": _text(field.get("type")) or (element.type if element else ""),
        "length": _text(field.get("length")) or (element.length if element else ""),
        "grade": grade if grade is not None else (element.grade if element else 0),
        "category": _text(field.get("category")) or (element.category if element else ""),
        "required": field.get("required") is True,
    }


def content_problems(
    content: Mapping[str, Any], table: Mapping[str, Any], elements: Mapping[str, ElementView]
) -> Iterator[Problem]:
    """Everything wrong with a content; `table` is the same content normalised."""
    for key in content:
        if key not in KEYS and key != "department":
            yield _problem(str(key), f"没有 {key} 这一项。", f"There is no {key}.")
    yield from _identity(table)
    yield from _terms_problems(table)
    yield from _field_problems(table, elements)


def _identity(table: Mapping[str, Any]) -> Iterator[Problem]:
    if not _SLUG.match(table["slug"]) or len(table["slug"]) > 60:
        yield _problem(
            "slug",
            "标识用小写字母、数字和连字符，以字母开头，不超过 60 个字符。",
            "A slug is lower-case letters, digits and hyphens, begins with a letter, and has at most 60 characters.",
        )
    for key, zh, en in (("name", "资源名称", "a name"), ("abstract", "资源摘要", "an abstract")):
        if not table[key]["zh"]:
            yield _problem(key, f"请填写{zh}。", f"Give {en}.")
        elif len(table[key]["zh"]) > (200 if key == "name" else MAXIMUM_TEXT):
            yield _problem(key, "文字过长。", "The text is too long.")
    if not _CLASSIFICATION.match(table["classification"]):
        yield _problem(
            "classification",
            "分类由类（1 位：1 基础 2 主题 3 部门）、项（2 位）、目（3 位）、细目的数字组成。",
            "A classification is digits: class (1 base, 2 topic, 3 department), 2 of the item, 3 of the entry, then details.",
        )
    for key, name in (("format", "format"), ("cycle", "cycle")):
        if table[key] not in code_list(name):
            known = "、".join(f"{one.code} {one.name.zh}" for one in code_list(name).values())
            codes = ", ".join(f"{one.code} {one.name.en}" for one in code_list(name).values())
            yield _problem(
                key, f"代码 {table[key]!r} 不在代码表中；可用：{known}。", f"Not a code; there are: {codes}."
            )
    years = table["retention_years"]
    if isinstance(years, bool) or not isinstance(years, int) or not 0 <= years <= 1000:
        yield _problem("retention_years", "保存年限是整数。", "The years to keep are a whole number.")


def _terms_problems(table: Mapping[str, Any]) -> Iterator[Problem]:
    sharing, opening = table["sharing"], table["opening"]
    if sharing["type"] not in code_list("sharing"):
        yield _problem("sharing.type", "共享类型为 1、2 或 3。", "The sharing type is 1, 2 or 3.")
    if sharing["type"] == "2" and not sharing["condition"]:
        yield _problem(
            "sharing.condition", "有条件共享须写明条件。", "Conditional sharing says its condition."
        )
    if sharing["type"] == "3" and not sharing["basis"]:
        yield _problem(
            "sharing.basis",
            "不予共享须写明法律、行政法规或党中央、国务院政策依据。",
            "What is not shared names the law or policy it rests on.",
        )
    base = must_be_unconditional(table["classification"])
    if base and sharing["type"] in ("2", "3"):
        yield _problem(
            "sharing.type",
            f"{base.name.zh}基础信息资源在政务部门间应无条件共享。",
            f"Base data ({base.name.en}) are shared within government without condition.",
        )
    if opening["type"] not in code_list("opening"):
        yield _problem("opening.type", "开放类型为 1、2 或 3。", "The opening type is 1, 2 or 3.")
    if opening["type"] == "2" and not opening["condition"]:
        yield _problem(
            "opening.condition", "有条件开放须写明条件。", "Conditional opening says its condition."
        )
    if opening["type"] == "1" and sharing["type"] == "3":
        yield _problem(
            "opening.type",
            "不予共享的资源不能无条件开放。",
            "What other offices may not have cannot be open to everybody.",
        )
    highest = grade_of(one["grade"] for one in table["fields"])
    if opening["type"] == "1" and highest > openable_to():
        yield _problem(
            "opening.type",
            f"含{grades()[highest].zh}字段的资源不能无条件开放。",
            f"A resource with fields of grade {grades()[highest].en} cannot be open without condition.",
        )
    if highest >= IMPORTANT and opening["type"] != "3" and opening["type"]:
        yield _problem(
            "opening.type", "重要数据和核心数据不予开放。", "Important and core data are not opened."
        )


def _field_problems(table: Mapping[str, Any], elements: Mapping[str, ElementView]) -> Iterator[Problem]:
    fields: Sequence[Mapping[str, Any]] = table["fields"]
    if not fields:
        yield _problem("fields", "至少要有一个信息项。", "There is at least one field.")
    if len(fields) > MAXIMUM_FIELDS:
        yield _problem("fields", f"信息项不超过 {MAXIMUM_FIELDS} 个。", f"At most {MAXIMUM_FIELDS} fields.")
        return
    seen: set[str] = set()
    for number, field in enumerate(fields):
        for key, zh, en in _one_field(field, elements, seen):
            yield _problem(f"fields.{number}.{key}", zh, en)
        seen.add(field["name"])
    for number, name in enumerate(table["key"]):
        if name not in seen:
            yield _problem(f"key.{number}", f"没有字段 {name}。", f"There is no field {name}.")


def _one_field(
    field: Mapping[str, Any], elements: Mapping[str, ElementView], seen: set[str]
) -> Iterator[tuple[str, str, str]]:
    name, code, element = field["name"], field["element"], elements.get(field["element"])
    if not _COLUMN.match(name):
        yield (
            "name",
            f"字段名 {name!r} 应为小写字母、数字和下划线，以字母开头。",
            f"The name {name!r} should be lower-case letters, digits and underscores.",
        )
    elif name in seen:
        yield "name", f"字段 {name} 重复。", f"The field {name} occurs twice."
    if code and element is None:
        yield "element", f"没有数据元 {code}。", f"There is no data element {code}."
        return
    if element and element.retired:
        yield "element", f"数据元 {code} 已停用。", f"The data element {code} is retired."
    if not field["title"]["zh"]:
        yield "title", f"请填写字段 {name} 的中文名。", f"Give the field {name} a Chinese name."
    if field["type"] not in code_list("type"):
        yield "type", f"数据类型 {field['type']!r} 不在代码表中。", f"{field['type']!r} is not a data type."
    elif wrong := _length_problem(field["type"], field["length"]):
        yield "length", *wrong
    yield from _grade_problem(field, element)


def _length_problem(kind: str, length: str) -> tuple[str, str] | None:
    if not length:
        return None
    found = _LENGTH.match(length)
    if found is None:
        return "长度写作 18 或 10,2。", "Write the length as 18 or 10,2."
    whole, decimals = int(found[1]), int(found[3] or 0)
    if kind in "NYIF" and (whole > _WIDEST or decimals > whole):
        return f"数值最多 {_WIDEST} 位。", f"A number has at most {_WIDEST} digits."
    return None


def _grade_problem(field: Mapping[str, Any], element: ElementView | None) -> Iterator[tuple[str, str, str]]:
    grade = field["grade"]
    if grade not in grades():
        yield "grade", "级别为 1 至 4、important 或 core。", "A grade is 1 to 4, important or core."
        return
    category = category_of(field["category"])
    if category is None:
        yield (
            "category",
            f"数据分类 {field['category']!r} 不在分类表中。",
            f"{field['category']!r} is not a category.",
        )
    elif grade < category.least:
        yield (
            "grade",
            f"{category.name.zh}不低于 {category.least} 级。",
            f"{category.name.en} has at least grade {category.least}.",
        )
    if element and grade < element.grade:
        yield (
            "grade",
            f"级别不能低于数据元 {element.code} 的级别 {element.grade}。",
            f"The grade cannot be below that of the element {element.code}, {element.grade}.",
        )


def grade_of_content(table: Mapping[str, Any]) -> int:
    """The grade of a normalised content."""
    return grade_of(one["grade"] for one in table["fields"])


def _problem(key: str, zh: str, en: str) -> Problem:
    return Problem(key, Text(zh, en))


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _both(value: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {"zh": _text(value.get("zh")), "en": _text(value.get("en"))}
    return {"zh": _text(value), "en": ""}


def _terms(value: object, keys: Sequence[str]) -> dict[str, str]:
    table: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    return {key: _text(table.get(key)) for key in keys}
