"""How lineage names things: `resource:police-household.mobile`, `table:ods.x.mobile`, `entity:person.mobile`,
`topic:elderly.people.mobile`, `indicator:aggregation-rate`."""

import re

from yiwang.text import Text

KINDS = {
    "resource": Text("资源", "Resource"),
    "table": Text("湖表", "Lake table"),
    "entity": Text("实体", "Entity"),
    "topic": Text("主题库", "Topic store"),
    "indicator": Text("指标", "Indicator"),
}
#: How many parts the name of each kind has, without its column and with it.
_PARTS = {"resource": (1, 2), "table": (2, 3), "entity": (1, 2), "topic": (2, 3), "indicator": (1, 1)}
_PART = re.compile(r"^[A-Za-z0-9_\-\u3400-\u9fff]{1,80}$")
MAXIMUM_LENGTH = 200


def is_node(node: str, *, column: bool = True) -> bool:
    """Whether this names a column (or, with `column` false, a data set)."""
    kind, colon, name = node.partition(":")
    if not colon or kind not in _PARTS or len(node) > MAXIMUM_LENGTH:
        return False
    parts = name.split(".")
    return len(parts) == _PARTS[kind][1 if column else 0] and all(_PART.match(part) for part in parts)


def dataset_of(node: str) -> str:
    """The data set a column belongs to; an indicator is its own."""
    return node if node.startswith("indicator:") else node.rpartition(".")[0]


def column_of(node: str) -> str:
    """The column's name within its data set."""
    return node.partition(":")[2] if node.startswith("indicator:") else node.rpartition(".")[2]


def kind_of(node: str) -> str:
    """What sort of thing a node is."""
    return node.partition(":")[0]
