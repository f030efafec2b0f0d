"""The catalogue as one table: a line a field, what is said of the resource on its first line. Export and import are inverse."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.catalogue.rules.codes import code_list, code_name
from yiwang.catalogue.types import Problem
from yiwang.text import Text

#: Column key, its heading in both languages. Of the resource first, then of the field.
RESOURCE: Mapping[str, Text] = {
    "slug": Text("资源标识", "Resource slug"),
    "name.zh": Text("资源名称", "Name"),
    "name.en": Text("资源英文名", "Name in English"),
    "abstract.zh": Text("资源摘要", "Abstract"),
    "abstract.en": Text("英文摘要", "Abstract in English"),
    "classification": Text("分类代码", "Classification"),
    "format": Text("资源格式", "Format"),
    "sharing.type": Text("共享类型", "Sharing type"),
    "sharing.condition": Text("共享条件", "Sharing condition"),
    "sharing.basis": Text("不予共享依据", "Basis for not sharing"),
    "sharing.means": Text("共享方式", "Means of sharing"),
    "opening.type": Text("开放类型", "Opening type"),
    "opening.condition": Text("开放条件", "Opening condition"),
    "cycle": Text("更新周期", "Update cycle"),
    "system": Text("来源系统", "Source system"),
    "core": Text("核心业务数据", "Core business data"),
    "duty.zh": Text("对应职责", "Duty"),
    "duty.en": Text("英文职责", "Duty in English"),
    "retention_years": Text("保存年限", "Years kept"),
    "theme": Text("主题", "Theme"),
    "keywords": Text("关键字", "Keywords"),
}
FIELD: Mapping[str, Text] = {
    "field": Text("字段名", "Column"),
    "element": Text("数据元", "Data element"),
    "title.zh": Text("信息项名称", "Field name"),
    "title.en": Text("信息项英文名", "Field name in English"),
    "type": Text("数据类型", "Data type"),
    "length": Text("数据长度", "Length"),
    "grade": Text("级别", "Grade"),
    "category": Text("数据分类", "Category"),
    "required": Text("必填", "Required"),
    "key": Text("主键", "Key"),
}
HEADINGS: Mapping[str, Text] = {**RESOURCE, **FIELD}
_LISTS = {
    "format": "format",
    "sharing.type": "sharing",
    "opening.type": "opening",
    "cycle": "cycle",
    "type": "type",
}
_YES, _NO = frozenset({"1", "是", "yes", "true", "y", "√"}), frozenset({"", "0", "否", "no", "false", "n"})
_SEPARATOR = "、"


@dataclass(frozen=True)
class Place:
    """A cell as spreadsheets name it: `C5`."""

    column: int
    row: int

    def __str__(self) -> str:
        letters, number = "", self.column + 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True)
class Fault:
    """Something wrong in a sheet: at which cell, and what."""

    cell: str
    message: Text


@dataclass
class Read:
    """A resource as a sheet tells it, and where each part stands."""

    content: dict[str, Any]
    first_row: int
    field_rows: list[int]


def table_of(contents: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    """The heading and the lines of normalised contents."""
    yield [text.zh for text in HEADINGS.values()]
    for content in contents:
        head = [_out(content, key) for key in RESOURCE]
        for number, field in enumerate(content["fields"]):
            yield [*(head if number == 0 else [""] * len(head)), *_field_out(content, field)]


def _out(content: Mapping[str, Any], key: str) -> str:
    first, _, rest = key.partition(".")
    value = content[first][rest] if rest else content[first]
    if isinstance(value, bool):
        return "是" if value else "否"
    return _SEPARATOR.join(value) if isinstance(value, list) else _word(key, str(value))


def _word(key: str, code: str) -> str:
    """What people read instead of a code; it is read back as the code."""
    return code_name(_LISTS[key], code).zh if key in _LISTS else code


def _field_out(content: Mapping[str, Any], field: Mapping[str, Any]) -> list[str]:
    return [
        field["name"],
        field["element"],
        field["title"]["zh"],
        field["title"]["en"],
        _word("type", field["type"]),
        field["length"],
        str(field["grade"]),
        field["category"],
        "是" if field["required"] else "否",
        str(content["key"].index(field["name"]) + 1) if field["name"] in content["key"] else "",
    ]


def read_table(rows: Sequence[Sequence[str]]) -> tuple[list[Read], list[Fault], dict[str, int]]:
    """The resources of a sheet, what is wrong with its form, and the place of each column by key."""
    if not rows:
        return [], [Fault("A1", Text("没有表头。", "There is no heading."))], {}
    places, faults = _headings(rows[0])
    if faults:
        return [], faults, places
    found: list[Read] = []
    width = len(rows[0])
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) > width and any(row[width:]):
            faults.append(
                Fault(
                    str(Place(width, number)),
                    Text(
                        f"这一行有 {len(row)} 列，表头只有 {width} 列；文字中的逗号须加引号。",
                        f"This row has {len(row)} cells, the heading {width}; quote commas inside text.",
                    ),
                )
            )
            continue
        if len(row) < width and len(row) <= places["field"]:
            faults.append(
                Fault(
                    str(Place(len(row), number)),
                    Text(
                        f"这一行只有 {len(row)} 列，缺少字段名。",
                        f"This row has only {len(row)} cells; the column is missing.",
                    ),
                )
            )
            continue
        cells = {key: (row[at] if at < len(row) else "") for key, at in places.items()}
        if cells["slug"]:
            found.append(Read(_resource_in(cells, places, number, faults), number, []))
        elif not found:
            faults.append(
                Fault(
                    str(Place(places["slug"], number)),
                    Text("第一行须有资源标识。", "The first row names its resource."),
                )
            )
            continue
        found[-1].content["fields"].append(_field_in(cells, places, number, faults))
        found[-1].field_rows.append(number)
        if cells["key"]:
            found[-1].content["key"].append((cells["key"].zfill(4), cells["field"]))
    for one in found:
        one.content["key"] = [name for _, name in sorted(one.content["key"])]
    return found, faults, places


def _headings(row: Sequence[str]) -> tuple[dict[str, int], list[Fault]]:
    known = {name.lower(): key for key, text in HEADINGS.items() for name in (text.zh, text.en, key)}
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for at, cell in enumerate(row):
        key = known.get(cell.strip().lower())
        if key is None and cell.strip():
            faults.append(
                Fault(
                    str(Place(at, 1)),
                    Text(f"没有“{cell[:40]}”这一列。", f"There is no column “{cell[:40]}”."),
                )
            )
        elif key in places:
            faults.append(
                Fault(str(Place(at, 1)), Text(f"列“{cell}”重复。", f"The column “{cell}” occurs twice."))
            )
        elif key is not None:
            places[key] = at
    for key in ("slug", "field"):
        if key not in places:
            name = HEADINGS[key]
            faults.append(Fault("A1", Text(f"缺少“{name.zh}”列。", f"The column “{name.en}” is missing.")))
    places.setdefault("key", len(row))
    return places, faults


def _resource_in(
    cells: Mapping[str, str], places: Mapping[str, int], row: int, faults: list[Fault]
) -> dict[str, Any]:
    content: dict[str, Any] = {"fields": [], "key": []}
    for key in RESOURCE:
        first, _, rest = key.partition(".")
        value: Any = _code(key, cells.get(key, ""))
        if key == "core":
            value = _yes(value, places.get(key, 0), row, faults)
        elif key == "retention_years":
            value = int(value) if value.isdecimal() and len(value) < 6 else (value or 0)
        elif key == "keywords":
            value = [
                one.strip()
                for one in value.replace("，", _SEPARATOR).replace(",", _SEPARATOR).split(_SEPARATOR)
                if one.strip()
            ]
        if rest:
            content.setdefault(first, {})[rest] = value
        else:
            content[first] = value
    return content


def _field_in(
    cells: Mapping[str, str], places: Mapping[str, int], row: int, faults: list[Fault]
) -> dict[str, Any]:
    return {
        "name": cells["field"],
        "element": cells.get("element", ""),
        "title": {"zh": cells.get("title.zh", ""), "en": cells.get("title.en", "")},
        "type": _code("type", cells.get("type", "")),
        "length": cells.get("length", ""),
        "grade": cells.get("grade", ""),
        "category": cells.get("category", ""),
        "required": _yes(cells.get("required", ""), places.get("required", 0), row, faults),
    }


def _yes(value: str, column: int, row: int, faults: list[Fault]) -> bool:
    if value.lower() in _YES:
        return True
    if value.lower() not in _NO:
        faults.append(Fault(str(Place(column, row)), Text("填写“是”或“否”。", "Write yes or no.")))
    return False


def _code(key: str, value: str) -> str:
    """A code as written, by its name, or by its digits from which a spreadsheet took the zeros."""
    name = _LISTS.get(key)
    if name is None:
        return value
    codes = code_list(name)
    by_name = {text.lower(): code.code for code in codes.values() for text in (code.name.zh, code.name.en)}
    if value in codes:
        return value
    if key == "format" and value.isdecimal() and value.zfill(4) in codes:
        return value.zfill(4)
    return by_name.get(value.lower(), value)


def cell_of(problem: Problem, read: Read, places: Mapping[str, int]) -> str:
    """At which cell a problem of a content stands."""
    parts = problem.key.split(".")
    if parts[0] == "fields" and len(parts) > 1:
        key = {"name": "field", "title": "title.zh"}.get(parts[-1], parts[-1])
        number = int(parts[1])
        row = read.field_rows[number] if number < len(read.field_rows) else read.first_row
        return str(Place(places.get(key, places["field"]), row))
    key = problem.key if problem.key in places else f"{problem.key}.zh"
    return str(Place(places.get(key, places["slug"]), read.first_row))
