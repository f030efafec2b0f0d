"""Splink over standardised records in DuckDB: weights by expectation maximisation, pairs by blocks, a weight a pair.

Splink is told the levels of `rules.comparisons`, so what it trains is what the scorer of single records weighs with.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2
from typing import Any

import duckdb
import pyarrow as pa

from yiwang.entities.rules.comparisons import KINDS
from yiwang.entities.rules.definition import Comparison, Linkage
from yiwang.entities.rules.scoring import Model, bits, untrained
from yiwang.entities.rules.standard import derived

RECORDS = "records"
#: Fewer strangers or fewer pairs in a block say too little to train on.
LEAST_RECORDS = 300
LEAST_PAIRS = 100
#: Pairs of strangers that are drawn to see how often a level occurs by chance, and pairs of one training session.
_STRANGERS = 1e6
_SESSION = 1e6
_SEED = 7
#: No slip is thought rarer than this share of what experience says: a small sample may hold none.
_RARER = 0.1
_BATCH = 20_000


def columns_of(linkage: Linkage) -> dict[str, str]:
    """The columns of standardised records with their types in DuckDB."""
    found = {"number": "VARCHAR"}
    for name, kind in linkage.standard.items():
        for column, value in derived(name, kind, None).items():
            found[column] = "VARCHAR[]" if isinstance(value, tuple) else "VARCHAR"
    if "birthday" in found:
        found["birthday_turned"] = "VARCHAR"
    return found


def load(
    duck: duckdb.DuckDBPyConnection,
    linkage: Linkage,
    rows: Iterable[tuple[int, str, Mapping[str, Any]]],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Fill the table of records from (id, valid number or empty, standardised record); gives how many there are."""
    columns = columns_of(linkage)
    listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    duck.execute(f"CREATE OR REPLACE TABLE {RECORDS} (uid BIGINT, valid VARCHAR, free BOOLEAN, {listed})")
    kinds = {"VARCHAR": pa.string(), "VARCHAR[]": pa.list_(pa.string())}
    schema = pa.schema(
        [("uid", pa.int64()), ("valid", pa.string()), ("free", pa.bool_())]
        + [(name, kinds[kind]) for name, kind in columns.items()]
    )
    batch: list[dict[str, Any]] = []
    count = 0

    def write() -> None:
        duck.register("arriving", pa.Table.from_pylist(batch, schema=schema))
        duck.execute(f"INSERT INTO {RECORDS} SELECT * FROM arriving")
        duck.unregister("arriving")
        batch.clear()

    for uid, valid, standard in rows:
        row: dict[str, Any] = {name: standard.get(name) or None for name in columns}
        if "birthday_turned" in columns:
            row["birthday_turned"] = _turned(str(standard.get("birthday") or ""))
        batch.append({"uid": uid, "valid": valid or None, "free": not valid, **row})
        count += 1
        if len(batch) == _BATCH:
            write()
            if progress:
                progress(count)
    if batch:
        write()
    return count


def _turned(birthday: str) -> str | None:
    if len(birthday) == 10 and birthday[8:10] <= "12" and birthday[5:7] != birthday[8:10]:
        return f"{birthday[:4]}-{birthday[8:10]}-{birthday[5:7]}"
    return None


def train(duck: duckdb.DuckDBPyConnection, linkage: Linkage, *, version: int) -> Model | None:
    """Weights from the records themselves; None when they are too few to say anything.

    How often a level occurs among strangers is seen on one record of each number. The prior is never more hopeful than
    the declared one: a register that is small today would link wrongly when it has grown.
    """
    start = untrained(linkage)
    duck.execute(
        f"CREATE OR REPLACE TABLE strangers AS SELECT * FROM {RECORDS} WHERE valid IS NOT NULL"
        " QUALIFY row_number() OVER (PARTITION BY valid ORDER BY uid) = 1"
    )
    (strangers,) = duck.execute("SELECT count(*) FROM strangers").fetchone() or (0,)
    if strangers < LEAST_RECORDS:
        duck.execute(f"CREATE OR REPLACE TABLE strangers AS FROM {RECORDS}")
        (strangers,) = duck.execute("SELECT count(*) FROM strangers").fetchone() or (0,)
    if strangers < LEAST_RECORDS:
        return None
    by_chance = linker(duck, "strangers", linkage, start)
    by_chance.training.estimate_u_using_random_sampling(max_pairs=_STRANGERS, seed=_SEED)
    chance = _read(by_chance, start, version)
    same = _learned(duck, linkage, _mixed(start, chance, u=True))
    trained = _mixed(start, _read(same, start, version), u=False, chance=chance)
    return Model(version, min(start.prior, -log2(strangers)), trained.levels)


def _learned(duck: duckdb.DuckDBPyConnection, linkage: Linkage, start: Model) -> Any:
    """Splink, trained on each block that teaches anything.

    In a small register the weight of a level may sink to nothing; Splink then breaks off and keeps what is half done,
    so that training begins anew without that block.
    """
    rules = _sessions(duck, linkage)
    while True:
        found = linker(duck, RECORDS, linkage, start)
        broken = next((rule for rule in rules if not _teaches(found, rule)), None)
        if broken is None:
            return found
        rules.remove(broken)


def _teaches(learner: Any, rule: str) -> bool:
    try:
        learner.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=_SESSION)
    except ValueError as error:
        if "m_probability" not in str(error):
            raise
        return False
    return True


def weigh(duck: duckdb.DuckDBPyConnection, linkage: Linkage, model: Model, *, least: float) -> str:
    """Weigh all pairs of a block that one record without a number is in; gives the table (uid_l, uid_r, weight)."""
    scorer = linker(duck, RECORDS, linkage, model)
    found = scorer.inference.predict(threshold_match_weight=least, warning_mode="never").physical_name
    duck.execute(
        f"CREATE OR REPLACE TABLE pairs AS SELECT uid_l, uid_r, match_weight AS weight FROM {found} ORDER BY ALL"
    )
    return "pairs"


def blocking(linkage: Linkage) -> list[str]:
    """The blocks as conditions; a birthday also meets the one with month and day exchanged."""
    rules = []
    for block in linkage.blocks:
        same = " AND ".join(f"l.{name} = r.{name}" for name in block)
        rules.append(f"{same} AND (l.free OR r.free)")
        if "birthday" in block:
            turned = same.replace("r.birthday", "r.birthday_turned")
            rules.append(f"{turned} AND (l.free OR r.free)")
    return rules


def _sessions(duck: duckdb.DuckDBPyConnection, linkage: Linkage) -> list[str]:
    """Conditions to train on: each block, by the compared columns themselves, so that Splink leaves these out."""
    compared = {one.column for one in linkage.comparisons}
    rules = []
    for block in linkage.blocks:
        names = [
            name if name in compared else next((one for one in compared if name.startswith(f"{one}_")), name)
            for name in block
        ]
        rule = " AND ".join(f"l.{name} = r.{name}" for name in dict.fromkeys(names))
        (pairs,) = duck.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {RECORDS} l JOIN {RECORDS} r ON {rule} AND l.uid < r.uid LIMIT {LEAST_PAIRS})"
        ).fetchone() or (0,)
        if pairs == LEAST_PAIRS and rule not in rules:
            rules.append(rule)
    return rules


def linker(
    duck: duckdb.DuckDBPyConnection,
    table: str,
    linkage: Linkage,
    model: Model,
    rules: Sequence[str] | None = None,
) -> Any:
    """Splink over a table of `load`, with given weights; pairs are sought by `rules`, else by the blocks."""
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI(connection=duck)
    given = {(column, kind): values for column, kind, values in model.levels}
    settings = {
        "link_type": "dedupe_only",
        "unique_id_column_name": "uid",
        "probability_two_random_records_match": 2.0**model.prior / (1 + 2.0**model.prior),
        "comparisons": [_comparison(one, given[one.column, one.kind]) for one in linkage.comparisons],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "sql_dialect": "duckdb"}
            for rule in (blocking(linkage) if rules is None else rules)
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }
    return Linker(database.register(table), settings, log_level=None, validate_settings=False)


def _comparison(one: Comparison, given: Iterable[tuple[float, float]]) -> dict[str, Any]:
    column = one.column
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL",
            "label_for_charts": "null",
            "is_null_level": True,
        }
    ]
    for level, (m, u) in zip(KINDS[one.kind], given, strict=True):
        levels.append(
            {
                "sql_condition": level.sql.replace("{c}", column),
                "label_for_charts": level.slug,
                "m_probability": max(m, 1e-12),
                "u_probability": max(u, 1e-12),
            }
        )
    return {"output_column_name": column, "comparison_levels": levels}


def _read(trained: Any, start: Model, version: int) -> Model:
    """What a linker has trained; a level that was never seen keeps what it started with."""
    stored = trained.misc.save_model_to_json()
    levels = []
    for (column, kind, given), comparison in zip(start.levels, stored["comparisons"], strict=True):
        seen = [one for one in comparison["comparison_levels"] if not one.get("is_null_level")]
        read = [
            (max(_number(one.get("m_probability"), m), _RARER * m), _number(one.get("u_probability"), u))
            for one, (m, u) in zip(seen, given, strict=True)
        ]
        levels.append((column, kind, tuple(read)))
    return Model(version, start.prior, tuple(levels))


def _number(value: Any, otherwise: float) -> float:
    return float(value) if isinstance(value, (int, float)) and value > 1e-12 else otherwise


def _mixed(start: Model, trained: Model, *, u: bool, chance: Model | None = None) -> Model:
    """The trained `u` on the starting `m` (`u`), or the trained `m` on the `u` by chance, where it makes sense.

    A comparison whose best level would speak against one entity, or whose worst for it, was trained on something else.
    """
    levels = []
    for at, (column, kind, given) in enumerate(start.levels):
        learned = trained.levels[at][2]
        before = given if chance is None else chance.levels[at][2]
        mixed = tuple(
            (old_m, new_u) if u else (new_m, old_u)
            for (old_m, _), (_, old_u), (new_m, new_u) in zip(given, before, learned, strict=True)
        )
        sensible = bits(*mixed[0]) > 0 > bits(*mixed[-1])
        fallback = tuple((m, u_) for (m, _), (_, u_) in zip(given, before, strict=True))
        levels.append((column, kind, mixed if sensible else fallback))
    return Model(trained.version, start.prior, tuple(levels))
