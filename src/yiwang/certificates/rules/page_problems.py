"""Check what a certificate type puts on its page."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.certificates.rules.definition import BUILT_IN, FACES, FORMATS
from yiwang.certificates.rules.places import places_of, well_formed
from yiwang.certificates.rules.shapes import (
    Problem,
    are_numbers,
    bad_colour,
    bad_text,
    is_number,
    problem,
    unknown_keys,
)

_ITEM_KEYS = {
    "text": {"at", "zh", "en", "size", "align", "font", "colour", "spacing", "width"},
    "paragraph": {"at", "width", "height", "zh", "en", "size", "leading", "indent", "font", "colour"},
    "entry": {"at", "field", "label_width", "width", "size", "rule", "lines"},
    "table": {"at", "widths", "row_height", "head", "size", "rows", "colour"},
    "line": {"from", "to", "width", "colour"},
    "rect": {"at", "size", "width", "colour", "fill"},
}


def problems_of_items(data: Mapping[str, Any], names: set[str]) -> Iterator[Problem]:
    for kind, keys in _ITEM_KEYS.items():
        items = data.get(kind, [])
        if not isinstance(items, list) or not all(isinstance(one, Mapping) for one in items):
            yield problem(kind, f"应为 [[{kind}]] 列表", f"must be a [[{kind}]] list")
            continue
        for index, item in enumerate(items):
            where = f"{kind}[{index}]"
            yield from unknown_keys(where, item, keys)
            yield from _item(where, kind, item, names)


def _item(where: str, kind: str, item: Mapping[str, Any], names: set[str]) -> Iterator[Problem]:
    yield from _measures(where, kind, item)
    yield from _looks(where, item)
    if kind in ("text", "paragraph"):
        yield from _template(where, item, names)
    if kind == "paragraph" and not is_number(item.get("width")):
        yield problem(f"{where}.width", "段落需要宽度", "a paragraph needs a width")
    if kind == "entry" and item.get("field") not in names | BUILT_IN.keys():
        yield problem(f"{where}.field", f"没有名为“{item.get('field')}”的栏目", "names no field")
    if kind == "table":
        yield from _table(where, item, names)


def _measures(where: str, kind: str, item: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("from", "to") if kind == "line" else ("at",):
        if not are_numbers(item.get(key), 2):
            yield problem(f"{where}.{key}", "应为 [x, y] 毫米", "must be [x, y] in mm")
    for key in ("width", "height", "label_width", "row_height", "leading", "indent", "spacing"):
        if key in item and not is_number(item[key]):
            yield problem(f"{where}.{key}", "应为非负数", "must be a number, not negative")
    if kind == "rect":
        if not are_numbers(item.get("size"), 2):
            yield problem(f"{where}.size", "应为 [宽, 高] 毫米", "must be [width, height] in mm")
    elif "size" in item and not (is_number(item["size"]) and 4 <= item["size"] <= 120):
        yield problem(f"{where}.size", "字号应为 4 至 120 磅", "a letter size is 4 to 120 points")


def _looks(where: str, item: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("colour", "fill"):
        if key in item:
            yield from bad_colour(f"{where}.{key}", item[key])
    if item.get("font", "serif") not in FACES:
        yield problem(f"{where}.font", f"应为 {'、'.join(FACES)}", f"must be one of {', '.join(FACES)}")
    if item.get("align", "left") not in ("left", "center", "right"):
        yield problem(f"{where}.align", "应为 left、center 或 right", "must be left, center or right")


def _table(where: str, item: Mapping[str, Any], names: set[str]) -> Iterator[Problem]:
    widths, rows = item.get("widths"), item.get("rows")
    if not isinstance(widths, list) or not widths or not all(is_number(one) for one in widths):
        yield problem(f"{where}.widths", "应为列宽的列表", "must be a list of column widths")
        return
    if not isinstance(rows, list) or not rows:
        yield problem(f"{where}.rows", "应为行的列表", "must be a list of rows")
        return
    for number, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(widths):
            yield problem(
                f"{where}.rows[{number}]", f"应有 {len(widths)} 格", f"must have {len(widths)} cells"
            )
            continue
        for column, cell in enumerate(row):
            if not isinstance(cell, Mapping):
                yield problem(f"{where}.rows[{number}][{column}]", "应为 { zh, en }", "must be { zh, en }")
            else:
                yield from _template(f"{where}.rows[{number}][{column}]", cell, names)


def _template(where: str, item: Mapping[str, Any], names: set[str]) -> Iterator[Problem]:
    yield from bad_text(where, {key: item.get(key, "") for key in ("zh", "en")}, both=False)
    for key in ("zh", "en"):
        text = str(item.get(key, ""))
        if not well_formed(text):
            yield problem(f"{where}.{key}", "花括号不成对或写法不正确", "has a brace that is no place")
        for name, form in places_of(text):
            if name not in names | BUILT_IN.keys():
                yield problem(f"{where}.{key}", f"没有名为“{name}”的栏目", f"there is no field “{name}”")
            if form and form not in FORMATS:
                yield problem(f"{where}.{key}", f"没有名为“{form}”的格式", f"there is no format “{form}”")


def problems_of_places(data: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("seal", "qr"):
        part = data.get(key)
        if (
            not isinstance(part, Mapping)
            or not are_numbers(part.get("at"), 2)
            or not is_number(part.get("size"))
        ):
            yield problem(key, f"[{key}] 需要 at 与 size", f"[{key}] needs at and size")
