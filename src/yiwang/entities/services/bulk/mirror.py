"""What the register knows of a source, as a Parquet file: key, digest, and when the source last said so.

Millions of events that only confirm what is known are compared with this file and cost PostgreSQL nothing. A merge writes
the next generation beside it; which generation holds stands in the database, written with everything else the merge did,
so that a broken-off merge leaves a file nobody names. A file that is lost is made again from the records.
"""

import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from yiwang.entities.models import MergedSnapshot, Unmirrored
from yiwang.entities.services.bulk import pipe

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def folder(source_id: int) -> Path:
    """Where the generations of a source lie, for this database."""
    return Path(settings.VAR) / "entities" / "mirror" / str(connection.settings_dict["NAME"]) / str(source_id)


def generation(source_id: int) -> str:
    """The generation that holds; empty when the source was never merged in bulk."""
    newest = MergedSnapshot.objects.filter(source_id=source_id).exclude(mirror="").order_by("-id")
    return newest.values_list("mirror", flat=True).first() or ""


def load(duck: "DuckDBPyConnection", source_id: int, work: Path) -> None:
    """Make `mirrored` (key, digest, seen): the file that holds, with what was ingested beside it since."""
    file = folder(source_id) / f"{generation(source_id)}.parquet"
    if not file.is_file():
        _read(duck, "mirrored", f"source_id = {int(source_id)}", work)
        return
    _read(
        duck,
        "beside",
        f"source_id = {int(source_id)} AND key IN (SELECT key FROM entities_unmirrored WHERE source_id = {int(source_id)})",
        work,
    )
    name = str(file).replace("'", "''")
    duck.execute(f"""
        CREATE OR REPLACE TEMP VIEW mirrored AS
        SELECT m.key, coalesce(b.digest, m.digest) AS digest, greatest(m.seen, b.seen) AS seen
        FROM read_parquet('{name}') m LEFT JOIN beside b USING (key)
        UNION ALL
        SELECT key, digest, seen FROM beside ANTI JOIN read_parquet('{name}') USING (key)""")


def _read(duck: "DuckDBPyConnection", name: str, where: str, work: Path) -> None:
    """Records as they stand in PostgreSQL."""
    file = work / f"{name}.csv"
    pipe.fetch(
        f"SELECT encode(key, 'hex'), encode(digest, 'hex'), seen_at FROM entities_record WHERE {where}",
        file,
    )
    pipe.take(duck, name, file, {"key": "UUID", "digest": "UUID", "seen": "TIMESTAMPTZ"})


def write(duck: "DuckDBPyConnection", source_id: int) -> str:
    """Write the next generation of `keyed` and `mirrored`; gives its name. It holds once the name is committed."""
    name = f"{secrets.token_hex(8)}"
    target = folder(source_id)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = target / f"{name}.parquet"
    path = str(file).replace("'", "''")
    duck.execute(f"""
        COPY (
            SELECT coalesce(k.key, m.key) AS key,
                CASE WHEN k.key IS NULL OR k.as_of < m.seen THEN coalesce(m.digest, k.digest) ELSE k.digest END AS digest,
                greatest(m.seen, k.as_of) AS seen
            FROM keyed k FULL OUTER JOIN mirrored m USING (key)
        ) TO '{path}' (FORMAT parquet, COMPRESSION uncompressed)""")
    with file.open("rb") as written:
        os.fsync(written.fileno())
    return name


def keep_only(source_id: int, name: str) -> None:
    """Take away every generation but one."""
    for file in folder(source_id).glob("*.parquet"):
        if file.stem != name:
            file.unlink(missing_ok=True)


def note(source_id: int, keys: Iterable[bytes]) -> None:
    """Records were taken one by one: the mirror, if there is one, does not know yet."""
    Unmirrored.objects.bulk_create(
        [Unmirrored(source_id=source_id, key=key) for key in keys], ignore_conflicts=True, batch_size=2000
    )


def seen(source_id: int, keys: Sequence[bytes]) -> dict[bytes, datetime]:
    """When a source last said the same, of records that only the mirror saw again."""
    from yiwang.lake import api as lake

    file = folder(source_id) / f"{generation(source_id)}.parquet"
    if not keys or not file.is_file():
        return {}
    with lake.connect(memory="256MB", threads=1) as duck:
        rows = duck.execute(
            "SELECT key, epoch_us(seen) FROM read_parquet(?) WHERE key IN (SELECT unnest(?::UUID[]))",
            [str(file), [key.hex() for key in keys]],
        ).fetchall()
    return {key.bytes: pipe.moment(at) for key, at in rows}
