"""The review before admission: repeats left out, every rule in one pass, good and bad rows in files of their own."""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

from pathlib import Path

import pyarrow.parquet as pq

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import NotReconciled
from yiwang.collection.models import Load
from yiwang.collection.place import clear, load_folder
from yiwang.collection.rules.faults import FAULTS, advice_for, fault_name
from yiwang.collection.rules.staging import hash_sql, literal, quoted
from yiwang.collection.services.stage import rows_in, staged_files
from yiwang.lake import api as lake
from yiwang.quality import api as quality
from yiwang.text import Text

BY = SYSTEM("collection")
#: Columns of a quarantine table beside the resource's own, all of them text but the numbers.
LOAD, ROW, RULES, REASONS = "_load", "_row", "_rules", "_reasons"


def judge(load: Load, resource: catalogue.ResourceView) -> None:
    """From `staged` to `admitted`; begun again as a whole when it was broken off. Raises NotReconciled."""
    work = clear(load_folder(load, "judged"))
    names = [field.name for field in resource.fields]
    rows = staged_files(load)
    if rows and load.source and load.source.mode == "incremental" and load.source.connector != "queue":
        rows = _without_repeats(load, resource, rows, work / "fresh.parquet")
    good, bad = [], []
    rules = quality.ruleset(load.resource)
    reasons: dict[str, dict[str, object]] = {}
    if rows_in(rows):
        found = quality.admit(files=rows, ruleset=rules, good=work / "good", bad=work / "bad")
        quality.keep_admission(rules, found.report, load_ref=f"load:{load.pk}", table=load.table, by=BY)
        good, bad = list(found.good_files), list(found.bad_files)
        for one in found.report.rules:
            if one.failed and one.rule.severity == "block":
                reasons[one.rule.id] = {"text": one.rule.text.as_dict(), "rows": one.failed}
    quarantined = work / "quarantine.parquet"
    _gather(load, names, bad, staged_files(load, "spoiled"), quarantined)
    reasons |= _spoiled_reasons(load)
    load.good_rows, load.rejected_rows = rows_in(good), rows_in([quarantined])
    load.faults = reasons
    _reconcile(load, names, good, quarantined)
    load.state = "admitted"
    load.save()


def good_files(load: Load) -> list[Path]:
    """The files of admitted rows."""
    return sorted(load_folder(load, "judged", "good").glob("*.parquet"))


def quarantine_file(load: Load) -> Path:
    """The file of rows held back."""
    return load_folder(load, "judged") / "quarantine.parquet"


def _without_repeats(
    load: Load, resource: catalogue.ResourceView, rows: list[Path], fresh: Path
) -> list[Path]:
    """Rows that the lake does not hold yet, word for word: the overlap of two loads lands once.

    Only for sources read with an overlap; a table without a timestamp never gives a row twice.
    """
    source = load.source
    if source is None or not source.timestamp:
        return rows
    names = [field.name for field in resource.fields]
    stamp = next((one for one in names if source.mapping.get(one, one) == source.timestamp), "")
    typed = ", ".join(
        f"CAST(TRY_CAST({quoted(one.name)} AS {lake.duckdb_type(catalogue.column_type(one))}) AS VARCHAR)"
        for one in resource.fields
    )
    plain = ", ".join(f"CAST({quoted(one)} AS VARCHAR)" for one in names)
    listed = ", ".join(literal(str(one)) for one in rows)
    with lake.connect() as connection:
        connection.execute(f"CREATE TEMP VIEW staged AS SELECT * FROM read_parquet([{listed}])")
        seen = []
        lowest = f"(SELECT min(TRY_CAST({quoted(stamp)} AS TIMESTAMP)) FROM staged)" if stamp else ""
        for table, alias in ((load.table, "landed"), (quarantine_table(load.table), "held")):
            try:
                lake.view(connection, alias, table)
            except lake.NoSuchTable:
                continue
            window = (
                f" WHERE TRY_CAST({quoted(stamp)} AS TIMESTAMP) >= {lowest} OR {quoted(stamp)} IS NULL"
                if stamp
                else ""
            )
            seen.append((alias, f"SELECT hash({plain}) FROM {alias}{window}"))
        if not seen:
            return rows
        tests = " AND ".join(
            f"hash({typed if alias == 'landed' else plain}) NOT IN ({sql})" for alias, sql in seen
        )
        # One row may stand twice in the overlap of two readings of one load; keys are the quality room's matter.
        connection.execute(
            f"COPY (SELECT * FROM staged WHERE {tests}) TO {literal(str(fresh))} (FORMAT parquet)"
        )
    load.repeats = rows_in(rows) - rows_in([fresh])
    return [fresh]


def quarantine_table(table: str) -> str:
    """The lake table for rows of a resource that were held back."""
    return f"quarantine.{table.partition('.')[2]}"


def _gather(load: Load, names: list[str], bad: list[Path], spoiled: list[Path], into: Path) -> None:
    """Rows held back by rules and rows spoiled at reading, in one file, all cells text."""
    columns = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in names)
    parts = []
    with lake.connect() as connection:
        for file in bad:
            there = set(pq.read_schema(file).names)
            chosen = ", ".join(
                f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}"
                if name in there
                else f"NULL::VARCHAR AS {quoted(name)}"
                for name in names
            )
            parts.append(
                f"SELECT CAST(_row AS BIGINT) AS {ROW}, {chosen}, array_to_string(_rules, ';') AS {RULES}, "
                f"array_to_string(_reasons, '；') AS {REASONS} FROM read_parquet({literal(str(file))})"
            )
        for file in spoiled:
            told = (
                "CASE split_part(one, ':', 1) "
                + " ".join(
                    f"WHEN {literal(code)} THEN {literal(fault.name.zh)} || coalesce('（' || nullif(split_part(one, ':', 2), '') || '）', '') || '。' || {literal(fault.advice.zh)}"
                    for code, fault in FAULTS.items()
                )
                + " ELSE one END"
            )
            parts.append(
                f"SELECT _row AS {ROW}, {columns}, array_to_string(_faults, ';') AS {RULES}, "
                f"array_to_string(list_transform(_faults, one -> {told}), '；') AS {REASONS} "
                f"FROM read_parquet({literal(str(file))})"
            )
        empty = ", ".join(f"NULL::VARCHAR AS {quoted(name)}" for name in names)
        parts.append(
            f"SELECT NULL::BIGINT AS {ROW}, {empty}, NULL::VARCHAR AS {RULES}, NULL::VARCHAR AS {REASONS} WHERE false"
        )
        connection.execute(
            f"COPY (SELECT {literal(str(load.pk))} AS {LOAD}, * FROM ({' UNION ALL '.join(parts)}) ORDER BY {ROW}) "
            f"TO {literal(str(into))} (FORMAT parquet, COMPRESSION zstd)"
        )


def _spoiled_reasons(load: Load) -> dict[str, dict[str, object]]:
    files = staged_files(load, "spoiled")
    if not files:
        return {}
    listed = ", ".join(literal(str(one)) for one in files)
    with lake.connect() as connection:
        found = connection.execute(
            f"SELECT one, count(*) FROM (SELECT unnest(_faults) AS one FROM read_parquet([{listed}])) GROUP BY one"
        ).fetchall()
    return {
        str(code): {
            "text": fault_name(str(code)).as_dict(),
            "advice": advice_for(str(code)).as_dict(),
            "rows": int(rows),
        }
        for code, rows in found
    }


def _reconcile(load: Load, names: list[str], good: list[Path], quarantined: Path) -> None:
    """Every staged row is admitted, held back or a repeat; none more, none less."""
    counted = (load.good_rows or 0) + (load.rejected_rows or 0) + load.repeats
    if counted != load.staged_rows:
        raise NotReconciled(
            Text(
                f"暂存 {load.staged_rows} 行，审查后 {counted} 行",
                f"{load.staged_rows} staged, {counted} judged",
            )
        )
    # The sum of what will land; held against the lake's own files after the commit.
    load.landed_hash = table_hash(names, [*good, quarantined])


def table_hash(names: list[str], files: list[Path]) -> str:
    """The order-independent hash of files' rows over some columns."""
    total = 0
    with lake.connect() as connection:
        for file in files:
            sql = hash_sql(names, relation=f"read_parquet({literal(str(file))})")
            total += int((connection.execute(sql).fetchone() or (0, 0))[1])
    return f"{total:x}"


def note_text(load: Load) -> tuple[Text, ...]:
    """The notes of a load."""
    return tuple(Text.of(one) for one in load.notes)
