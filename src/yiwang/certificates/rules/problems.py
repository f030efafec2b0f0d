"""Check a certificate type as a pack writes it; every problem at once, each with its place in the document."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.certificates.rules.definition import BUILT_IN, FORMATS, FRAMES, KINDS
from yiwang.certificates.rules.page_problems import problems_of_items, problems_of_places
from yiwang.certificates.rules.places import check_number_pattern
from yiwang.certificates.rules.shapes import (
    Problem,
    are_numbers,
    bad_colour,
    bad_text,
    problem,
    unknown_keys,
)
from yiwang.codes.api import BadCode, check_credit_code

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_HEAD = {
    "slug", "code", "kind", "name", "definer", "holder_kinds", "number", "validity_years", "legal_basis",
    "fields", "page", "text", "paragraph", "entry", "table", "line", "rect", "seal", "qr", "sample",
}  # fmt: skip
_FIELD_KEYS = {"name", "label", "required", "max_length", "format", "public", "choices"}


def problems_of_document(data: Mapping[str, Any]) -> list[Problem]:
    """Everything wrong with the document, from head to foot."""
    fields = data.get("fields", [])
    names = (
        {str(one.get("name")) for one in fields if isinstance(one, Mapping)}
        if isinstance(fields, list)
        else set()
    )
    return [
        *unknown_keys("", data, _HEAD),
        *_head(data),
        *_fields(fields),
        *_page(data.get("page")),
        *problems_of_items(data, names),
        *problems_of_places(data),
    ]


def _head(data: Mapping[str, Any]) -> Iterator[Problem]:
    if not isinstance(data.get("slug"), str) or not _SLUG.fullmatch(data["slug"]):
        yield problem("slug", "应为小写字母、数字和连字符", "needs lower-case letters, digits and hyphens")
    code = data.get("code")
    if not isinstance(code, str) or not re.fullmatch(r"[0-9A-Z]{18}\d{3}", code):
        yield problem("code", "应为 21 位类型代码", "needs the 21 characters of a type code")
    else:
        try:
            check_credit_code(code[:18])
        except BadCode as error:
            yield Problem("code", error.message)
    if data.get("kind") not in KINDS:
        yield problem("kind", f"应为 {'、'.join(KINDS)}", f"must be one of {', '.join(KINDS)}")
    for key in ("name", "definer"):
        yield from bad_text(key, data.get(key), both=True)
    kinds = data.get("holder_kinds")
    if not isinstance(kinds, list) or not kinds or not all(isinstance(one, str) for one in kinds):
        yield problem("holder_kinds", "应为证件类型代码的列表", "needs a list of identity document codes")
    number = data.get("number")
    if not isinstance(number, str) or not check_number_pattern(number):
        yield problem(
            "number", "应含 {serial}，只可用 year、serial、area", "needs {serial}; only year, serial, area"
        )
    years = data.get("validity_years", 0)
    if not isinstance(years, int) or not 0 <= years <= 100:
        yield problem("validity_years", "应为 0 至 100 的整数", "must be a whole number from 0 to 100")


def _fields(fields: object) -> Iterator[Problem]:
    if not isinstance(fields, list):
        yield problem("fields", "应为 [[fields]] 列表", "must be a [[fields]] list")
        return
    seen: set[str] = set()
    for index, field in enumerate(fields):
        where = f"fields[{index}]"
        name = field.get("name") if isinstance(field, Mapping) else None
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            yield problem(f"{where}.name", "应为小写字母开头的名称", "must be a lower-case name")
            continue
        if name in seen or name in BUILT_IN:
            yield problem(f"{where}.name", f"“{name}”重复或为保留名称", f"“{name}” is taken")
        seen.add(name)
        yield from unknown_keys(where, field, _FIELD_KEYS)
        yield from bad_text(f"{where}.label", field.get("label"), both=True)
        if field.get("format", "text") not in FORMATS:
            yield problem(
                f"{where}.format", f"应为 {'、'.join(FORMATS)}", f"must be one of {', '.join(FORMATS)}"
            )
        for number, choice in enumerate(field.get("choices", ())):
            yield from bad_text(f"{where}.choices[{number}]", choice, both=True)


def _page(page: object) -> Iterator[Problem]:
    if not isinstance(page, Mapping):
        yield problem("page", "缺少 [page]", "[page] is missing")
        return
    yield from unknown_keys("page", page, {"size", "frame", "colour", "paper"})
    if not are_numbers(page.get("size"), 2) or not all(40 <= side <= 600 for side in page["size"]):
        yield problem("page.size", "应为 [宽, 高]，40 至 600 毫米", "must be [width, height], 40 to 600 mm")
    if page.get("frame", "none") not in FRAMES:
        yield problem("page.frame", f"应为 {'、'.join(FRAMES)}", f"must be one of {', '.join(FRAMES)}")
    for key in ("colour", "paper"):
        if key in page:
            yield from bad_colour(f"page.{key}", page[key])
