"""The one statement that turns a piece as read into staged rows: mapped, trimmed, unmistakable notations unified, faults found.

Everything stays text here: what is a date and what is not is for the quality room to say. Its SQL is DuckDB's.
"""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yiwang.collection.rules.cells import MARK

#: Longest cell for a column whose length the catalogue does not limit, in characters.
LONGEST_CELL = 32_767
FAULTS = "_faults"
#: A share of cells beyond which a column is not dirty but of another type.
ANOTHER_TYPE = 0.5
_LOST = "\ufffd"


@dataclass(frozen=True)
class Target:
    """A column of the resource: its name and type, where it comes from (empty: nowhere), the most characters (0: no
    limit of its own) and, for codes of one exact length in digits, that length."""

    name: str
    type: str
    source: str
    longest: int = 0
    digits: int = 0


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def staging_sql(targets: Sequence[Target], *, relation: str) -> str:
    """`SELECT _row, columns as text, _faults VARCHAR[]` over a relation that holds the source's columns as they came."""
    raw = ", ".join(
        f"{f'trim(CAST({quoted(one.source)} AS VARCHAR))' if one.source else 'NULL::VARCHAR'} AS {quoted(one.name)}"
        for one in targets
    )
    cells = ", ".join(f"{_value(one)} AS {quoted(one.name)}" for one in targets)
    faults = ", ".join(f"{_fault(one)}" for one in targets)
    return (
        f"SELECT _row, {cells}, list_filter([{faults}], one -> one IS NOT NULL) AS {FAULTS} "
        f"FROM (SELECT _row, {raw} FROM {relation})"
    )


def _value(target: Target) -> str:
    column = quoted(target.name)
    bare = (
        f"nullif(CASE WHEN starts_with({column}, {literal(MARK)}) THEN split_part({column}, {literal(MARK)}, 3) "
        f"ELSE replace({column}, chr(0), '') END, '')"
    )
    bare = f"left({bare}, {LONGEST_CELL})"
    if target.type == "date":
        return _date(bare)
    if target.type == "boolean":
        return (
            f"CASE lower({bare}) WHEN '是' THEN 'true' WHEN '否' THEN 'false' WHEN '1' THEN 'true' "
            f"WHEN '0' THEN 'false' WHEN 'y' THEN 'true' WHEN 'n' THEN 'false' ELSE {bare} END"
        )
    if target.type == "timestamp":
        zoned = r"'.*\d(Z|[+-]\d{2}(:?\d{2})?)$'"
        moment = (
            rf"regexp_full_match({bare}, '\d{{4}}-\d\d?-\d\d?[T ].*') AND regexp_full_match({bare}, {zoned})"
        )
        return f"CASE WHEN {moment} THEN coalesce(CAST(TRY_CAST({bare} AS TIMESTAMP) + INTERVAL 8 HOUR AS VARCHAR), {bare}) ELSE {bare} END"
    if target.type in ("int", "bigint", "double") or target.type.startswith("decimal"):
        return rf"CASE WHEN regexp_full_match({bare}, '-?\d{{1,3}}(,\d{{3}})+(\.\d+)?') THEN replace({bare}, ',', '') ELSE {bare} END"
    return bare


def _date(value: str) -> str:
    """ISO text of the notations that cannot be mistaken, spreadsheets' serial days among them."""
    return (
        f"CASE WHEN regexp_full_match({value}, '\\d{{4}}-\\d\\d-\\d\\d') THEN {value} "
        f"WHEN regexp_full_match({value}, '(19|20)\\d{{6}}') THEN coalesce(CAST(TRY_CAST(try_strptime({value}, '%Y%m%d') AS DATE) AS VARCHAR), {value}) "
        f"WHEN regexp_full_match({value}, '\\d{{4}}[/.]\\d\\d?[/.]\\d\\d?') THEN coalesce(CAST(TRY_CAST(replace({value}, '.', '/') AS DATE) AS VARCHAR), {value}) "
        f"WHEN regexp_full_match({value}, '\\d{{4}}年\\d\\d?月\\d\\d?日') THEN coalesce(CAST(TRY_CAST(try_strptime({value}, '%Y年%m月%d日') AS DATE) AS VARCHAR), {value}) "
        f"WHEN regexp_full_match({value}, '[12345]\\d{{4}}') THEN CAST(DATE '1899-12-30' + CAST({value} AS INTEGER) AS VARCHAR) "
        f"WHEN regexp_full_match({value}, '\\d{{4}}-\\d\\d-\\d\\d[ T]00:00:00.*') THEN left({value}, 10) "
        f"ELSE {value} END"
    )


def _fault(target: Target) -> str:
    column, name = quoted(target.name), target.name
    longest = target.longest or LONGEST_CELL
    tests = [
        (
            f"starts_with({column}, {literal(MARK)})",
            f"split_part({column}, {literal(MARK)}, 2) || {literal(':' + name)}",
        ),
        (f"length({column}) > {longest}", literal(f"too-long:{name}")),
        (f"contains({column}, chr(0))", literal(f"nul:{name}")),
        (f"contains({column}, {literal(_LOST)})", literal(f"encoding:{name}")),
    ]
    if target.type == "string":
        tests.append((rf"regexp_full_match({column}, '\d(\.\d+)?[eE]\+\d+')", literal(f"scientific:{name}")))
        if target.digits:
            short = rf"length({column}) < {target.digits} AND regexp_full_match({column}, '\d+')"
            tests.append((short, literal(f"zeros:{name}")))
    elif target.type.startswith("decimal("):
        scale = int(target.type.rstrip(")").split(",")[1])
        tests.append(
            (rf"regexp_full_match({column}, '-?[\d,]+\.\d{{{scale}}}\d*[1-9]\d*')", literal(f"scale:{name}"))
        )
    return "CASE " + " ".join(f"WHEN {test} THEN {told}" for test, told in tests) + " END"


def hash_sql(names: Sequence[str], *, relation: str) -> str:
    """`count, sum of row hashes` of a relation, whatever the order of its rows and whether its cells are text yet."""
    cells = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in names)
    return f"SELECT count(*), coalesce(sum(hash({cells})), 0) FROM {relation}"


def added(hashes: Sequence[str]) -> str:
    """The sum of hashes written in hex."""
    return f"{sum(int(one or '0', 16) for one in hashes):x}"


def drift(
    incoming: Sequence[str],
    wanted: Mapping[str, str],
    known: Sequence[str],
    required: Sequence[str],
) -> tuple[list[tuple[str, str]], list[str]]:
    """What is wrong with the columns that came, and which of them nobody knows.

    `wanted` gives the source's name by the catalogue's; `known` are the columns that came before. Wrong is a required
    column, or one that came before, that is missing: `(source's name, the new column it may have become)`.
    """
    there = set(incoming)
    unknown = [one for one in incoming if one not in set(wanted.values())]
    missing = [
        source
        for name, source in wanted.items()
        if source not in there and (name in required or source in known)
    ]
    fresh = [one for one in unknown if one not in known]
    return [
        (one, fresh[number] if number < len(fresh) else "") for number, one in enumerate(missing)
    ], unknown
