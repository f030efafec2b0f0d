"""Boxed expressions (DMN 1.5 §10.2): each becomes a closure, as FEEL texts do."""

from collections.abc import Callable
from typing import TypeAlias

from lxml import etree

from yiwang.decisions.dmn.builder import Builder, Piece, nothing
from yiwang.decisions.dmn.reading import child, children, text_of
from yiwang.decisions.dmn.table_reading import read_table
from yiwang.decisions.dmn.types import ItemType
from yiwang.decisions.feel.running.calls import user_function
from yiwang.decisions.feel.running.compiler import Run
from yiwang.decisions.feel.running.control import filtered
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.values.kinds import Function, Parameter, Value
from yiwang.decisions.safe_xml import local

Reader: TypeAlias = Callable[[Builder, etree._Element, frozenset[str], str], Piece]


def expression_in(element: etree._Element) -> etree._Element | None:
    """The boxed expression among an element's children."""
    return child(element, *READERS)


def boxed(builder: Builder, element: etree._Element | None, scope: frozenset[str], name: str) -> Piece:
    """Build a boxed expression; `name` is what a table inside is called in the trace."""
    if element is None:
        return nothing("没有表达式", "there is no expression")
    return READERS[local(element)](builder, element, scope, name)


def _inside(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    inner = expression_in(element)
    if inner is None:
        builder.problem(
            element, f"“{local(element)}”中没有表达式。", f"<{local(element)}> holds no expression."
        )
    return boxed(builder, inner, scope, name)


def _literal(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    language = element.get("expressionLanguage", "")
    if language and "feel" not in language.lower():
        builder.problem(
            element, f"只能使用FEEL，不支持“{language}”。", f"Only FEEL may be used, not “{language}”."
        )
        return nothing("不支持的表达式语言", "unsupported expression language")
    piece = builder.expression(element, text_of(element), scope)
    kind = builder.type_ref(element)
    return Piece(_fitted(piece, kind), piece.cost)


def _fitted(piece: Piece, kind: ItemType) -> Run:
    return piece.run if kind.check is None else lambda env: kind.fit(piece.run(env))


def _context(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    entries: list[tuple[str, Run]] = []
    cost = 1
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        key = variable.get("name", "") if variable is not None else ""
        piece = _inside(builder, entry, scope, f"{name} · {key}" if key else name)
        kind = builder.type_ref(variable)
        entries.append((key, _fitted(piece, kind)))
        cost += piece.cost
        scope |= {key}

    def run(env: Env) -> Value:
        made: dict[str, Value] = {}
        inner = env.inner(made)
        for key, entry_run in entries:
            value = entry_run(inner)
            if not key:
                return value
            made[key] = value
        return made

    return Piece(run, cost)


def _invocation(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    callee = _inside(builder, element, scope, name)
    bindings: dict[str, Piece] = {}
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        key = parameter.get("name", "") if parameter is not None else ""
        bindings[key] = _inside(builder, binding, scope, f"{name} · {key}")

    def run(env: Env) -> Value:
        function = callee.run(env)
        if type(function) is not Function:
            env.meter.note(f"“{name}”调用的不是函数", f"“{name}” does not invoke a function")
            return None
        return function.invoke(env.meter, [], {key: piece.run(env) for key, piece in bindings.items()})

    return Piece(run, callee.cost + sum(piece.cost for piece in bindings.values()))


def parameters_of(builder: Builder, element: etree._Element) -> tuple[Parameter, ...]:
    """The formal parameters of a function definition, with their types."""
    return tuple(
        Parameter(parameter.get("name", ""), builder.type_ref(parameter).fit)
        for parameter in children(element, "formalParameter")
    )


def function_body(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    """The body of a function definition; only FEEL bodies are allowed."""
    kind = element.get("kind", "FEEL")
    if kind != "FEEL":
        builder.problem(element, f"不允许“{kind}”函数。", f"“{kind}” functions are not allowed.")
        return nothing("不允许外部函数", "external functions are not allowed")
    names = {parameter.get("name", "") for parameter in children(element, "formalParameter")}
    return _inside(builder, element, scope | names, name)


def _function(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    parameters = parameters_of(builder, element)
    body = function_body(builder, element, scope, name)
    if element.get("kind", "FEEL") != "FEEL":
        return body
    return Piece(lambda env: user_function(name, parameters, body.run, body.cost, env))


def _list(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    items = [boxed(builder, item, scope, name) for item in children(element, *READERS)]
    return Piece(lambda env: [item.run(env) for item in items], 1 + sum(item.cost for item in items))


def _relation(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    columns = [column.get("name", "") for column in children(element, "column")]
    rows: list[list[Piece]] = []
    for row in children(element, "row"):
        cells = [boxed(builder, cell, scope, name) for cell in children(row, *READERS)]
        if len(cells) != len(columns):
            builder.problem(
                row, "行的单元格数与列数不同。", "The row has not as many cells as there are columns."
            )
        rows.append(cells)

    def run(env: Env) -> Value:
        return [{key: cell.run(env) for key, cell in zip(columns, cells, strict=False)} for cells in rows]

    return Piece(run, 1 + sum(cell.cost for cells in rows for cell in cells))


def _part(builder: Builder, element: etree._Element, part: str, scope: frozenset[str], name: str) -> Piece:
    inner = child(element, part)
    if inner is None:
        builder.problem(element, f"缺少“{part}”。", f"<{part}> is missing.")
        return nothing(f"缺少{part}", f"{part} is missing")
    return _inside(builder, inner, scope, name)


def _conditional(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    test, then, otherwise = (_part(builder, element, part, scope, name) for part in ("if", "then", "else"))

    def run(env: Env) -> Value:
        held = test.run(env)
        if held is not None and type(held) is not bool:
            env.meter.note(f"“{name}”的条件不是布尔值", f"the condition of “{name}” is not a boolean")
            return None
        return then.run(env) if held is True else otherwise.run(env)

    return Piece(run, test.cost + then.cost + otherwise.cost)


def _filter(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    items = _part(builder, element, "in", scope, name)
    builder_scope = scope | builder.names | {"item"}
    match = _part(builder, element, "match", builder_scope, name)

    def run(env: Env) -> Value:
        value = items.run(env)
        listed = value if type(value) is list else [] if value is None else [value]
        return filtered(listed, match.run, match.cost, env)

    return Piece(run, items.cost)


def _iteration(builder: Builder, element: etree._Element, scope: frozenset[str], name: str) -> Piece:
    """`for`, `some` and `every`: run the body for each item of a list."""
    word, variable = local(element), element.get("iteratorVariable", "")
    items = _part(builder, element, "in", scope, name)
    body = _part(
        builder, element, "return" if word == "for" else "satisfies", scope | {variable, "partial"}, name
    )

    def run(env: Env) -> Value:
        value = items.run(env)
        if value is None:
            return None
        results: list[Value] = []
        for item in value if type(value) is list else [value]:
            env.meter.spend(body.cost)
            results.append(body.run(env.inner({variable: item, "partial": list(results)})))
        if word == "for":
            return results
        decisive = word == "some"
        if any(result is decisive for result in results):
            return decisive
        return not decisive if all(type(result) is bool for result in results) else None

    return Piece(run, items.cost)


READERS: dict[str, Reader] = {
    "literalExpression": _literal,
    "decisionTable": read_table,
    "context": _context,
    "invocation": _invocation,
    "functionDefinition": _function,
    "list": _list,
    "relation": _relation,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iteration,
    "some": _iteration,
    "every": _iteration,
}
