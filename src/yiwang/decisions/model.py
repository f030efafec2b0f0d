"""A DMN model: parsed once, evaluated many times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from yiwang.decisions.dmn.builder import Builder
from yiwang.decisions.dmn.graph import Decision, Graph, InputData, Service
from yiwang.decisions.dmn.graph_reading import GraphReader
from yiwang.decisions.dmn.reading import NAMESPACES
from yiwang.decisions.dmn.recorder import Recorder
from yiwang.decisions.dmn.session import Session
from yiwang.decisions.dmn.telling import trace_of
from yiwang.decisions.dmn.types import ItemType
from yiwang.decisions.errors import BadModel, Problem, TooCostly, UnknownDecision
from yiwang.decisions.feel.syntax.names import normal
from yiwang.decisions.feel.values.kinds import Value
from yiwang.decisions.feel.values.plain import check_size, from_python
from yiwang.decisions.safe_xml import BadXml, line_of, local, read_xml
from yiwang.decisions.trace import Trace
from yiwang.text import Text


@dataclass(frozen=True)
class Outcome:
    """What a decision came to: its value (numbers are Decimal), and why."""

    value: Value
    recorder: Recorder = field(repr=False, compare=False)

    @cached_property
    def trace(self) -> Trace:
        """The explanation, put into words when it is first asked for."""
        return trace_of(self.recorder)


class DecisionModel:
    """A model that has been read and checked; safe to share between threads."""

    def __init__(self, namespace: str, name: str, graph: Graph, types: dict[str, ItemType]) -> None:
        self.namespace = namespace
        self.name = name
        self._graph = graph
        self._types = types

    @classmethod
    def parse(
        cls, xml: bytes, *, imports: Sequence["DecisionModel"] = (), strict: bool = True
    ) -> "DecisionModel":
        """Read a DMN 1.1–1.5 document.

        `imports` are the models it may import, found by namespace; nothing is ever fetched. Raises BadModel with every
        problem found. With `strict` off, mistakes inside expressions give null when they are evaluated, as the
        conformance kit wants.
        """
        try:
            root = read_xml(xml)
        except BadXml as error:
            raise BadModel([error.problem]) from None
        namespace = root.tag.partition("}")[0].lstrip("{")
        if local(root) != "definitions" or namespace not in NAMESPACES:
            problem = Text("不是DMN 1.1–1.5的definitions文件。", "Not a DMN 1.1–1.5 definitions document.")
            raise BadModel([Problem(line_of(root), problem)])
        builder = Builder()
        known = {model.namespace: (model._graph, model._types) for model in imports}
        graph = GraphReader(root, builder, known).read()
        if not any(isinstance(element, Decision) for element in graph.elements.values()) and strict:
            builder.problem(root, "模型中没有决策。", "The model has no decision.")
        if builder.problems and strict:
            raise BadModel(sorted(builder.problems, key=lambda problem: problem.line))
        return cls(root.get("namespace", ""), root.get("name", ""), graph, builder.types)

    @property
    def decisions(self) -> tuple[str, ...]:
        """The names of the decisions and decision services."""
        return tuple(
            element.name
            for element in self._graph.elements.values()
            if isinstance(element, Decision | Service)
        )

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the facts the model asks for."""
        return tuple(
            element.name for element in self._graph.elements.values() if isinstance(element, InputData)
        )

    def evaluate(self, decision_name: str, facts: Mapping[str, object]) -> Outcome:
        """The outcome of a decision or decision service over these facts, by input name.

        Raises UnknownDecision. A decision that exceeds its budget has a null value and says so in its trace.
        """
        element = self._graph.named(normal(decision_name))
        if element is None:
            raise UnknownDecision(decision_name, self.decisions)
        recorder = Recorder()
        try:
            given = {normal(name): from_python(value, recorder) for name, value in facts.items()}
            value = check_size(self._value(element, given, recorder), recorder)
        except (TooCostly, RecursionError) as error:
            message = error.message if isinstance(error, TooCostly) else Text("嵌套过深", "nested too deeply")
            recorder.notes.append(message)
            value = None
        return Outcome(value, recorder)

    def _value(self, element: Decision | Service, facts: dict[str, Value], recorder: Recorder) -> Value:
        session = Session(self._graph, facts, recorder)
        if isinstance(element, Decision):
            return session.value(element)
        inputs = (
            self._graph.find(reference) for reference in (*element.input_data, *element.input_decisions)
        )
        given = {
            found[2].id: found[2].kind.fit(facts[found[2].name])
            for found in inputs
            if found is not None and found[2].name in facts
        }
        if len(given) < len(element.input_data) + len(element.input_decisions):
            recorder.note("缺少决策服务所需的输入", "the decision service lacks an input")
            return None
        return session.run_service(element, given, recorder)
