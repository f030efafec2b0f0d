"""Under whose reference the ledger keeps a look at a golden person: the one residents see under 谁看过我的数据.

Residents' accounts hang on the population register, which stands above this room and says who is who through a
protocol it registers here.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from yiwang.entities.rules.definition import Kind


class PersonIds(Protocol):
    """Gives the house's ids of persons by their numbers; unknown numbers are left out."""

    def __call__(self, numbers: Iterable[str]) -> Mapping[str, str]: ...


_source: list[PersonIds] = []


def register_person_ids(source: PersonIds) -> None:
    """Say who knows the ids of residents; the last one registered is asked."""
    _source[:] = [source]


def person_refs(kind: Kind, numbers: Mapping[int, str]) -> dict[int, str]:
    """The ledger's reference of each entity, by entity and valid number; empty for what is no person."""
    if not kind.personal:
        return dict.fromkeys(numbers, "")
    known = _source[0]([one for one in numbers.values() if one]) if _source else {}
    return {
        entity: f"person:{known[number]}" if number in known else f"person:E{entity}"
        for entity, number in numbers.items()
    }
