"""Which identifier each group of records bears: the one most of them had. None is used again for others."""

from collections.abc import Callable, Iterable, Mapping


def keep_identifiers(
    groups: Iterable[frozenset[str]], held: Mapping[str, int], fresh: Callable[[], int]
) -> dict[str, int]:
    """An identifier for each record: a group keeps the one most of its records had, the older at a tie.

    Only a group that keeps none gets a fresh one. None is ever given to strangers.
    """
    found: dict[str, int] = {}
    left = sorted(groups, key=min)
    taken: set[int] = set()
    claims = []
    for group in left:
        counts: dict[int, int] = {}
        for name in group:
            if name in held:
                counts[held[name]] = counts.get(held[name], 0) + 1
        claims += [(-count, identifier, min(group), group) for identifier, count in counts.items()]
    for _, identifier, _, group in sorted(claims, key=lambda one: one[:3]):
        if identifier not in taken and group in left:
            taken.add(identifier)
            left.remove(group)
            found |= dict.fromkeys(group, identifier)
    for group in left:
        found |= dict.fromkeys(group, fresh())
    return found
