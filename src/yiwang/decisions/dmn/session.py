"""One evaluation of a graph: each decision is settled once, with what it needs."""

from yiwang.decisions.dmn.graph import Decision, Element, Graph, InputData, Knowledge, Reference, Service
from yiwang.decisions.dmn.recorder import Recorder
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.running.calls import bind
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.values.kinds import Function, Parameter, Value


class Session:
    """The facts of one evaluation and the values found so far; `given` overrides elements by id."""

    def __init__(
        self, graph: Graph, facts: dict[str, Value], meter: Meter, given: dict[str, Value] | None = None
    ) -> None:
        self.graph = graph
        self.facts = facts
        self.meter = meter
        self.found: dict[str, Value] = dict(given or {})
        self._imported: dict[int, Session] = {}

    def value(self, element: Element) -> Value:
        """The value of an element: a fact, a decision's result, or a function."""
        if element.id in self.found:
            return self.found[element.id]
        match element:
            case InputData():
                value = self._fact(element)
            case Decision():
                value = self._decide(element)
            case Knowledge():
                value = self._knowledge(element)
            case Service():
                value = self._service(element)
        self.found[element.id] = value
        return value

    def _fact(self, element: InputData) -> Value:
        given = self.facts.get(element.name)
        value = element.kind.fit(given)
        if value is None and given is not None:
            self.meter.note(f"“{element.label.zh}”的类型不对", f"“{element.name}” is of the wrong type")
        return value

    def _decide(self, decision: Decision) -> Value:
        self.meter.enter()
        env = Env(self._scope(decision.needs), self.meter)
        result = decision.piece.run(env)
        value = decision.kind.fit(result)
        if value is None and result is not None:
            self.meter.note(f"“{decision.label.zh}”的结果类型不对", f"“{decision.name}” gave the wrong type")
        self.meter.leave()
        if isinstance(self.meter, Recorder):
            self.meter.decisions.append((decision, value))
        return value

    def _scope(self, needs: tuple[Reference, ...]) -> dict[str, Value]:
        names: dict[str, Value] = {}
        for need in needs:
            found = self.graph.find(need)
            if found is None:
                continue
            prefix, graph, element = found
            if graph is self.graph:
                names[element.name] = self.value(element)
            else:
                value = self._session_of(graph).value(element)
                if prefix:
                    names.setdefault(prefix, {})[element.name] = value
                else:
                    names[element.name] = value
        return names

    def _session_of(self, graph: Graph) -> "Session":
        key = id(graph)
        if key not in self._imported:
            self._imported[key] = Session(graph, self.facts, self.meter)
        return self._imported[key]

    def _knowledge(self, element: Knowledge) -> Function:
        home: dict[str, Value] = {}
        parameters, piece = element.parameters, element.piece

        def invoke(meter: Meter, given: list[Value], keywords: dict[str, Value] | None) -> Value:
            bound = bind(element.name, parameters, given, keywords, meter)
            if bound is None:
                return None
            meter.spend(piece.cost)
            meter.enter()
            try:
                return element.kind.fit(piece.run(Env(bound, meter, Env(home, meter))))
            finally:
                meter.leave()

        function = Function(element.name, parameters, invoke)
        home[element.name] = function
        home.update(self._scope(tuple(need for need in element.needs if need.id != element.id)))
        return function

    def _service(self, service: Service) -> Function:
        inputs = [
            found[2]
            for found in map(self.graph.find, (*service.input_data, *service.input_decisions))
            if found is not None
        ]
        parameters = tuple(
            Parameter(element.name, element.kind.fit)
            for element in inputs
            if isinstance(element, InputData | Decision)
        )

        def invoke(meter: Meter, given: list[Value], keywords: dict[str, Value] | None) -> Value:
            bound = bind(service.name, parameters, given, keywords, meter)
            if bound is None:
                return None
            return self.run_service(service, {element.id: bound[element.name] for element in inputs}, meter)

        return Function(service.name, parameters, invoke)

    def run_service(self, service: Service, given: dict[str, Value], meter: Meter) -> Value:
        """The value of a service: that of its one output decision, or a context of several."""
        meter.enter()
        session = Session(self.graph, {}, meter, given)
        outputs = [found[2] for found in map(self.graph.find, service.outputs) if found is not None]
        values = {element.name: session.value(element) for element in outputs}
        meter.leave()
        return service.kind.fit(next(iter(values.values())) if len(values) == 1 else values)
