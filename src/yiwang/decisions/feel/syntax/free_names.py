"""Which names an expression takes from outside: what lets a model's spelling be checked before it runs."""

from yiwang.decisions.feel.syntax import nodes as n


def free_names(node: object, bound: frozenset[str] = frozenset()) -> set[str]:
    """The names that neither the expression itself nor `bound` defines.

    Names inside a filter are not looked at: they may be fields of the items, which are not known beforehand.
    """
    match node:
        case n.Name(name=name):
            return set() if name in bound else {name}
        case n.Filter(base=base):
            return free_names(base, bound)
        case n.ContextOf(entries=entries):
            return _in_turn(list(entries), bound)
        case n.FunctionOf(external=True):
            return set()
        case n.FunctionOf(parameters=parameters, body=body):
            return free_names(body, bound | {name for name, _ in parameters})
        case n.For(iterators=iterators, body=body):
            return _loop(iterators, body, bound | {"partial"})
        case n.Quantified(iterators=iterators, condition=condition):
            return _loop(iterators, condition, bound)
        case n.In(value=value, tests=tests):
            return free_names(value, bound) | free_names(tests, bound | {"?"})
        case n.TypeName() | n.Literal():
            return set()
        case tuple():
            return {name for part in node for name in free_names(part, bound)}
        case n.Node():
            return {
                name
                for field in node.__dataclass_fields__
                for name in free_names(getattr(node, field), bound)
            }
    return set()


def _in_turn(entries: list[tuple[str, n.Node]], bound: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for key, entry in entries:
        found |= free_names(entry, bound)
        bound |= {key}
    return found


def _loop(iterators: tuple[n.Iterator, ...], body: n.Node, bound: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for iterator in iterators:
        found |= free_names((iterator.domain, iterator.end), bound)
        bound |= {iterator.name}
    return found | free_names(body, bound)
