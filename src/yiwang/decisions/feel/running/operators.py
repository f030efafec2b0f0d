"""Arithmetic, comparison, three-valued logic, `between`, `in` and `instance of`."""

from collections.abc import Callable

from yiwang.decisions.feel.running.compiler import Run, compiled
from yiwang.decisions.feel.running.env import Env
from yiwang.decisions.feel.running.types import check_of
from yiwang.decisions.feel.syntax import nodes as n
from yiwang.decisions.feel.values.arithmetic import calculate, negate
from yiwang.decisions.feel.values.compare import equal, order
from yiwang.decisions.feel.values.kinds import Value, kind_of

_ORDERINGS: dict[str, Callable[[int], bool]] = {
    "<": lambda place: place < 0,
    "<=": lambda place: place <= 0,
    ">": lambda place: place > 0,
    ">=": lambda place: place >= 0,
}


@compiled.register
def _binary(node: n.Binary) -> Run:
    left, right = compiled(node.left), compiled(node.right)
    match node.operator:
        case "and":
            return _junction(left, right, decisive=False)
        case "or":
            return _junction(left, right, decisive=True)
        case "=":
            return lambda env: equal(left(env), right(env), env.meter)
        case "!=":
            return _unequal(left, right)
        case operator if operator in _ORDERINGS:
            return _ordering(operator, left, right)
        case operator:
            return _arithmetic(operator, left, right)


def _junction(left: Run, right: Run, decisive: bool) -> Run:
    """`and` is settled by a false, `or` by a true; anything but a boolean counts as null."""

    def run(env: Env) -> Value:
        first = left(env)
        if first is decisive:
            return decisive
        second = right(env)
        if second is decisive:
            return decisive
        return None if type(first) is not bool or type(second) is not bool else not decisive

    return run


def _unequal(left: Run, right: Run) -> Run:
    def run(env: Env) -> Value:
        same = equal(left(env), right(env), env.meter)
        return None if same is None else not same

    return run


def mismatch(operator: str, left: Value, right: Value, env: Env) -> None:
    """Note that an operator met kinds that do not go together; a null operand needs no note."""
    if left is not None and right is not None:
        kinds = f"{kind_of(left)} {operator} {kind_of(right)}"
        env.meter.note(f"无法计算：{kinds}", f"cannot compute {kinds}")


def _ordering(operator: str, left: Run, right: Run) -> Run:
    holds = _ORDERINGS[operator]

    def run(env: Env) -> Value:
        first, second = left(env), right(env)
        place = order(first, second) if first is not None and second is not None else None
        if place is None:
            mismatch(operator, first, second, env)
            return None
        return holds(place)

    return run


def _arithmetic(operator: str, left: Run, right: Run) -> Run:
    def run(env: Env) -> Value:
        first, second = left(env), right(env)
        value = calculate(operator, first, second)
        if value is None:
            mismatch(operator, first, second, env)
        elif type(value) is str:
            env.meter.check_text(value)
        return value

    return run


@compiled.register
def _negate(node: n.Negate) -> Run:
    operand = compiled(node.operand)
    return lambda env: negate(operand(env))


@compiled.register
def _between(node: n.Between) -> Run:
    value, low, high = compiled(node.value), compiled(node.low), compiled(node.high)

    def run(env: Env) -> Value:
        tested = value(env)
        places = (order(tested, low(env)), order(tested, high(env)))
        if places[0] is None or places[1] is None:
            return None
        return places[0] >= 0 and places[1] <= 0

    return run


@compiled.register
def _instance_of(node: n.InstanceOf) -> Run:
    value, check = compiled(node.value), check_of(node.type_name)
    if check is None:
        return lambda env: None
    return lambda env: check(value(env))
