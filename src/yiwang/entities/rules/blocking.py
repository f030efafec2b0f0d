"""Which records are compared at all: those that share a block, a keyed number made of a few columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yiwang.crypto.api import keyed_index

_HEX = 15


def block(at: int, values: Sequence[str]) -> int:
    """The number of a block. `keyed_index` hides what it is made of; 60 bits keep strangers apart."""
    return int(keyed_index("\x1f".join((f"block{at}", *values))).hex()[:_HEX], 16)


def block_sql(at: int, columns: Sequence[str]) -> str:
    """The same in DuckDB with the macros of `crypto`; NULL when a column is empty."""
    joined = " || chr(31) || ".join((f"'block{at}'", *columns))
    filled = " AND ".join(f"{column} <> ''" for column in columns)
    return f"CASE WHEN {filled} THEN ('0x' || left(lower(hex(keyed_index({joined}))), {_HEX}))::BIGINT END"


def blocks_of(standard: Mapping[str, Any], rules: Sequence[Sequence[str]]) -> list[int]:
    """The blocks a record stands in."""
    found = []
    for at, columns in enumerate(rules):
        values = [str(standard.get(column) or "") for column in columns]
        if all(values):
            found.append(block(at, values))
    return sorted(set(found))


def probes_of(standard: Mapping[str, Any], rules: Sequence[Sequence[str]]) -> list[int]:
    """The blocks to look into for a record: its own, and those it would stand in had a slip not happened."""
    found: set[int] = set()
    for variant in _variants(standard):
        found.update(blocks_of(variant, rules))
    return sorted(found)


def _variants(standard: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield standard
    birthday = str(standard.get("birthday") or "")
    if len(birthday) == 10 and birthday[8:10] <= "12" and birthday[5:7] != birthday[8:10]:
        yield {**standard, "birthday": f"{birthday[:4]}-{birthday[8:10]}-{birthday[5:7]}"}
