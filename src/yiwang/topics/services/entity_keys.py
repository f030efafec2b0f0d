"""From the numbers that departments write to the identifiers of entities."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from yiwang.access.api import Actor
from yiwang.registers import api as registers
from yiwang.topics.types import TableDefinition


def with_entities(data: pa.Table, table: TableDefinition, *, by: Actor) -> tuple[pa.Table, dict[str, str]]:
    """The rows with a column `<kind>_entity` for persons; and which key column each was made from.

    A credit code, a home's unit number, a plate and an address code are stable and stand for themselves; a resident's
    number is not shown to everybody and may be corrected, so persons get the register's own id.
    """
    extra: dict[str, str] = {}
    column = table.keys.get("person", "")
    if column in data.schema.names and not table.key_is_blind:
        numbers = [str(one) if one is not None else None for one in data[column].to_pylist()]
        known = registers.person_ids([one for one in numbers if one])
        data = data.append_column(
            "person_entity", pa.array([known.get(one or "") for one in numbers], pa.string())
        )
        extra["person_entity"] = column
    return data, extra


def entity_of(kind: str, number: str) -> str:
    """The reference of one entity (`person:17`), empty when nobody is known by the number."""
    if kind == "person":
        found: Mapping[str, str] = registers.person_ids([number])
        return f"person:{found[number]}" if number in found else ""
    return f"{kind}:{number}" if number else ""


def entities_of(kind: str, numbers: Sequence[str]) -> dict[str, str]:
    """References of many entities by their numbers."""
    if kind == "person":
        return {number: f"person:{one}" for number, one in registers.person_ids(numbers).items()}
    return {number: f"{kind}:{number}" for number in numbers}
