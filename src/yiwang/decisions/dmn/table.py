"""Decision tables (DMN 1.5 §8): testing rules, applying the hit policy, recording what happened."""

from dataclasses import dataclass

from yiwang.decisions.dmn.policies import Hit, apply_policy
from yiwang.decisions.dmn.recorder import Recorder
from yiwang.decisions.dmn.types import ItemType
from yiwang.decisions.feel.running.compiler import Run
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.running.tests import TESTED
from yiwang.decisions.feel.values.kinds import Value
from yiwang.text import Text


@dataclass(frozen=True, slots=True)
class InputColumn:
    """An input: its title, its FEEL text, and the values it may take if they are listed."""

    label: Text
    source: str
    run: Run
    kind: ItemType
    allowed: Run | None


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """An output: its name (empty for a single one), its type, its values by rank, its default."""

    name: str
    kind: ItemType
    ranked: tuple[Value, ...]
    default: Run | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: its tests, its results and what it says to people."""

    cells: tuple[Run, ...]
    tests: tuple[str, ...]
    outputs: tuple[Run, ...]
    annotation: Text


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table ready to run."""

    name: str
    label: Text
    policy: str
    aggregation: str
    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]
    rules: tuple[Rule, ...]
    cost: int

    def run(self, env: Env) -> Value:
        """The table's value; every cell of every rule is tested, so that the trace can explain each."""
        meter = env.meter
        meter.spend(self.cost)
        values = [self._input(column, env) for column in self.inputs]
        places = [env.inner({TESTED: value}) for value in values]
        held: list[list[Value]] = []
        hits: list[Hit] = []
        for number, rule in enumerate(self.rules):
            results = [cell(place) for cell, place in zip(rule.cells, places, strict=True)]
            held.append(results)
            if all(result is True for result in results) and not (self.policy == "FIRST" and hits):
                hits.append(Hit(number, self._outputs(rule, env)))
        value, fired = apply_policy(self, hits, env)
        if isinstance(meter, Recorder):
            meter.tables.append(Evaluation(self, values, held, hits, fired, value))
        return value

    def _input(self, column: InputColumn, env: Env) -> Value:
        value = column.kind.fit(column.run(env))
        if (
            column.allowed is not None
            and value is not None
            and column.allowed(env.inner({TESTED: value})) is not True
        ):
            env.meter.note(
                f"“{column.label.zh}”不在允许的取值之内", f"“{column.source}” is not an allowed value"
            )
        return value

    def _outputs(self, rule: Rule, env: Env) -> tuple[Value, ...]:
        return tuple(
            column.kind.fit(output(env)) for column, output in zip(self.outputs, rule.outputs, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one run of a table saw, kept raw: it is put into words only when somebody asks."""

    table: Table
    values: list[Value]
    held: list[list[Value]]
    hits: list[Hit]
    fired: frozenset[int]
    value: Value
