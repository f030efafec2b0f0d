"""The life of an entry and of its versions, and when its data fall due."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from yiwang.catalogue.rules.codes import code_list
from yiwang.text import Text

#: States of an entry.
STATES: Mapping[str, Text] = MappingProxyType(
    {
        "draft": Text("编制中", "Being compiled"),
        "published": Text("已发布", "Published"),
        "retired": Text("已注销", "Retired"),
    }
)
#: States of a version.
VERSION_STATES: Mapping[str, Text] = MappingProxyType(
    {
        "draft": Text("草稿", "Draft"),
        "submitted": Text("待审核", "Waits for review"),
        "returned": Text("已退回", "Returned"),
        "approved": Text("审核通过", "Approved"),
        "published": Text("已发布", "Published"),
        "superseded": Text("历史版本", "Superseded"),
    }
)
ACTS: Mapping[str, Text] = MappingProxyType(
    {
        "compiled": Text("编制", "Compiled"),
        "submitted": Text("提交审核", "Submitted"),
        "approved": Text("审核通过", "Approved"),
        "returned": Text("审核退回", "Returned"),
        "published": Text("发布", "Published"),
        "retired": Text("注销", "Retired"),
    }
)
#: Versions somebody still works on.
OPEN = ("draft", "submitted", "returned", "approved")
#: Versions their department may still change.
EDITABLE = ("draft", "returned")


def due_at(cycle: str, since: datetime | None) -> datetime | None:
    """By when the next load is due after the last one (or after publishing); None when nothing falls due."""
    code = code_list("cycle").get(cycle)
    if since is None or code is None or code.days is None:
        return None
    return since + timedelta(days=code.days)
