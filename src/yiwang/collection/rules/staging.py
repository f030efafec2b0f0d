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
#: Microseconds by which the city's wall clock is ahead of UTC.
_CITY_AHEAD = 8 * 3600 * 1_000_000


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
    """`SELECT _row, columns as text, _faults VARCHAR[]` over a relation that holds the source's columns as they came.

    Cheap tests stand before patterns: nearly every cell is as it should be, and a pattern costs ten times a comparison.
    """
    raw = ", ".join(
        f"{f'trim(CAST({quoted(one.source)} AS VARCHAR))' if one.source else 'NULL::VARCHAR'} AS {quoted(one.name)}"
        for one in targets
    )
    bare = ", ".join(f"{_bare(quoted(one.name))} AS {quoted(one.name)}" for one in targets)
    faults = ", ".join(_fault(one) for one in targets)
    cells = ", ".join(f"{_value(one)} AS {quoted(one.name)}" for one in targets)
    return (
        f"SELECT _row, {cells}, {FAULTS} FROM (SELECT _row, {bare}, "
        f"list_filter([{faults}], one -> one IS NOT NULL) AS {FAULTS} FROM (SELECT _row, {raw} FROM {relation}))"
    )


def _bare(column: str) -> str:
    """The cell without a reader's mark, without NULs, and no longer than any cell may be; empty is null."""
    unmarked = f"CASE WHEN starts_with({column}, {literal(MARK)}) THEN split_part({column}, {literal(MARK)}, 3) ELSE {column} END"
    odd = f"starts_with({column}, {literal(MARK)}) OR length({column}) > {LONGEST_CELL} OR contains({column}, chr(0))"
    return f"nullif(CASE WHEN {odd} THEN left(replace({unmarked}, chr(0), ''), {LONGEST_CELL}) ELSE {column} END, '')"


def _value(target: Target) -> str:
    cell = quoted(target.name)
    if target.type == "date":
        return _date(cell)
    if target.type == "timestamp":
        return _timestamp(cell)
    if target.type == "boolean":
        return (
            f"CASE lower({cell}) WHEN '是' THEN 'true' WHEN '否' THEN 'false' WHEN '1' THEN 'true' "
            f"WHEN '0' THEN 'false' WHEN 'y' THEN 'true' WHEN 'n' THEN 'false' ELSE {cell} END"
        )
    if target.type != "string":
        grouped = rf"contains({cell}, ',') AND regexp_full_match({cell}, '-?\d{{1,3}}(,\d{{3}})+(\.\d+)?')"
        return f"CASE WHEN {grouped} THEN replace({cell}, ',', '') ELSE {cell} END"
    return cell


def _timestamp(cell: str) -> str:
    """Moments with a zone become the city's wall clock."""
    zoned = rf"regexp_full_match({cell}, '\d{{4}}-\d\d?-\d\d?[T ].*\d(Z|[+-]\d{{2}}(:?\d{{2}})?)')"
    moved = f"CAST(make_timestamp(epoch_us(TRY_CAST({cell} AS TIMESTAMPTZ)) + {_CITY_AHEAD}) AS VARCHAR)"
    return f"CASE WHEN length({cell}) > 19 AND {zoned} THEN coalesce({moved}, {cell}) ELSE {cell} END"


def _date(cell: str) -> str:
    """ISO text of the notations that cannot be mistaken, spreadsheets' serial days among them."""

    def read(day: str) -> str:
        return f"coalesce(CAST(TRY_CAST({day} AS DATE) AS VARCHAR), {cell})"

    notations = {
        r"(19|20)\d{6}": read(f"try_strptime({cell}, '%Y%m%d')"),
        r"\d{4}[/.]\d\d?[/.]\d\d?": read(f"replace({cell}, '.', '/')"),
        r"\d{4}年\d\d?月\d\d?日": read(f"try_strptime({cell}, '%Y年%m月%d日')"),
        r"[12345]\d{4}": f"CAST(DATE '1899-12-30' + CAST({cell} AS INTEGER) AS VARCHAR)",
        r"\d{4}-\d\d-\d\d[ T]00:00:00.*": f"left({cell}, 10)",
    }
    tests = " ".join(
        f"WHEN regexp_full_match({cell}, '{one}') THEN {told}" for one, told in notations.items()
    )
    return f"CASE WHEN {cell} IS NULL OR {cell} LIKE '____-__-__' THEN {cell} {tests} ELSE {cell} END"


def _fault(target: Target) -> str:
    column, name = quoted(target.name), target.name
    longest = target.longest or LONGEST_CELL
    tests = [
        (f"{column} IS NULL", "NULL"),
        (
            f"starts_with({column}, {literal(MARK)})",
            f"split_part({column}, {literal(MARK)}, 2) || {literal(':' + name)}",
        ),
        (f"length({column}) > {longest}", literal(f"too-long:{name}")),
        (f"contains({column}, chr(0))", literal(f"nul:{name}")),
        (f"contains({column}, {literal(_LOST)})", literal(f"encoding:{name}")),
    ]
    if target.type == "string":
        raised = rf"contains({column}, '+') AND regexp_full_match({column}, '\d(\.\d+)?[eE]\+\d+')"
        tests.append((raised, literal(f"scientific:{name}")))
        if target.digits:
            short = rf"length({column}) < {target.digits} AND regexp_full_match({column}, '\d+')"
            tests.append((short, literal(f"zeros:{name}")))
    elif target.type.startswith("decimal("):
        scale = int(target.type.rstrip(")").split(",")[1])
        finer = (
            rf"contains({column}, '.') AND regexp_full_match({column}, '-?[\d,]+\.\d{{{scale}}}\d*[1-9]\d*')"
        )
        tests.append((finer, literal(f"scale:{name}")))
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
