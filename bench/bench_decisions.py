"""What one decision costs: a table of ten rules, its explanation, and how the cost grows with the rules."""

import time
from collections.abc import Callable

from bench.results import Figure, write
from yiwang.decisions.api import DecisionModel

ROUNDS = 2_000
FACTS = {"age": 64, "kind": "户籍", "state": "正常"}


def main() -> None:
    """Measure and write `bench/results/decisions.json`."""
    ten, hundred = _model(10), _model(100)
    reading = _each(lambda: DecisionModel.parse(_table(10)), 50)
    deciding = _each(lambda: ten.evaluate("d", FACTS))
    explaining = _each(lambda: ten.evaluate("d", FACTS).trace)
    many = _each(lambda: hundred.evaluate("d", FACTS), 500)
    size = "10 rules of 3 tests, FIRST, all cells tested"
    write(
        "decisions",
        [
            Figure(
                "decide",
                deciding * 1000,
                "ms",
                "< 0.3 ms",
                "reading the model each time",
                deciding / reading,
                size,
            ),
            Figure(
                "decide-and-explain", explaining * 1000, "ms", "< 1 ms", "decide", explaining / deciding, size
            ),
            Figure(
                "decide-100-rules",
                many * 1000,
                "ms",
                "< 10 × ten rules",
                "decide",
                many / deciding,
                "100 rules",
            ),
            Figure("read", reading * 1000, "ms", "< 20 ms", "decide", reading / deciding, size),
        ],
    )


def _model(rules: int) -> DecisionModel:
    return DecisionModel.parse(_table(rules))


def _table(rules: int) -> bytes:
    names = (("age", "number"), ("kind", "string"), ("state", "string"))
    data = "".join(
        f'<inputData id="i{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'
        for name, kind in names
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#i{name}"/></informationRequirement>'
        for name, _ in names
    )
    columns = "".join(
        f'<input label="{name}"><inputExpression typeRef="{kind}"><text>{name}</text></inputExpression></input>'
        for name, kind in names
    )
    rows = "".join(
        f"<rule><inputEntry><text>[{60 + n}..{61 + n})</text></inputEntry>"
        '<inputEntry><text>"户籍","居住证"</text></inputEntry><inputEntry><text>not("死亡")</text></inputEntry>'
        f'<outputEntry><text>"grade {n}"</text></outputEntry>'
        f"<annotationEntry><text>第{n}档</text></annotationEntry></rule>"
        for n in range(rules)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="b" name="b" namespace="b">'
        f'{data}<decision id="d" name="d"><variable name="d"/>{needs}<decisionTable hitPolicy="FIRST">'
        f'{columns}<output name="r"/><annotation name="zh"/>{rows}</decisionTable></decision></definitions>'
    ).encode()


def _each(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds one act takes, the median of five turns."""
    turns = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(rounds // 5):
            act()
        turns.append((time.perf_counter() - began) / (rounds // 5))
    return sorted(turns)[2]
