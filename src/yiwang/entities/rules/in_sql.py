"""What `prepare` does to one row, said in DuckDB for whole columns; a property test holds the two against each other.

What SQL cannot say exactly (names by sound, numbers of the first generation) is left to Python, once for each distinct
value: `ODD` conditions tell which values those are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yiwang.entities.rules.blocking import block_sql
from yiwang.entities.rules.definition import Kind, Source
from yiwang.entities.rules.numbers import SCHEMES
from yiwang.entities.rules.standard import AS_IT_STANDS

SPLIT = "chr(31)"
#: What Python's `str.strip` takes away.
_SPACES = "".join(chr(one) for one in range(0x3001) if chr(one).isspace())
#: A number that is in its tidy form already.
TIDY = "regexp_full_match({0}, '[0-9A-Z]*')"


def literal(text: str) -> str:
    """A string as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def value(name: str) -> str:
    """The column of an attribute's value."""
    return quoted(f"v_{name}")


def trimmed(column: str) -> str:
    """`str.strip`; looking first is six times faster than trimming every value."""
    around = "[" + "".join(rf"\x{{{ord(one):x}}}" for one in _SPACES) + "]"
    return f"CASE WHEN regexp_matches({column}, '^{around}|{around}$') THEN trim({column}, {literal(_SPACES)}) ELSE {column} END"


@dataclass(frozen=True)
class Landed:
    """The columns of the source's table by name, with their types (`lake.Column`)."""

    types: Mapping[str, str]

    def bare(self, column: str) -> str:
        """A key's part or a number, as `str(...).strip()`; never NULL."""
        kind = self.types.get(column)
        if kind is None:
            return "''"
        name = quoted(column)
        return f"coalesce({trimmed(name) if kind == 'string' else f'CAST({name} AS VARCHAR)'}, '')"

    def text(self, column: str, mapped: Mapping[str, str]) -> str:
        """A value as `as_text` gives it; NULL for nothing."""
        kind, name = self.types.get(column), quoted(column)
        if kind is None:
            return "NULL::VARCHAR"
        if kind == "boolean":
            return f"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END"
        if kind == "timestamp":
            return f"CAST(CAST({name} AS DATE) AS VARCHAR)"
        if kind == "date":
            return f"CAST({name} AS VARCHAR)"
        plain = trimmed(name) if kind == "string" else f"CAST({name} AS VARCHAR)"
        if mapped:
            cases = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in mapped.items())
            plain = f"CASE ({plain}) {cases} ELSE {plain} END"
        return f"nullif({plain}, '')"

    def moment(self, column: str) -> str:
        """The row's date, in a form that orders and becomes a TIMESTAMPTZ; NULL for none."""
        kind, name = self.types.get(column), quoted(column)
        if kind in ("timestamp", "date"):
            return name
        return f"TRY_CAST({trimmed(name)} AS TIMESTAMPTZ)" if kind == "string" else "NULL::TIMESTAMPTZ"

    def wanted(self, source: Source) -> str:
        """The condition of a source's filter."""
        parts = []
        for column, values in source.where.items():
            name = quoted(column) if column in self.types else "'None'"
            if self.types.get(column) == "boolean":
                name = f"CASE WHEN {name} THEN 'True' WHEN NOT {name} THEN 'False' END"
            listed = ", ".join(map(literal, values))
            parts.append(f"coalesce(CAST({name} AS VARCHAR), 'None') IN ({listed})")
        return " AND ".join(parts) or "true"


def newest(source: Source, landed: Landed, view: str) -> str:
    """Of each key the newest row that is ours: k, raw, as_of, and a column for each value (`v_…`)."""
    key = f" || {SPLIT} || ".join(landed.bare(column) for column in source.key)
    texts = {
        name: landed.text(column, source.values.get(name, {})) for name, column in source.columns.items()
    }
    if source.after:
        ties = [landed.bare(source.after)]
    else:
        ties = [f"coalesce({texts[name]}, '')" for name in sorted(texts)]
    order = ", ".join(f"{one} DESC" for one in ("moment", *ties))
    columns = ", ".join(f"{text} AS {value(name)}" for name, text in texts.items())
    return f"""
    SELECT k, {landed.bare(source.number)} AS raw, CAST(moment AS TIMESTAMPTZ) AS as_of, {columns}
    FROM (
        SELECT *, {key} AS k, {landed.moment(source.as_of)} AS moment FROM {view} WHERE {landed.wanted(source)}
    )
    WHERE {usable("k", "moment")}
    QUALIFY row_number() OVER (PARTITION BY k ORDER BY {order}) = 1"""  # noqa: S608


def counts(source: Source, landed: Landed, view: str) -> str:
    """How many rows are ours, and how many of them have no key or no date."""
    key = " || ".join(landed.bare(column) for column in source.key)
    moment = landed.moment(source.as_of)
    return f"""
    SELECT count(*), count(*) FILTER (NOT ({usable(key, moment)})) FROM {view}
    WHERE {landed.wanted(source)}"""  # noqa: S608


def usable(key: str, moment: str) -> str:
    return f"trim({key}, {SPLIT}) <> '' AND {moment} IS NOT NULL"


def odd_number(kind: Kind) -> str:
    """Which written numbers (`raw`) Python has to read."""
    scheme = SCHEMES[kind.scheme]
    plain = f"coalesce({scheme.sql.format('raw')}, false)"
    if scheme.heads is not None:
        plain += " AND left(raw, 6) IN (SELECT head FROM heads)"
    return f"raw <> '' AND NOT ({plain})"


def digest_text(kind: Kind, source: Source) -> str:
    """The text whose keyed digest proves a record (`prepare.digest_of`); `tidied` is its number."""
    parts = ["tidied"]
    for attribute in kind.attributes:
        if attribute.name == source.many:
            parts.append(f"{SPLIT} || {literal(attribute.name + '=')} || {item(source)}")
        elif not source.many and attribute.name in source.columns:
            one = value(attribute.name)
            parts.append(f"coalesce({SPLIT} || {literal(attribute.name + '=')} || {one}, '')")
    return " || ".join(parts)


def item(source: Source) -> str:
    """One value of many, as JSON with its names in order."""
    return _object((name, f"to_json({value(name)})", value(name)) for name in sorted(source.columns))


def content(kind: Kind, source: Source) -> str:
    """What rests in the clear, as JSON."""
    if source.many:
        names = () if source.many in kind.sealed else (source.many,)
        return _object((name, item(source), "true") for name in names)
    plain = [name for name in source.columns if name not in kind.sealed]
    return _object((name, f"to_json({value(name)})", value(name)) for name in plain)


def _object(parts: "Iterator[tuple[str, str, str]]") -> str:
    pieces = ", ".join(
        f"CASE WHEN {there} IS NOT NULL THEN {literal(chr(34) + name + chr(34) + ': ')} || {json} END"
        for name, json, there in parts
    )
    return f"'{{' || concat_ws(', ', {pieces}) || '}}'" if pieces else "'{}'"


def sealed_text(kind: Kind, source: Source) -> str:
    """What rests sealed, in one text (`prepare.sealed_text`)."""
    parts = ["tidied"]
    for name in kind.sealed:
        if name == source.many:
            parts.append(item(source))
        elif not source.many and name in source.columns:
            parts.append(f"coalesce({value(name)}, '')")
        else:
            parts.append("''")
    return f" || {SPLIT} || ".join(parts)


def block_attributes(kind: Kind, source: Source) -> dict[str, tuple[str, ...]]:
    """The columns that blocks are made of, by the attribute they come from; empty for what stands in no block."""
    if kind.linkage is None or source.many:
        return {}
    found: dict[str, list[str]] = {}
    for column in dict.fromkeys(one for block in kind.linkage.blocks for one in block):
        at = [name for name in kind.linkage.standard if column == name or column.startswith(f"{name}_")]
        found.setdefault(max(at, key=len) if at else "", []).append(column)
    return {name: tuple(columns) for name, columns in found.items()}


def odd_value(kind: Kind, name: str) -> str:
    """Which values of an attribute Python has to bring into the form that is compared."""
    assert kind.linkage is not None
    as_it_stands = AS_IT_STANDS.get(kind.linkage.standard[name])
    there = f"{value(name)} IS NOT NULL"
    return f"{there} AND NOT coalesce({as_it_stands.format(value(name))}, false)" if as_it_stands else there


def standard_columns(kind: Kind, source: Source) -> dict[str, str]:
    """Each column that blocks are made of; Python's answers stand in tables `odd_<attribute>`."""
    found = {}
    for name, columns in block_attributes(kind, source).items():
        for column in columns:
            if name == "":
                found[column] = "tidied" if column == "number" else "''"
                continue
            known = "''"
            if name in source.columns:
                plain = "''" if column != name else f"coalesce({value(name)}, '')"
                known = f"coalesce({quoted(f'odd_{name}')}.{quoted(column)}, {plain})"
            found[column] = _told_by_number(kind, column, known)
    return found


def _told_by_number(kind: Kind, column: str, known: str) -> str:
    """A resident's number tells day of birth and sex where the source does not."""
    if kind.scheme != "resident-id" or column not in ("birthday", "sex"):
        return known
    if column == "sex":
        at = "CASE length(tidied) WHEN 18 THEN tidied[17] WHEN 15 THEN tidied[15] END"
        told = f"CASE WHEN regexp_full_match({at}, '[0-9]') THEN CASE WHEN ({at})::INT % 2 = 1 THEN '男' ELSE '女' END END"
    else:
        digits = "CASE length(tidied) WHEN 18 THEN tidied[7:14] WHEN 15 THEN '19' || tidied[7:12] END"
        told = (
            f"CASE WHEN regexp_full_match({digits}, '[0-9]{{8}}') AND left({digits}, 4) <> '0000'"
            f" THEN CAST(CAST(try_strptime({digits}, '%Y%m%d') AS DATE) AS VARCHAR) END"
        )
    return f"coalesce(nullif({known}, ''), {told}, '')"


def blocks(kind: Kind, source: Source) -> str:
    """The blocks of a row of which the columns of `standard_columns` are there, in order."""
    return _sorted(_blocks(kind, source, "{0}"))


def probes(kind: Kind, source: Source) -> str:
    """The blocks to look into for it: its own, and those with day and month exchanged."""
    own = _blocks(kind, source, "{0}")
    turned = "birthday[1:5] || birthday[9:10] || '-' || birthday[6:7]"
    slip = "length(birthday) = 10 AND birthday[9:10] <= '12' AND birthday[6:7] <> birthday[9:10]"
    other = _blocks(kind, source, f"CASE WHEN {slip} THEN {turned} ELSE {{0}} END")
    return _sorted([*own, *other] if "birthday" in standard_columns(kind, source) else own)


def _blocks(kind: Kind, source: Source, birthday: str) -> Sequence[str]:
    if kind.linkage is None or source.many:
        return ()
    return [
        block_sql(at, [birthday.format(one) if one == "birthday" else quoted(one) for one in columns])
        for at, columns in enumerate(kind.linkage.blocks)
    ]


def _sorted(found: Sequence[str]) -> str:
    return f"list_sort(list_distinct([{', '.join(found)}]))" if found else "[]::BIGINT[]"
