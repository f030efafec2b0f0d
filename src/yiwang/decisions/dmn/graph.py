"""The elements of a decision requirements graph."""

from dataclasses import dataclass, field

from yiwang.decisions.dmn.builder import Piece
from yiwang.decisions.dmn.types import ItemType
from yiwang.decisions.feel.values.kinds import Parameter
from yiwang.text import Text


@dataclass(frozen=True, slots=True)
class Reference:
    """What an `href` points to: an element's id, in this model or in that of an imported namespace."""

    id: str
    namespace: str = ""


@dataclass(frozen=True, slots=True)
class InputData:
    """A fact from outside."""

    id: str
    name: str
    kind: ItemType
    label: Text


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: what it needs, and how its value is found."""

    id: str
    name: str
    kind: ItemType
    needs: tuple[Reference, ...]
    piece: Piece
    label: Text


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A business knowledge model: a named function."""

    id: str
    name: str
    kind: ItemType
    needs: tuple[Reference, ...]
    parameters: tuple[Parameter, ...]
    piece: Piece


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service: some decisions, called as a function of some inputs."""

    id: str
    name: str
    kind: ItemType
    outputs: tuple[Reference, ...]
    input_decisions: tuple[Reference, ...]
    input_data: tuple[Reference, ...]


Element = InputData | Decision | Knowledge | Service


@dataclass
class Graph:
    """All elements of a model by id, and the models it imports: prefix and graph by namespace."""

    elements: dict[str, Element] = field(default_factory=dict)
    imports: dict[str, tuple[str, "Graph"]] = field(default_factory=dict)

    def find(self, reference: Reference) -> tuple[str, "Graph", Element] | None:
        """The prefix (empty in this model), graph and element that a reference means."""
        prefix, graph = self.imports.get(reference.namespace, ("", self))
        element = graph.elements.get(reference.id)
        return None if element is None else (prefix, graph, element)

    def named(self, name: str) -> Decision | Service | None:
        """The decision or service of that name."""
        for element in self.elements.values():
            if element.name == name and isinstance(element, Decision | Service):
                return element
        return None
