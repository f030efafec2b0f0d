"""The syntax tree of FEEL."""

from collections.abc import Callable
from dataclasses import dataclass, field

from yiwang.decisions.feel.values.kinds import Value


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: Value


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Path(Node):
    base: Node
    member: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    base: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A call; `keywords` are set for named arguments, in the order of `arguments`."""

    callee: Node
    arguments: tuple[Node, ...]
    keywords: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    low: Node
    high: Node
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class OneSided(Node):
    """`(< 10)`: an interval with one end, or a single value with `=` and `!=`."""

    operator: str
    end: Node


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    """A type as written: `number`, `list<string>`, `context<a: number>`, `function<number> -> string`."""

    name: str
    arguments: tuple["TypeName", ...] = ()
    fields: tuple[str, ...] = ()
    #: The test of a type that the model defines itself.
    check: "Callable[[Value], bool] | None" = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    parameters: tuple[tuple[str, TypeName | None], ...]
    body: Node
    external: bool


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """`name in domain`, or `name in domain .. end` when it counts."""

    name: str
    domain: Node
    end: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    word: str
    iterators: tuple[Iterator, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negate(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type_name: TypeName


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """What stands in a cell or after `in`: alternatives, of which one must hold (`negated`: none)."""

    alternatives: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In(Node):
    value: Node
    tests: Tests


@dataclass(frozen=True, slots=True)
class Anything(Node):
    """The cell `-`: it always holds."""


def depth_of(tree: Node) -> int:
    """How many nodes lie above each other at the deepest place; does not recurse itself."""
    deepest = 0
    waiting: list[tuple[object, int]] = [(tree, 1)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, Node):
            deepest = max(deepest, depth)
            waiting.extend((getattr(part, name), depth + 1) for name in part.__dataclass_fields__)
        elif isinstance(part, tuple):
            waiting.extend((inner, depth) for inner in part)
    return deepest
