"""Reading a whole model: item definitions, graph elements, requirements; all mistakes at once."""

from collections.abc import Iterator, Mapping

from lxml import etree

from yiwang.decisions.dmn.boxed import boxed, expression_in, function_body, parameters_of
from yiwang.decisions.dmn.builder import Builder, nothing
from yiwang.decisions.dmn.graph import Decision, Element, Graph, InputData, Knowledge, Reference, Service
from yiwang.decisions.dmn.reading import child, children, title_of
from yiwang.decisions.dmn.types import ItemType
from yiwang.decisions.feel.syntax.names import normal
from yiwang.decisions.safe_xml import line_of, local

_NAMED = frozenset(
    (
        "inputData",
        "decision",
        "businessKnowledgeModel",
        "decisionService",
        "itemDefinition",
        "itemComponent",
        "import",
    )
) | {"variable", "formalParameter", "parameter", "column", "output"}
_REQUIREMENTS = ("informationRequirement", "knowledgeRequirement")
_TARGETS = ("requiredInput", "requiredDecision", "requiredKnowledge")


class GraphReader:
    """Builds one model's graph."""

    def __init__(
        self, root: etree._Element, builder: Builder, imports: Mapping[str, tuple[Graph, dict[str, ItemType]]]
    ):
        self.root = root
        self.builder = builder
        self.graph = Graph()
        self.namespace = root.get("namespace", "")
        self.by_id = {element.get("id", ""): element for element in children(root) if element.get("id")}
        self._imports(imports)

    def read(self) -> Graph:
        """The graph; mistakes are left in the builder."""
        self._collect_names()
        for definition in children(self.root, "itemDefinition"):
            self.builder.named_type(definition, definition.get("name", ""))
        self._duplicates()
        for element in children(self.root):
            made = self._element(element)
            if made is not None:
                self.graph.elements[made.id] = made
        self._cycles()
        return self.graph

    def _imports(self, imports: Mapping[str, tuple[Graph, dict[str, ItemType]]]) -> None:
        for element in children(self.root, "import"):
            namespace, prefix = element.get("namespace", ""), normal(element.get("name", ""))
            if namespace not in imports:
                self.builder.problem(
                    element,
                    f"引用的模型“{namespace}”不在本包内。",
                    f"The imported model “{namespace}” is not at hand.",
                )
                continue
            graph, types = imports[namespace]
            self.graph.imports[namespace] = (prefix, graph)
            self.builder.types |= {f"{prefix}.{name}": kind for name, kind in types.items()}
            self.builder.names |= {prefix, *(one.name for one in graph.elements.values())}

    def _collect_names(self) -> None:
        for element in self.root.iter():
            if isinstance(element.tag, str) and local(element) in _NAMED and element.get("name"):
                self.builder.names.add(normal(element.get("name", "")))
        self.builder.definitions = {
            definition.get("name", ""): definition for definition in children(self.root, "itemDefinition")
        }

    def _duplicates(self) -> None:
        seen: dict[str, int] = {}
        for element in children(
            self.root, "inputData", "decision", "businessKnowledgeModel", "decisionService"
        ):
            name = normal(element.get("name", ""))
            if not name:
                self.builder.problem(
                    element, f"“{local(element)}”没有名称。", f"<{local(element)}> has no name."
                )
            elif name in seen:
                self.builder.problem(
                    element,
                    f"名称“{name}”已在第{seen[name]}行使用。",
                    f"The name “{name}” is already used on line {seen[name]}.",
                )
            seen.setdefault(name, line_of(element))

    def _element(self, element: etree._Element) -> Element | None:
        name = normal(element.get("name", ""))
        identity = element.get("id") or f"#{name}"
        variable = child(element, "variable")
        kind = self.builder.type_ref(variable)
        match local(element):
            case "inputData":
                return InputData(identity, name, kind, title_of(element, name))
            case "decision":
                return self._decision(element, identity, name, kind)
            case "businessKnowledgeModel":
                return self._knowledge(element, identity, name, kind)
            case "decisionService":
                return Service(
                    identity,
                    name,
                    kind,
                    tuple(self._references(element, "outputDecision")),
                    tuple(self._references(element, "inputDecision")),
                    tuple(self._references(element, "inputData")),
                )
        return None

    def _decision(self, element: etree._Element, identity: str, name: str, kind: ItemType) -> Decision:
        needs = self._needs(element)
        expression = expression_in(element)
        if expression is None:
            self.builder.problem(
                element, f"决策“{name}”没有表达式。", f"The decision “{name}” has no expression."
            )
        piece = boxed(self.builder, expression, self._scope(needs), name)
        return Decision(identity, name, kind, needs, piece, title_of(element, name))

    def _knowledge(self, element: etree._Element, identity: str, name: str, kind: ItemType) -> Knowledge:
        needs = self._needs(element)
        logic = child(element, "encapsulatedLogic")
        if logic is None:
            self.builder.problem(
                element, f"知识模型“{name}”没有内容。", f"The knowledge model “{name}” has no logic."
            )
            return Knowledge(identity, name, kind, needs, (), nothing("没有内容", "there is no logic"))
        body = function_body(self.builder, logic, self._scope(needs) | {name}, name)
        return Knowledge(identity, name, kind, needs, parameters_of(self.builder, logic), body)

    def _needs(self, element: etree._Element) -> tuple[Reference, ...]:
        return tuple(
            reference
            for requirement in children(element, *_REQUIREMENTS)
            for reference in self._references(requirement, *_TARGETS)
        )

    def _references(self, element: etree._Element, *names: str) -> Iterator[Reference]:
        for target in children(element, *names):
            namespace, _, identity = target.get("href", "").rpartition("#")
            reference = Reference(identity, "" if namespace == self.namespace else namespace)
            if self._name_of(reference) is None:
                href = target.get("href", "")
                self.builder.problem(
                    target, f"找不到所需的“{href}”。", f"The required “{href}” does not exist."
                )
            else:
                yield reference

    def _name_of(self, reference: Reference) -> str | None:
        """Under which name an expression sees what is referred to."""
        if not reference.namespace:
            element = self.by_id.get(reference.id)
            return None if element is None else normal(element.get("name", ""))
        found = self.graph.find(reference) if reference.namespace in self.graph.imports else None
        return None if found is None else found[0] or found[2].name

    def _scope(self, needs: tuple[Reference, ...]) -> frozenset[str]:
        return frozenset(name for name in map(self._name_of, needs) if name)

    def _cycles(self) -> None:
        settled: set[str] = set()
        for start in self.graph.elements:
            self._walk(start, [], settled)

    def _walk(self, identity: str, road: list[str], settled: set[str]) -> None:
        if identity in settled:
            return
        element = self.graph.elements.get(identity)
        if element is None or isinstance(element, InputData | Service):
            return
        if identity in road:
            names = " → ".join(
                self.graph.elements[one].name for one in [*road[road.index(identity) :], identity]
            )
            self.builder.problem(
                self.by_id.get(identity, self.root), f"决策互相依赖：{names}。", f"Circular: {names}."
            )
            settled.add(identity)
            return
        for need in element.needs:
            recursive = isinstance(element, Knowledge) and need.id == identity
            if not need.namespace and not recursive:
                self._walk(need.id, [*road, identity], settled)
        settled.add(identity)
