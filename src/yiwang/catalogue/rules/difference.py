"""What changed between two versions, key by key and field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.catalogue.types import Difference
from yiwang.text import Text

LABELS: Mapping[str, Text] = {
    "name": Text("资源名称", "Name"),
    "abstract": Text("资源摘要", "Abstract"),
    "classification": Text("分类", "Classification"),
    "format": Text("资源格式", "Format"),
    "sharing.type": Text("共享类型", "Sharing type"),
    "sharing.condition": Text("共享条件", "Sharing condition"),
    "sharing.basis": Text("不予共享依据", "Basis for not sharing"),
    "sharing.means": Text("共享方式", "Means of sharing"),
    "opening.type": Text("开放类型", "Opening type"),
    "opening.condition": Text("开放条件", "Opening condition"),
    "cycle": Text("更新周期", "Update cycle"),
    "system": Text("来源系统", "Source system"),
    "core": Text("履职核心业务数据", "Core business data"),
    "duty": Text("职责", "Duty"),
    "retention_years": Text("保存年限", "Years kept"),
    "theme": Text("主题", "Theme"),
    "keywords": Text("关键字", "Keywords"),
    "key": Text("主键", "Key"),
}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Everything that differs between two normalised contents; `change` is added, removed or changed."""
    return (*_metadata(before, after), *_fields(before, after))


def _metadata(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for path, label in LABELS.items():
        old, new = _said(_at(before, path)), _said(_at(after, path))
        if old != new:
            yield Difference(path, label, old, new, "changed")


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    old = {one["name"]: one for one in before["fields"]}
    new = {one["name"]: one for one in after["fields"]}
    for name in [*old, *(one for one in new if one not in old)]:
        label = Text.of((new.get(name) or old[name])["title"])
        if name not in new:
            yield Difference(f"fields.{name}", label, _field(old[name]), "", "removed")
        elif name not in old:
            yield Difference(f"fields.{name}", label, "", _field(new[name]), "added")
        elif old[name] != new[name]:
            yield Difference(f"fields.{name}", label, _field(old[name]), _field(new[name]), "changed")


def _field(field: Mapping[str, Any]) -> str:
    size = f"({field['length']})" if field["length"] else ""
    parts = [
        field["title"]["zh"],
        f"{field['type']}{size}",
        field["element"],
        field["category"],
        f"G{field['grade']}",
        "!" if field["required"] else "",
    ]
    return " · ".join(part for part in parts if part)


def _at(table: Mapping[str, Any], path: str) -> Any:
    head, _, rest = path.partition(".")
    return table[head][rest] if rest else table[head]


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return " / ".join(str(part) for part in value.values() if part)
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    return str(value)
