"""What a standardised entry has: measured for the themes that are pilots."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.catalogue.rules.three_lists import UNVERIFIED
from yiwang.text import Text

#: Each way of falling short, with its name.
MISSING: Mapping[str, Text] = {
    "unbound": Text("有信息项未对应数据元", "Fields without a data element"),
    "no-key": Text("没有主键", "No key"),
    "no-duty": Text("没有对应职责", "No duty named"),
    "no-system": Text("没有来源系统", "No source system"),
    "no-retention": Text("没有保存年限", "No years to keep"),
    "no-english": Text("没有英文名", "No English name"),
    "basis-unverified": Text("不予共享依据未核对", "Basis not checked"),
    "no-chief": Text("部门没有数长", "No data chief"),
    "overdue": Text("未按周期更新", "Not loaded within its cycle"),
}


def missing_of(content: Mapping[str, Any], *, has_chief: bool, overdue: bool) -> Iterator[str]:
    """Everything one entry falls short in."""
    sharing = content["sharing"]
    unsure = not sharing["basis"] or any(mark in sharing["basis"] for mark in UNVERIFIED)
    short = {
        "unbound": not all(one["element"] for one in content["fields"]),
        "no-key": not content["key"],
        "no-duty": not content["duty"]["zh"],
        "no-system": not content["system"],
        "no-retention": not content["retention_years"],
        "no-english": not content["name"]["en"],
        "basis-unverified": sharing["type"] == "3" and unsure,
        "no-chief": not has_chief,
        "overdue": overdue,
    }
    return (rule for rule, true in short.items() if true)
