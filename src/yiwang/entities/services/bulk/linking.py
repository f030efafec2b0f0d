"""Which entity each new record belongs to, in sets: the plain cases. What needs a thought is left for `settle`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from yiwang.entities.kinds import source_numbers
from yiwang.entities.rules import guards, in_sql
from yiwang.entities.rules.definition import Kind
from yiwang.entities.rules.prepare import Prepared
from yiwang.entities.services import held as records
from yiwang.entities.services.bulk import pipe
from yiwang.entities.services.bulk.arrivals import Arrivals
from yiwang.entities.services.settle import takes_part


@dataclass(frozen=True)
class Placed:
    """How many new records were given what: `born` new entities of which `alone` have one record each."""

    born: int
    alone: int
    first_alone: int
    last_alone: int
    linked: int
    waiting: int
    slow: int


def place(arrivals: Arrivals) -> Placed:
    """Make `placed` (n, fate, entity): fate is born, link, follow, waiting or slow."""
    kind, source = arrivals.kind, arrivals.source
    _mates(arrivals)
    _near_free(arrivals)
    founds = "true" if source.founds else "false"
    # Of one number the record whose key comes first founds; the others follow it.
    arrivals.run(f"""
        CREATE TEMP TABLE fates AS
        SELECT d.n, d.key, d.number_index, m.entity,
            first_value(d.n) OVER same AS lead, first_value({_name(kind, "d")}) OVER same AS lead_name,
            CASE
                WHEN d.number_index IS NULL THEN CASE WHEN {founds} THEN 'slow' ELSE 'waiting' END
                WHEN coalesce(m.entities, 0) > 1 OR f.n IS NOT NULL THEN 'slow'
                WHEN m.entities = 1 THEN CASE WHEN {founds} AND m.differs THEN 'check' ELSE 'link' END
                WHEN NOT {founds} THEN 'waiting'
                WHEN first_value(d.n) OVER same = d.n THEN 'born'
                WHEN first_value({_name(kind, "d")}) OVER same IS NOT DISTINCT FROM {_name(kind, "d")} THEN 'follow'
                ELSE 'check' END AS fate,
            coalesce(m.waiters, 0) > 0 OR count(*) OVER (PARTITION BY coalesce(d.number_index, d.key)) > 1 AS company
        FROM delta d LEFT JOIN mates m USING (n) LEFT JOIN near_free f USING (n) WHERE d.verdict = 'fresh'
        WINDOW same AS (PARTITION BY coalesce(d.number_index, d.key) ORDER BY d.key)""")
    _check(arrivals)
    _number_the_born(arrivals)
    arrivals.run("""
        CREATE TEMP TABLE placed AS
        SELECT f.n, f.fate, f.company, CASE WHEN f.fate IN ('born', 'follow') THEN b.entity ELSE f.entity END AS entity
        FROM fates f LEFT JOIN born b ON b.n = f.lead""")
    # A record that follows one which needs a thought needs one too.
    arrivals.run("UPDATE placed SET fate = 'slow', entity = NULL WHERE fate = 'follow' AND entity IS NULL")
    arrivals.run("UPDATE placed SET entity = NULL WHERE fate IN ('slow', 'waiting')")
    counts = dict(arrivals.all("SELECT fate, count(*) FROM placed GROUP BY fate"))
    alone, first, last = arrivals.one(
        "SELECT count(*), min(entity), max(entity) FROM placed WHERE fate = 'born' AND NOT company"
    )
    return Placed(
        born=counts.get("born", 0),
        alone=alone,
        first_alone=first or 0,
        last_alone=last or 0,
        linked=counts.get("link", 0) + counts.get("follow", 0),
        waiting=counts.get("waiting", 0),
        slow=counts.get("slow", 0),
    )


def _name(kind: Kind, of: str) -> str:
    """The name that tells two people with one number apart, where it rests in the clear."""
    return f"{of}.{in_sql.value('name')}" if _named(kind) else "NULL"


def _named(kind: Kind) -> bool:
    return kind.personal and "name" in kind.plain and "name" not in kind.sealed


def _mates(arrivals: Arrivals) -> None:
    """Make `mates`: by new record the entities that hold its number already, and whether any has another name."""
    kind = arrivals.kind
    numbers = source_numbers(kind.slug)
    named = _named(kind) and "name" in arrivals.source.columns
    columns = {"n": "BIGINT", "entities": "INT", "entity": "BIGINT", "waiters": "INT", "differs": "BOOLEAN"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM entities_record WHERE source_id = ANY(%s))",
            [list(numbers.values())],
        )
        (any_there,) = cursor.fetchone()
        if not any_there:
            typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            arrivals.run(f"CREATE TEMP TABLE mates ({typed})")
            return
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS entities_arriving (n bigint, number bytea, name text) ON COMMIT DELETE ROWS"
        )
        cursor.execute("TRUNCATE entities_arriving")
    name = in_sql.value("name") if named else "NULL"
    pipe.hand_over(
        arrivals.duck,
        f"SELECT n, {pipe.hexed('number_index')}, {name} FROM delta"
        " WHERE verdict = 'fresh' AND number_index IS NOT NULL",
        "entities_arriving (n, number, name)",
    )
    founding = [numbers[one.slug] for one in kind.sources if one.founds]
    differs = "r.content->>'name' IS DISTINCT FROM a.name" if named else str(kind.personal).lower()
    ours = ", ".join(map(str, numbers.values()))
    theirs = ", ".join(map(str, founding)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE entities_arriving")
    pipe.fetch(
        "SELECT a.n, count(DISTINCT r.entity), min(r.entity), count(*) FILTER (WHERE r.entity IS NULL),"
        f" coalesce(bool_or(r.entity IS NOT NULL AND r.source_id IN ({theirs}) AND {differs}), false)"
        " FROM entities_arriving a JOIN entities_record r USING (number)"
        f" WHERE r.source_id IN ({ours}) GROUP BY a.n",
        arrivals.work / "mates.csv",
    )
    pipe.take(arrivals.duck, "mates", arrivals.work / "mates.csv", columns)


def _near_free(arrivals: Arrivals) -> None:
    """Make `near_free`: new records in whose blocks somebody without a number waits for one."""
    if arrivals.kind.linkage is None or arrivals.source.many or not records.any_free(arrivals.kind):
        arrivals.run("CREATE TEMP TABLE near_free (n BIGINT)")
        return
    ours = ", ".join(map(str, source_numbers(arrivals.kind.slug).values()))
    pipe.fetch(
        "SELECT DISTINCT unnest(blocks) FROM entities_record"
        f" WHERE number IS NULL AND blocks <> '{{}}' AND source_id IN ({ours})",
        arrivals.work / "free.csv",
    )
    pipe.take(arrivals.duck, "free_blocks", arrivals.work / "free.csv", {"block": "BIGINT"})
    arrivals.run(f"""
        CREATE TEMP TABLE near_free AS
        SELECT DISTINCT n FROM (
            SELECT n, unnest({in_sql.probes(arrivals.kind, arrivals.source)}) AS block FROM delta
            WHERE verdict = 'fresh' AND number_index IS NOT NULL
        ) SEMI JOIN free_blocks USING (block)""")


def _check(arrivals: Arrivals) -> None:
    """Records whose number somebody with another name has: one person after all, or one for `settle`."""
    waiting = arrivals.all("SELECT n, lead, entity IS NOT NULL FROM fates WHERE fate = 'check'")
    if not waiting:
        return
    ones = prepared_of(arrivals, {n for n, _, _ in waiting} | {lead for _, lead, _ in waiting})
    numbers = {ones[n].number_index for n, _, known in waiting if known}
    mates: dict[bytes | None, list[records.Held]] = {}
    for mate in records.by_numbers(arrivals.kind, [one for one in numbers if one]):
        if mate.entity is not None and takes_part(arrivals.kind, mate):
            mates.setdefault(mate.number, []).append(mate)
    fates = []
    for n, lead, known in waiting:
        one = ones[n]
        others = [mate.standard for mate in mates[one.number_index]] if known else [ones[lead].standard]
        two = any(guards.one_number_two_people(one.standard, other) for other in others)
        fates.append((n, "slow" if two else "link" if known else "follow"))
    arrivals.table("checked", ("n", "fate"), [(str(n), fate) for n, fate in fates])
    arrivals.run("UPDATE fates SET fate = c.fate FROM checked c WHERE fates.n = c.n::BIGINT")


def _number_the_born(arrivals: Arrivals) -> None:
    """Make `born` (n, entity): those who stand alone first, so that their identifiers are one run in the feed."""
    (count,) = arrivals.one("SELECT count(*) FROM fates WHERE fate = 'born'")
    pipe.fetch(
        f"SELECT nextval('entities_entity_id_seq') FROM generate_series(1, {int(count)})",
        arrivals.work / "born.csv",
    )
    pipe.take(arrivals.duck, "identifiers", arrivals.work / "born.csv", {"entity": "BIGINT"})
    arrivals.run("""
        CREATE TEMP TABLE born AS
        SELECT n, entity
        FROM (SELECT n, row_number() OVER (ORDER BY company, n) AS place FROM fates WHERE fate = 'born')
        JOIN (SELECT entity, row_number() OVER (ORDER BY entity) AS place FROM identifiers) USING (place)""")


def prepared_of(arrivals: Arrivals, numbers: "set[int] | Sequence[int]") -> dict[int, Prepared]:
    """Rows of `delta` as records, by their number there."""
    source = arrivals.source
    names = list(source.columns)
    columns = ", ".join(("n", "key", "raw", "number", "epoch_us(as_of)", *map(in_sql.value, names)))
    rows: list[Any] = arrivals.duck.execute(
        f"SELECT {columns} FROM delta WHERE n IN (SELECT unnest(?::BIGINT[]))",
        [list(numbers)],
    ).fetchall()
    found = {}
    for n, key, raw, number, as_of, *values in rows:
        said = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        given = {source.many: said} if source.many else said
        found[n] = Prepared(arrivals.kind, source, key.bytes, raw, number, given, pipe.moment(as_of))
    return found
