"""Calling functions and making them."""

from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.running.compiler import Run, compiled, weight
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.running.types import coercion
from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.values.kinds import Function, Parameter, Value


@compiled.register
def _call(node: n.Call) -> Run:
    callee = compiled(node.callee)
    arguments = [compiled(argument) for argument in node.arguments]
    keywords = node.keywords
    shown = node.callee.name if isinstance(node.callee, n.Name) else "function"

    def run(env: Env) -> Value:
        function = callee(env)
        if type(function) is not Function:
            env.meter.note(f"“{shown}”不是函数", f"“{shown}” is not a function")
            return None
        given = [argument(env) for argument in arguments]
        if keywords is not None:
            return function.invoke(env.meter, [], dict(zip(keywords, given, strict=True)))
        return function.invoke(env.meter, given, None)

    return run


@compiled.register
def _function(node: n.FunctionOf) -> Run:
    parameters = tuple(Parameter(name, coercion(kind) if kind else None) for name, kind in node.parameters)
    if node.external:
        return _external
    body, cost = compiled(node.body), weight(node.body)
    return lambda env: user_function("", parameters, body, cost, env)


def _external(env: Env) -> Value:
    env.meter.note("不允许外部函数", "external functions are not allowed")
    return None


def user_function(name: str, parameters: tuple[Parameter, ...], body: Run, cost: int, home: Env) -> Function:
    """A function whose body is FEEL, running in the environment where it was made."""

    def invoke(meter: Meter, given: list[Value], keywords: dict[str, Value] | None) -> Value:
        bound = bind(name, parameters, given, keywords, meter)
        if bound is None:
            return None
        meter.spend(cost)
        meter.enter()
        try:
            return body(Env(bound, meter, home))
        finally:
            meter.leave()

    return Function(name, parameters, invoke)


def bind(
    name: str,
    parameters: tuple[Parameter, ...],
    given: list[Value],
    keywords: dict[str, Value] | None,
    meter: Meter,
) -> dict[str, Value] | None:
    """Each parameter's value, converted to its type; null (with a note) when the arguments do not fit."""
    names = [parameter.name for parameter in parameters]
    if keywords is None:
        if len(given) != len(names):
            meter.note(f"{name}的参数个数不对", f"{name}: wrong number of arguments")
            return None
        keywords = dict(zip(names, given, strict=True))
    elif keywords.keys() != set(names):
        meter.note(f"{name}的参数名不对", f"{name}: wrong argument names")
        return None
    bound: dict[str, Value] = {}
    for parameter in parameters:
        value = keywords[parameter.name]
        bound[parameter.name] = value if parameter.coerce is None else parameter.coerce(value)
        if value is not None and bound[parameter.name] is None:
            meter.note(
                f"{name}的参数“{parameter.name}”类型不对", f"{name}: “{parameter.name}” is of the wrong type"
            )
            return None
    return bound
