"""Writing what a snapshot brought: new records, new entities, and new contents over old ones, which go to the past."""

from datetime import datetime

from django.db import connection

from yiwang.entities.kinds import source_numbers
from yiwang.entities.rules import in_sql
from yiwang.entities.rules.definition import Kind
from yiwang.entities.services.bulk import indexes, pipe
from yiwang.entities.services.bulk.arrivals import Arrivals
from yiwang.entities.services.bulk.linking import Placed

_RECORD = (
    "entities_record (source_id, key, number, entity, first_entity, blocks, as_of, seen_at, content, sealed, digest,"
    " known_from, load)"
)


def _stored(arrivals: Arrivals) -> str:
    """The columns number, blocks, as_of, content, sealed, digest of a row of `delta`, as PostgreSQL reads them."""
    kind, source = arrivals.kind, arrivals.source
    sealed = f"seal_cell({in_sql.sealed_text(kind, source)})"
    return f"""
        CASE WHEN number_index IS NOT NULL THEN {pipe.hexed("number_index")} END AS number_hex,
        '{{' || coalesce(array_to_string({in_sql.blocks(kind, source)}, ','), '') || '}}' AS blocks,
        as_of, {in_sql.content(kind, source)} AS content, '\\x' || hex({sealed}) AS sealed,
        {pipe.hexed("digest")} AS digest_hex"""


def write_new(arrivals: Arrivals, placed: Placed, load: str, at: datetime) -> None:
    """New records with their entities, and the entities that are born."""
    kind = arrivals.kind
    source_id = source_numbers(kind.slug)[arrivals.source.slug]
    now = f"'{at.isoformat()}'"
    if placed.born:
        pipe.hand_over(
            arrivals.duck,
            f"SELECT entity, {in_sql.literal(kind.slug)}, 'active', {_life(arrivals)}, {now}"
            " FROM placed JOIN delta USING (n) WHERE fate = 'born' ORDER BY entity",
            "entities_entity (id, kind, state, life, life_since, created_at)",
        )
    (fresh,) = arrivals.one("SELECT count(*) FROM placed")
    with indexes.made_anew(fresh):
        pipe.hand_over(
            arrivals.duck,
            f"""SELECT {source_id}, {pipe.hexed("key")}, number_hex, entity, entity, blocks, as_of, as_of, content, sealed,
                digest_hex, {now}, {in_sql.literal(load)}
            FROM (SELECT n, key, {_stored(arrivals)} FROM delta WHERE verdict = 'fresh') JOIN placed USING (n)""",
            _RECORD,
        )
    _bring_waiters(arrivals)


def _life(arrivals: Arrivals) -> str:
    """`life, life_since` of a newborn entity that only its own record speaks of."""
    life = arrivals.kind.life
    if life is None or not speaks(arrivals.kind, arrivals.source.slug, life.attribute):
        return "'' AS life, NULL AS life_since"
    cases = "".join(
        f" WHEN {in_sql.literal(word)} THEN {in_sql.literal(state.slug)}"
        for state in life.states
        for word in dict.fromkeys((state.slug, *state.values))
    )
    word = in_sql.value(life.attribute)
    state = f"CASE WHEN company THEN '' ELSE CASE {word}{cases} ELSE '' END END"
    return f"{state} AS life, CASE WHEN {state} <> '' THEN CAST(as_of AS DATE) END AS life_since"


def speaks(kind: Kind, source: str, attribute: str) -> bool:
    """Whether a source's value of an attribute can stand."""
    declared = kind.attribute(attribute)
    return source in declared.sources and attribute in kind.source(source).columns


def _bring_waiters(arrivals: Arrivals) -> None:
    """Rows that waited for somebody with a number that is born now."""
    (count,) = arrivals.one(
        "SELECT count(*) FROM placed JOIN mates USING (n) WHERE fate = 'born' AND waiters > 0"
    )
    if not count:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS entities_awaited (number bytea, entity bigint) ON COMMIT DELETE ROWS"
        )
        cursor.execute("TRUNCATE entities_awaited")
    pipe.hand_over(
        arrivals.duck,
        f"""SELECT {pipe.hexed("number_index")}, placed.entity
        FROM placed JOIN delta USING (n) JOIN mates USING (n) WHERE fate = 'born' AND waiters > 0""",
        "entities_awaited (number, entity)",
    )
    ours = list(source_numbers(arrivals.kind.slug).values())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE entities_record r SET entity = a.entity, first_entity = coalesce(r.first_entity, a.entity)"
            " FROM entities_awaited a WHERE r.number = a.number AND r.entity IS NULL AND r.source_id = ANY(%s)",
            [ours],
        )


def write_changes(arrivals: Arrivals, at: datetime) -> list[int]:
    """New contents of records that stand; gives the records that have to be linked anew.

    Makes `turned` (n, id, entity, relink, and the names of attributes whose value is another).
    """
    kind, source = arrivals.kind, arrivals.source
    source_id = source_numbers(kind.slug)[source.slug]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS entities_turning (n bigint, key bytea) ON COMMIT DELETE ROWS"
        )
        cursor.execute("TRUNCATE entities_turning")
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS entities_changed (id bigint, number bytea, blocks bigint[], as_of timestamptz,"
            " content jsonb, since jsonb, sealed bytea, digest bytea) ON COMMIT DELETE ROWS"
        )
        cursor.execute("TRUNCATE entities_changed")
    pipe.hand_over(
        arrivals.duck,
        f"SELECT n, {pipe.hexed('key')} FROM delta WHERE verdict = 'changed'",
        "entities_turning (n, key)",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE entities_turning")
    pipe.fetch(
        "SELECT t.n, r.id, r.entity, encode(r.number, 'hex'), array_to_string(r.blocks, ','), r.as_of, r.content,"
        f" r.since, encode(r.sealed, 'hex') FROM entities_turning t JOIN entities_record r"
        f" ON r.source_id = {source_id} AND r.key = t.key",
        arrivals.work / "standing.csv",
    )
    pipe.take(
        arrivals.duck,
        "standing",
        arrivals.work / "standing.csv",
        {
            "n": "BIGINT",
            "id": "BIGINT",
            "entity": "BIGINT",
            "old_number": "UUID",
            "old_blocks": "VARCHAR",
            "old_as_of": "TIMESTAMPTZ",
            "old_content": "JSON",
            "old_since": "JSON",
            "old_sealed": "VARCHAR",
        },
    )
    _compare(arrivals)
    pipe.hand_over(
        arrivals.duck,
        "SELECT id, number_hex, blocks, as_of, content, since, sealed, digest_hex FROM turned",
        "entities_changed",
    )
    overwrite(at)
    return [one for (one,) in arrivals.all("SELECT id FROM turned WHERE relink")]


def _compare(arrivals: Arrivals) -> None:
    """What a record says now against what it said, attribute by attribute."""
    kind, source = arrivals.kind, arrivals.source
    names = [] if source.many else list(source.columns)
    olds, since, changed = [], [], []
    for name in names:
        if name in kind.sealed:
            old = f"nullif(split_part(opened, {in_sql.SPLIT}, {kind.sealed.index(name) + 2}), '')"
        else:
            old = f"json_extract_string(old_content, {in_sql.literal(f'$.{chr(34)}{name}{chr(34)}')})"
        olds.append(f"{old} AS {in_sql.quoted(f'o_{name}')}")
        same = f"{in_sql.quoted(f'o_{name}')} = {in_sql.value(name)}"
        dated = f"coalesce(json_extract_string(old_since, {in_sql.literal(f'$.{chr(34)}{name}{chr(34)}')}), old_as_of::VARCHAR)"
        since.append(
            f"CASE WHEN {same} THEN {in_sql.literal(f'{chr(34)}{name}{chr(34)}: ')} || to_json({dated}) END"
        )
        if source.slug in kind.attribute(name).sources:
            other = f"{in_sql.quoted(f'o_{name}')} IS DISTINCT FROM {in_sql.value(name)}"
            changed.append(f"CASE WHEN {other} THEN {in_sql.literal(name)} END")
    if source.many:
        changed.append(in_sql.literal(source.many))
    said = f"concat_ws(', ', {', '.join(since)})" if since else "''"
    columns = "".join(f", {one}" for one in olds)
    numbered = "number_index IS NOT NULL"
    arrivals.run(f"""
        CREATE TEMP TABLE turned AS
        SELECT *, nullif('{{' || said || '}}', '{{}}') AS since,
            old_number IS DISTINCT FROM number_index OR (NOT {numbered} AND '{{' || coalesce(old_blocks, '') || '}}' <> blocks)
                AS relink
        FROM (
            SELECT *, {said} AS said, list_filter([{", ".join(changed)}], lambda x: x IS NOT NULL) AS attributes
            FROM (
                SELECT *{columns} FROM (
                    SELECT s.*, d.*, CASE WHEN old_sealed IS NOT NULL THEN open_cell(unhex(old_sealed)) END AS opened
                    FROM standing s
                    JOIN (SELECT * EXCLUDE (digest), {_stored(arrivals).replace("as_of, ", "", 1)} FROM delta
                        WHERE verdict = 'changed') d USING (n)
                )
            )
        )""")


def overwrite(at: datetime) -> None:
    """Put `entities_changed` over the records that stand; what they said goes to the past."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE entities_changed")
        cursor.execute(
            "INSERT INTO entities_past (record, as_of, content, since, sealed, digest, known_from, known_to)"
            " SELECT r.id, r.as_of, r.content, r.since, r.sealed, r.digest, r.known_from, %s"
            " FROM entities_record r JOIN entities_changed c USING (id)",
            [at],
        )
        cursor.execute(
            "UPDATE entities_record r SET number = c.number, blocks = c.blocks, as_of = c.as_of, seen_at = c.as_of,"
            " content = c.content, since = c.since, sealed = c.sealed, digest = c.digest, known_from = %s"
            " FROM entities_changed c WHERE r.id = c.id",
            [at],
        )
