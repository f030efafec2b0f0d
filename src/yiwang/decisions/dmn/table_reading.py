"""Reading a decision table from XML."""

from lxml import etree

from yiwang.decisions.dmn.builder import Builder, Piece
from yiwang.decisions.dmn.policies import AGGREGATIONS, MULTIPLE, SINGLE
from yiwang.decisions.dmn.reading import child, children, text_of, title_of
from yiwang.decisions.dmn.table import InputColumn, OutputColumn, Rule, Table
from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.values.kinds import Value
from yiwang.text import Text

_LANGUAGES = ("zh", "en")


def read_table(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    """Build a decision table, reporting every mistake in it."""
    inputs = [_input(builder, column, scope) for column in children(element, "input")]
    outputs = [_output(builder, column, scope) for column in children(element, "output")]
    annotations = [column.get("name", "") for column in children(element, "annotation")]
    rules: list[Rule] = []
    cost = 1
    for row in children(element, "rule"):
        rule, rule_cost = _rule(builder, row, scope, annotations)
        if len(rule.cells) != len(inputs) or len(rule.outputs) != len(outputs):
            builder.problem(
                row,
                f"规则有{len(rule.cells)}个条件、{len(rule.outputs)}个结果，表头为{len(inputs)}个和{len(outputs)}个。",
                f"The rule has {len(rule.cells)} tests and {len(rule.outputs)} results; the table has {len(inputs)} and "
                f"{len(outputs)}.",
            )
            continue
        rules.append(rule)
        cost += rule_cost
    table = Table(
        name=name,
        label=title_of(element, element.get("outputLabel") or name),
        policy=element.get("hitPolicy", "UNIQUE"),
        aggregation=element.get("aggregation", ""),
        inputs=tuple(inputs),
        outputs=tuple(outputs),
        rules=tuple(rules),
        cost=cost,
    )
    _check(builder, element, table)
    return Piece(table.run, cost)


def _check(builder: Builder, element: etree._Element, table: Table) -> None:
    if table.policy not in SINGLE + MULTIPLE:
        builder.problem(element, f"未知的命中策略“{table.policy}”。", f"Unknown hit policy “{table.policy}”.")
    if table.aggregation and table.aggregation not in AGGREGATIONS:
        builder.problem(
            element, f"未知的汇总方式“{table.aggregation}”。", f"Unknown aggregation “{table.aggregation}”."
        )
    if not table.outputs:
        builder.problem(element, "决策表没有输出列。", "The decision table has no output.")
    if len(table.outputs) > 1:
        if table.aggregation:
            builder.problem(element, "多个输出列不能汇总。", "Several outputs cannot be aggregated.")
        if len({column.name for column in table.outputs} - {""}) < len(table.outputs):
            builder.problem(element, "每个输出列都要有不同的名称。", "Every output needs a name of its own.")
    if table.policy in ("PRIORITY", "OUTPUT ORDER") and not any(column.ranked for column in table.outputs):
        builder.problem(
            element,
            "按优先级的决策表须在outputValues中列出取值顺序。",
            "A table that goes by priority must rank its values in outputValues.",
        )


def _input(builder: Builder, element: etree._Element, scope: frozenset[str]) -> InputColumn:
    expression = child(element, "inputExpression")
    source = text_of(expression)
    place = expression if expression is not None else element
    if not source:
        builder.problem(place, "输入列没有表达式。", "The input has no expression.")
    piece = builder.expression(place, source, scope)
    allowed = child(element, "inputValues")
    tests = (
        builder.tests(allowed, text_of(allowed), scope).run
        if allowed is not None and text_of(allowed)
        else None
    )
    return InputColumn(title_of(element, source), source, piece.run, builder.type_ref(expression), tests)


def _output(builder: Builder, element: etree._Element, scope: frozenset[str]) -> OutputColumn:
    default = child(element, "defaultOutputEntry")
    run = builder.expression(default, text_of(default), scope).run if default is not None else None
    return OutputColumn(element.get("name", ""), builder.type_ref(element), _ranked(builder, element), run)


def _ranked(builder: Builder, element: etree._Element) -> tuple[Value, ...]:
    values = child(element, "outputValues")
    if values is None or not text_of(values):
        return ()
    listed = builder.expression(values, f"[{text_of(values)}]", frozenset()).run(Env({}, Meter()))
    return tuple(listed) if isinstance(listed, list) else ()


def _rule(
    builder: Builder, element: etree._Element, scope: frozenset[str], annotations: list[str]
) -> tuple[Rule, int]:
    entries = list(children(element, "inputEntry"))
    cells = [builder.tests(entry, text_of(entry), scope) for entry in entries]
    outputs = [builder.expression(entry, text_of(entry), scope) for entry in children(element, "outputEntry")]
    notes = [text_of(entry) for entry in children(element, "annotationEntry")]
    rule = Rule(
        cells=tuple(cell.run for cell in cells),
        tests=tuple(text_of(entry) or "-" for entry in entries),
        outputs=tuple(output.run for output in outputs),
        annotation=_annotation(annotations, notes),
    )
    return rule, sum(piece.cost for piece in (*cells, *outputs))


def _annotation(names: list[str], notes: list[str]) -> Text:
    """The rule's words: from the columns named zh and en, else from the first and second column."""
    named = {name: note for name, note in zip(names, notes, strict=False) if name in _LANGUAGES}
    if not named:
        named = dict(zip(_LANGUAGES, notes, strict=False))
    return Text(named.get("zh", ""), named.get("en", ""))
