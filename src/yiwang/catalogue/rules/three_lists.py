"""The three lists as views of the catalogue: what is shared, who answers for it, what is not shared and by which law."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from yiwang.catalogue.rules.codes import must_be_unconditional
from yiwang.catalogue.types import ListChange, ResourceView, Violation
from yiwang.text import Text

LISTS: Mapping[str, Text] = {
    "sharing": Text("共享清单", "Sharing list"),
    "responsibility": Text("责任清单", "Responsibility list"),
    "negative": Text("负面清单", "Negative list"),
}
#: The columns of each list, by the keys of its rows.
COLUMNS: Mapping[str, Mapping[str, Text]] = {
    "sharing": {
        "code": Text("资源代码", "Code"),
        "name": Text("资源名称", "Resource"),
        "department": Text("提供部门", "Department"),
        "type": Text("共享类型", "Sharing type"),
        "condition": Text("共享条件", "Condition"),
        "means": Text("共享方式", "Means"),
        "cycle": Text("更新周期", "Update cycle"),
        "fields": Text("信息项数", "Fields"),
        "promised": Text("承诺状态", "Fulfilment"),
    },
    "responsibility": {
        "code": Text("资源代码", "Code"),
        "name": Text("资源名称", "Resource"),
        "department": Text("责任部门", "Department"),
        "duty": Text("对应职责", "Duty"),
        "chief": Text("数长", "Data chief"),
        "system": Text("来源系统", "Source system"),
        "cycle": Text("更新周期", "Update cycle"),
        "core": Text("核心业务数据", "Core business data"),
    },
    "negative": {
        "code": Text("资源代码", "Code"),
        "name": Text("资源名称", "Resource"),
        "department": Text("提供部门", "Department"),
        "basis": Text("不予共享依据", "Legal basis"),
        "grade": Text("级别", "Grade"),
    },
}
#: Marks of a basis nobody has compared with the text in force.
UNVERIFIED = ("来源待核", "待核实")


def rows_of(name: str, resources: Sequence[ResourceView], chiefs: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of a list as it stands: plain values, in the order of resource codes.

    `chiefs` gives the data chief of each department; the sharing list says whether what is promised is delivered.
    """
    make = _MAKERS[name]
    return [make(one, chiefs) for one in sorted(resources, key=lambda one: one.code) if _listed(name, one)]


def _listed(name: str, one: ResourceView) -> bool:
    """Whether a resource stands on a list."""
    return name == "responsibility" or (one.sharing.type == "3") == (name == "negative")


def _begin(one: ResourceView) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "code": one.code,
        "version": one.version,
        "name": one.name.as_dict(),
        "department": one.department,
    }


def _sharing(one: ResourceView, chiefs: Mapping[str, str]) -> dict[str, Any]:
    return {
        **_begin(one),
        "type": one.sharing.type,
        "condition": one.sharing.condition,
        "means": one.sharing.means,
        "cycle": one.cycle,
        "fields": len(one.fields),
        "promised": "overdue" if one.overdue else ("delivered" if one.loaded_at else "promised"),
    }


def _responsibility(one: ResourceView, chiefs: Mapping[str, str]) -> dict[str, Any]:
    return {
        **_begin(one),
        "duty": one.duty.as_dict(),
        "chief": chiefs.get(one.department, ""),
        "system": one.system,
        "cycle": one.cycle,
        "core": one.core,
    }


def _negative(one: ResourceView, chiefs: Mapping[str, str]) -> dict[str, Any]:
    return {**_begin(one), "basis": one.sharing.basis, "grade": one.grade}


_MAKERS: Mapping[str, Callable[[ResourceView, Mapping[str, str]], dict[str, Any]]] = {
    "sharing": _sharing,
    "responsibility": _responsibility,
    "negative": _negative,
}


def violations(
    name: str, resources: Iterable[ResourceView], chiefs: Mapping[str, str], offices: Iterable[str]
) -> list[Violation]:
    """Every rule a list breaks, by resource code. `offices` are the departments that exist."""
    known = set(offices)
    found = []
    for one in sorted(resources, key=lambda one: one.code):
        found += [Violation(one.slug, rule, message) for rule, message in _broken(name, one, chiefs, known)]
    return found


Broken = list[tuple[str, Text]]


def _broken(name: str, one: ResourceView, chiefs: Mapping[str, str], offices: set[str]) -> Broken:
    if name == "responsibility":
        return _unanswered(one, chiefs, offices)
    if not _listed(name, one):
        return []
    broken = _without_basis(one) if name == "negative" else _not_delivered(one)
    base = must_be_unconditional(one.classification)
    if base and one.sharing.type != "1":
        broken.append(
            (
                "base-conditional",
                Text(
                    f"{base.name.zh}基础信息资源应无条件共享。",
                    f"Base data ({base.name.en}) are to be shared without condition.",
                ),
            )
        )
    return broken


def _without_basis(one: ResourceView) -> Broken:
    if not one.sharing.basis:
        return [("no-basis", Text("不予共享但没有依据。", "Not shared, and no legal basis is given."))]
    if any(mark in one.sharing.basis for mark in UNVERIFIED):
        message = Text("依据尚未与现行文本核对。", "The basis was not checked against the text in force.")
        return [("basis-unverified", message)]
    return []


def _not_delivered(one: ResourceView) -> Broken:
    broken: Broken = []
    if one.overdue:
        message = Text("已承诺共享，但未按更新周期更新。", "Promised, but not loaded within its cycle.")
        broken.append(("overdue", message))
    if one.sharing.type == "2" and not one.sharing.condition:
        message = Text("有条件共享但没有写明条件。", "Conditional, and no condition is given.")
        broken.append(("no-condition", message))
    return broken


def _unanswered(one: ResourceView, chiefs: Mapping[str, str], offices: set[str]) -> Broken:
    broken: Broken = []
    if one.department not in offices:
        message = Text("责任部门不存在或已撤销。", "The department does not exist any more.")
        broken.append(("no-department", message))
    if not chiefs.get(one.department):
        broken.append(("no-chief", Text("责任部门没有数长。", "The department has no data chief.")))
    if not one.duty:
        broken.append(("no-duty", Text("没有对应的职责。", "No duty is named.")))
    return broken


def compare(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> ListChange:
    """How two versions of a list differ, by resource; a new version of a resource with the same words is no change."""
    old = {row["slug"]: row for row in before}
    new = {row["slug"]: row for row in after}
    return ListChange(
        added=tuple(new[slug] for slug in new if slug not in old),
        removed=tuple(old[slug] for slug in old if slug not in new),
        changed=tuple(
            (old[slug], new[slug]) for slug in new if slug in old and _words(old[slug]) != _words(new[slug])
        ),
    )


def _words(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("version", "promised")}
