"""Reading a source into staged Parquet files, chunk by chunk, each made durable before its checkpoint is written."""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

import errno
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from django.db import transaction

from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import DiskIsFull, NotReconciled, SchemaDrift
from yiwang.collection.models import Chunk, Load
from yiwang.collection.place import load_folder
from yiwang.collection.readers.base import Piece, Reader, Spoiled
from yiwang.collection.rules.staging import (
    ANOTHER_TYPE,
    FAULTS,
    Target,
    added,
    drift,
    hash_sql,
    literal,
    quoted,
    staging_sql,
)
from yiwang.lake import api as lake
from yiwang.text import Text

#: `(rows read, rows expected or None)`.
Progress = Callable[[int, int | None], None]
_FEW = 20


def targets_of(
    resource: catalogue.ResourceView, mapping: dict[str, str], load: Load | None = None
) -> list[Target]:
    """The resource's columns with where each comes from."""
    exact = dict(load.source.settings.get("exact", {})) if load and load.source else {}
    found = []
    for field in resource.fields:
        kind = catalogue.column_type(field)
        longest = int(field.length) if kind == "string" and field.length.isdecimal() else 0
        source = mapping.get(field.name, field.name)
        found.append(Target(field.name, kind, source, longest, int(exact.get(field.name, 0))))
    return found


def stage(load: Load, reader: Reader, resource: catalogue.ResourceView, progress: Progress | None) -> None:
    """Read what is not read yet; ends with the state `staged`. Raises SchemaDrift, SourceFailed, DiskIsFull."""
    folder = load_folder(load, "staged")
    mapping = dict(load.source.mapping) if load.source else {}
    wanted = {field.name: mapping.get(field.name, field.name) for field in resource.fields}
    targets = _checked(load, reader, resource, targets_of(resource, mapping, load), wanted)
    done = list(load.checkpoints.order_by("number"))
    if done and _must_begin_again(load):
        load.checkpoints.all().delete()
        done = []
    position = dict(done[-1].position) if done else {}
    _forget_unfinished(folder, len(done))
    rows = sum(one.rows + one.spoiled for one in done)
    rest = reader.rest(position)
    expected = None if rest is None else rows + rest
    number = len(done)
    for piece in reader.pieces(position):
        number += 1
        try:
            chunk = _write(load, piece, number, folder, targets)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskIsFull from error
            raise
        _note(load, piece.notes)
        chunk.save(force_insert=True)
        rows += chunk.rows + chunk.spoiled
        if progress:
            progress(rows, expected)
    if expected is not None and rows != expected:
        raise NotReconciled(
            Text(f"来源 {expected} 行，读到 {rows} 行", f"the source has {expected}, read {rows}")
        )
    _reconcile(load, folder, [target.name for target in targets], rows)


def _must_begin_again(load: Load) -> bool:
    """A table without a key cannot say where a row stands, and a queue gives unacknowledged messages again."""
    source = load.source
    return source is not None and (
        source.connector == "queue" or (source.connector == "database" and not source.key)
    )


def _checked(
    load: Load,
    reader: Reader,
    resource: catalogue.ResourceView,
    targets: list[Target],
    wanted: dict[str, str],
) -> list[Target]:
    """The columns that came, held against the catalogue and against what came before. Raises SchemaDrift."""
    if not reader.columns and reader.rest({}) == 0:
        return targets
    titles = {str(field.title.zh): field.name for field in resource.fields}
    # Spreadsheets carry the catalogue's Chinese titles as often as its column names.
    for name, source in list(wanted.items()):
        title = next((text for text, field in titles.items() if field == name), "")
        if source not in reader.columns and title in reader.columns:
            wanted[name] = title
    required = [field.name for field in resource.fields if field.required or field.key]
    known = load.source.known_columns if load.source else []
    missing, unknown = drift([one for one in reader.columns if one != "_row"], wanted, known, required)
    if missing:
        raise SchemaDrift(
            [
                Text(
                    f"缺少列“{one}”" + (f"（可能改名为“{became}”）" if became else ""),
                    f"column “{one}” is missing" + (f" (renamed “{became}”?)" if became else ""),
                )
                for one, became in missing
            ]
        )
    ignored = [one for one in unknown if not one.startswith(("_", "隔离原因", "归集行号"))]
    if ignored:
        _note(
            load,
            (
                Text(
                    f"目录中没有的列未入湖：{'、'.join(ignored)}。如需归集，请先变更目录。",
                    f"Columns the catalogue does not know were left out: {', '.join(ignored)}.",
                ),
            ),
        )
    there = set(reader.columns)
    return [
        Target(
            one.name, one.type, wanted[one.name] if wanted[one.name] in there else "", one.longest, one.digits
        )
        for one in targets
    ]


def _note(load: Load, notes: tuple[Text, ...]) -> None:
    fresh = [one.as_dict() for one in notes if one.as_dict() not in load.notes]
    if fresh:
        load.notes = [*load.notes, *fresh]
        load.save(update_fields=["notes"])


def _forget_unfinished(folder: Path, chunks: int) -> None:
    kept = {name for number in range(1, chunks + 1) for name in (_name(number), _name(number, "spoiled"))}
    for file in folder.iterdir():
        if file.name not in kept:
            file.unlink()


def _name(number: int, kind: str = "rows") -> str:
    return f"{kind}-{number:06}.parquet"


def _write(load: Load, piece: Piece, number: int, folder: Path, targets: list[Target]) -> Chunk:
    """Two files of a chunk, durable, and the checkpoint that names them."""
    names = [one.name for one in targets]
    with lake.connect(memory="1GB") as connection:
        connection.register("piece", piece.table)
        connection.execute(f"CREATE TEMP TABLE staged AS {staging_sql(targets, relation='piece')}")
        connection.unregister("piece")
        if number == 1:
            _refuse_another_type(connection, targets)
        for one in piece.spoiled:
            # Something that is no row: its text stands in the first column, so that it can be seen.
            _insert_spoiled(connection, names, one)
        clean = f"SELECT _row, {', '.join(map(quoted, names))} FROM staged WHERE len({FAULTS}) = 0"
        faulty = f"SELECT * FROM staged WHERE len({FAULTS}) > 0"
        counts = []
        for sql, file in ((clean, folder / _name(number)), (faulty, folder / _name(number, "spoiled"))):
            partial = file.with_suffix(".partial")
            connection.execute(f"COPY ({sql}) TO {literal(str(partial))} (FORMAT parquet, COMPRESSION zstd)")
            _make_durable(partial)
            partial.replace(file)
            row = connection.execute(f"SELECT count(*) FROM ({sql})").fetchone()
            counts.append(int(row[0]) if row else 0)
        _, total = connection.execute(hash_sql(names, relation="staged")).fetchone() or (0, 0)
    _make_durable(folder)
    return Chunk(
        load=load,
        number=number,
        rows=counts[0],
        spoiled=counts[1],
        hash=f"{int(total):x}",
        position=dict(piece.position),
    )


def _insert_spoiled(connection: duckdb.DuckDBPyConnection, names: list[str], one: Spoiled) -> None:
    marks = ", ".join(["?", *(["NULL"] * (len(names) - 1))])
    text = one.text.replace("\0", "")
    connection.execute(f"INSERT INTO staged VALUES (?, {marks}, [?])", [one.row, text, one.fault])


def _refuse_another_type(connection: duckdb.DuckDBPyConnection, targets: list[Target]) -> None:
    """A column most of whose cells are not of its type was retyped at the source, not filled in carelessly."""
    changed = []
    for one in targets:
        if one.type == "string" or not one.source:
            continue
        column = quoted(one.name)
        wrong, filled = connection.execute(
            f"SELECT count(*) FILTER (TRY_CAST({column} AS {lake.duckdb_type(one.type)}) IS NULL), count(*) "
            f"FROM staged WHERE {column} IS NOT NULL"
        ).fetchone() or (0, 0)
        if filled >= _FEW and wrong / filled > ANOTHER_TYPE:
            changed.append(
                Text(
                    f"列“{one.source}”不再是 {one.type}（{wrong}/{filled} 行不符）",
                    f"column “{one.source}” is no longer {one.type} ({wrong} of {filled})",
                )
            )
    if changed:
        raise SchemaDrift(changed)


def _reconcile(load: Load, folder: Path, names: list[str], rows: int) -> None:
    """What was read, by the sums kept with the checkpoints, against what lies on disk now."""
    done = list(load.checkpoints.order_by("number"))
    files = [folder / _name(one.number, kind) for one in done for kind in ("rows", "spoiled")]
    count, total = 0, 0
    if files:
        listed = ", ".join(literal(str(one)) for one in files)
        with lake.connect() as connection:
            relation = f"read_parquet([{listed}], union_by_name = true)"
            count, total = connection.execute(hash_sql(names, relation=relation)).fetchone() or (0, 0)
    load.source_rows, load.source_hash = rows, added([one.hash for one in done])
    load.staged_rows, load.staged_hash = int(count), f"{int(total):x}"
    if (load.source_rows, load.source_hash) != (load.staged_rows, load.staged_hash):
        raise NotReconciled(Text("暂存文件与读取的不一致", "the staged files are not what was read"))
    with transaction.atomic():
        load.state = "staged"
        load.save()


def _make_durable(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def staged_files(load: Load, kind: str = "rows") -> list[Path]:
    """The files of a load's chunks that hold something: `rows` or `spoiled`."""
    folder = load_folder(load, "staged")
    chosen = load.checkpoints.order_by("number")
    return [
        folder / _name(one.number, kind) for one in chosen if (one.rows if kind == "rows" else one.spoiled)
    ]


def rows_in(files: list[Path]) -> int:
    """Rows of Parquet files by their footers."""
    return sum(int(pq.read_metadata(file).num_rows) for file in files)
