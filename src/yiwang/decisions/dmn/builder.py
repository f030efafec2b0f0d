"""What is shared while a model is built: its problems, its types, and the names its expressions may use."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from yiwang.decisions.dmn.reading import child, children, text_of
from yiwang.decisions.dmn.types import ANYTHING, ItemType, list_of, plain_type, restricted, structure
from yiwang.decisions.errors import BadExpression, Problem
from yiwang.decisions.feel.builtins.registry import BUILTINS
from yiwang.decisions.feel.expression import compile_expression, compile_unary_tests
from yiwang.decisions.feel.running.compiler import Run, weight
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.running.types import Check
from yiwang.decisions.feel.syntax.free_names import free_names
from yiwang.decisions.feel.values.kinds import Value
from yiwang.decisions.safe_xml import line_of
from yiwang.text import Text


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled boxed expression: how to run it and what one run costs."""

    run: Run
    cost: int = 1


def nothing(zh: str, en: str) -> Piece:
    """An expression that could not be built: null, with a note saying why."""

    def run(env: Env) -> Value:
        env.meter.note(zh, en)
        return None

    return Piece(run)


@dataclass
class Builder:
    """State of building one model."""

    problems: list[Problem] = field(default_factory=list)
    #: Every name declared anywhere in the model, so that names with odd characters are read as one.
    names: set[str] = field(default_factory=set)
    types: dict[str, ItemType] = field(default_factory=dict)
    definitions: dict[str, etree._Element] = field(default_factory=dict)
    resolving: set[str] = field(default_factory=set)

    def problem(self, element: etree._Element, zh: str, en: str) -> None:
        """Remember a mistake at this element."""
        self.problems.append(Problem(line_of(element), Text(zh, en)))

    def expression(self, element: etree._Element, source: str, scope: frozenset[str]) -> Piece:
        """Compile a FEEL text; an empty one is null."""
        if not source:
            return Piece(lambda env: None)
        return self._compiled(element, source, scope, compile_expression)

    def tests(self, element: etree._Element, source: str, scope: frozenset[str]) -> Piece:
        """Compile a decision table cell."""
        return self._compiled(element, source, scope | {"?"}, compile_unary_tests)

    def _compiled(
        self, element: etree._Element, source: str, scope: frozenset[str], reader: Callable[..., object]
    ) -> Piece:
        try:
            compiled = reader(source, self.names, self._checks())
        except BadExpression as error:
            self.problem(
                element, f"“{_short(source)}”：{error.message.zh}", f"“{_short(source)}”: {error.message.en}"
            )
            return nothing(error.message.zh, error.message.en)
        tree = compiled.tree  # type: ignore[attr-defined]
        for name in sorted(free_names(tree) - scope - BUILTINS.keys()):
            if name.partition(".")[0].strip() in scope:
                continue
            self.problem(
                element,
                f"“{_short(source)}”：未知的名称“{name}”。",
                f"“{_short(source)}”: unknown name “{name}”.",
            )
        return Piece(compiled.run, weight(tree))  # type: ignore[attr-defined]

    def _checks(self) -> dict[str, Check]:
        return {name: kind.check or _not_null for name, kind in self.types.items()}

    def type_ref(self, element: etree._Element | None, reference: str | None = None) -> ItemType:
        """The type an element's `typeRef` names; an unknown one is a problem and takes anything."""
        name = reference or (element.get("typeRef") if element is not None else None)
        if not name:
            inner = child(element, "typeRef") if element is not None else None
            name = (inner.text or "").strip() if inner is not None else ""
        return self.named_type(element, name)

    def named_type(self, element: etree._Element | None, name: str) -> ItemType:
        """A type by name: FEEL's own, or an item definition of this model or an imported one."""
        plain = plain_type(name)
        if plain is not None:
            return plain
        known = self.types.get(name)
        if known is not None:
            return known
        if name in self.definitions and name not in self.resolving:
            self.resolving.add(name)
            self.types[name] = self.item_type(self.definitions[name])
            self.resolving.discard(name)
            return self.types[name]
        if element is not None:
            self.problem(element, f"未知的类型“{name}”。", f"Unknown type “{name}”.")
        return ANYTHING

    def item_type(self, element: etree._Element) -> ItemType:
        """The type an item definition or component describes."""
        if child(element, "functionItem") is not None:
            return plain_type("function") or ANYTHING
        parts = list(children(element, "itemComponent"))
        if parts:
            made = structure({part.get("name", ""): self.item_type(part) for part in parts})
        else:
            made = self.type_ref(element)
        made = self._restricted(made, element, "allowedValues")
        made = list_of(made) if element.get("isCollection") == "true" else made
        return self._restricted(made, element, "typeConstraint")

    def _restricted(self, kind: ItemType, element: etree._Element, restriction: str) -> ItemType:
        allowed = child(element, restriction)
        if allowed is None or not text_of(allowed):
            return kind
        return restricted(kind, self.tests(allowed, text_of(allowed), frozenset()).run)


def _not_null(value: Value) -> bool:
    return value is not None


def _short(source: str) -> str:
    return source if len(source) <= 60 else source[:57] + "…"
