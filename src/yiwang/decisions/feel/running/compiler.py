"""From tree to closures: each node becomes a function of the environment, built once and run many times."""

from collections.abc import Callable
from functools import singledispatch
from typing import TypeAlias

from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.values.kinds import Value

Run: TypeAlias = Callable[[Env], Value]


@singledispatch
def compiled(node: n.Node) -> Run:
    """The closure of a node; the modules beside this one register one for every kind of node."""
    raise NotImplementedError(type(node).__name__)


def weight(node: object) -> int:
    """How many nodes a tree has: what running it once costs."""
    if isinstance(node, tuple):
        return sum(weight(part) for part in node)
    if isinstance(node, n.Node):
        return 1 + sum(weight(getattr(node, field)) for field in node.__dataclass_fields__)
    return 0
