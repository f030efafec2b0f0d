"""Moving a partition past its active years into the archive, and reading it there on request."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.crypto import api as crypto
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.stewardship.errors import Incomplete, NothingThere, StillThere, WrongTurn
from yiwang.stewardship.models import Archive
from yiwang.stewardship.place import new_file
from yiwang.stewardship.reading import archive_view
from yiwang.stewardship.rules.retention import plain
from yiwang.stewardship.services.hold import refuse_held
from yiwang.stewardship.terms import term
from yiwang.stewardship.types import ArchiveView, Term
from yiwang.text import Text

HOUSE = SYSTEM("stewardship")
_PIECE = 4 * 2**20
MOST_ROWS = 1_000


def archive(*, actor: Actor, resource: str, key: str) -> ArchiveView:
    """Copy a partition into one Parquet file, check its rows, and only then take it out of the lake.

    Nothing is out of both places at any moment. What a crash leaves in the archive place goes with the partition's
    destruction.

    Raises:
        Refused, NothingThere, Held; WrongTurn while it is in active use or archived already.
    """
    require(actor, "stewardship.keep", resource)
    found = term(resource, key)
    if found is None:
        raise NothingThere
    if not found.past_active(timezone.localdate()):
        raise WrongTurn(
            Text(f"{found.archive_on} 之前在用，不归档。", f"In active use until {found.archive_on}.")
        )
    path = new_file(found.table, key)
    try:
        return archive_view(_moved(actor, found, path))
    except BaseException:
        for one in (path, path.with_suffix(".part")):
            one.unlink(missing_ok=True)
        raise


def _moved(actor: Actor, found: Term, path: Path) -> Archive:
    known = _file_names(found.table)
    rows = _copy(found.table, found.partition, path)
    if rows != found.rows:
        raise _changed()
    digest, size = digest_of(path)
    try:
        with transaction.atomic():
            refuse_held(found.resource)
            row = Archive.objects.create(
                resource=found.resource,
                table=found.table,
                partition=plain(found.partition),
                key=found.key,
                path=str(path),
                digest=digest,
                bytes=size,
                rows=rows,
                period_end=found.period_end,
                at=timezone.now(),
                by=actor.ref,
            )
            removed = lake.drop_partition(found.table, found.partition, by=HOUSE)
            if not removed or not {_name(one.path) for one in removed} <= known:
                # Rows that landed after the copy: everything is taken back, nothing was removed yet.
                raise _changed()
            ledger.record(
                "stewardship.archived",
                by=actor.ref,
                subject=f"resource:{found.resource}",
                detail={"partition": found.key, "rows": rows, "sm3": digest, "files": len(removed)},
            )
    except IntegrityError:
        raise _changed() from None
    return row


def read_archive(
    *, actor: Actor, archive_id: int, purpose: str, limit: int = 50
) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """Columns and rows of an archived partition, through the masks of the catalogue as it is now; on the ledger.

    Raises:
        Refused, NothingThere; Incomplete without a purpose; WrongTurn when the file is missing or damaged.
    """
    row = Archive.objects.filter(pk=archive_id, gone_at=None).first()
    if row is None:
        raise NothingThere
    require(actor, "stewardship.see", row.resource)
    if not purpose.strip():
        raise Incomplete([Text("请写明用途", "Say what for")])
    if not Path(row.path).exists() or digest_of(Path(row.path))[0] != row.digest:
        raise WrongTurn(Text("归档文件缺失或已被改动。", "The archived file is missing or was changed."))
    known = catalogue.resource(row.resource)
    sees = catalogue.clearance(actor, known.department)
    with lake.connect() as connection:
        held = {one[0] for one in connection.execute(_describe(row.path)).fetchall()}
        fields = [field for field in known.fields if field.name in held]
        parts = [
            f"{catalogue.mask_sql(field, _quoted(field.name), sees)} AS {_quoted(field.name)}"
            for field in fields
        ]
        rows = connection.execute(
            f"SELECT {', '.join(parts)} FROM read_parquet({_literal(row.path)}) LIMIT {min(limit, MOST_ROWS)}"  # noqa: S608
        ).fetchall()
    ledger.record(
        "stewardship.archive-read",
        by=actor.ref,
        subject=f"resource:{row.resource}",
        purpose=purpose.strip()[:200],
        detail={"partition": row.key, "rows": len(rows), "clearance": sees},
    )
    return tuple(field.title.zh for field in fields), tuple(rows)


def digest_of(path: Path) -> tuple[str, int]:
    """SM3 (hex) and bytes of a file."""
    digest, size = crypto.Sm3(), 0
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.digest().hex(), size


def gone(path: Path) -> None:
    """Remove an archived file; one that is gone already is no fault. Raises StillThere."""
    path.unlink(missing_ok=True)
    if path.exists():
        raise StillThere(str(path))


def condition(partition: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The partition as SQL with parameters; all rows for a table without partitions."""
    parts = [
        f"{_quoted(name)} IS NULL" if value is None else f"{_quoted(name)} = ?"
        for name, value in partition.items()
    ]
    return " AND ".join(parts) or "TRUE", [value for value in partition.values() if value is not None]


def _changed() -> WrongTurn:
    return WrongTurn(Text("归档时数据有变化，请重试。", "The data changed while being archived: try again."))


def _file_names(table: str) -> set[str]:
    """Names of the files of every snapshot that can be read; no two files share one."""
    snapshots = [one.snapshot_id for one in lake.snapshots(table) if not one.expired]
    return {_name(file.path) for one in snapshots for file in lake.file_views(table, snapshot_id=one)}


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _copy(table: str, partition: Mapping[str, Any], path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    where, values = condition(partition)
    with lake.connect() as connection:
        lake.view(connection, "data", table)
        connection.execute(
            f"COPY (SELECT * FROM data WHERE {where}) TO {_literal(str(part))} (FORMAT PARQUET, COMPRESSION ZSTD)",  # noqa: S608
            values,
        )
        counted = connection.execute(
            f"SELECT count(*) FROM read_parquet({_literal(str(part))})"  # noqa: S608
        ).fetchone()
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return int(counted[0]) if counted else 0


def _describe(path: str) -> str:
    return f"DESCRIBE SELECT * FROM read_parquet({_literal(path)})"  # noqa: S608


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def stamp(at: datetime) -> str:
    """A moment as documents write it."""
    return timezone.localtime(at).isoformat(timespec="seconds")
