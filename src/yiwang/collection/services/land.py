"""Landing what was admitted, exactly once, and the bookkeeping that makes it official in one transaction."""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from yiwang.bus import api as bus
from yiwang.calendar.api import CITY_ZONE
from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import NotReconciled
from yiwang.collection.facts import LoadFinished
from yiwang.collection.models import Load, Source, Standing, Tally
from yiwang.collection.place import load_folder
from yiwang.collection.rules.sequences import joined
from yiwang.collection.rules.staging import hash_sql, literal, quoted
from yiwang.collection.services.judge import (
    BY,
    LOAD,
    REASONS,
    ROW,
    RULES,
    good_files,
    quarantine_file,
    quarantine_table,
)
from yiwang.collection.services.mend import mend, settle_by_key
from yiwang.collection.services.send_back import send_back
from yiwang.collection.services.stage import rows_in, staged_files
from yiwang.collection.services.tell_lineage import tell_lineage
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.text import Text

_BATCH = 100_000


def land(load: Load, resource: catalogue.ResourceView) -> None:
    """From `admitted` to `landed`. The lake knows the load by its number, so a second landing brings back the first.

    Raises:
        lake.DiskFull, lake.SchemaClash: nothing landed; the load can be resumed.
    """
    columns = [
        lake.Column(field.name, catalogue.column_type(field), doc=field.title.zh) for field in resource.fields
    ]
    partition = tuple(load.source.settings.get("partition_by", ())) if load.source else ()
    lake.define_table(load.table, columns, partition_by=partition, by=BY)
    held = [lake.Column(one.name, "string") for one in columns]
    own = [
        lake.Column(LOAD, "string"),
        lake.Column(ROW, "bigint"),
        lake.Column(RULES, "string"),
        lake.Column(REASONS, "string"),
    ]
    snapshot = _land_good(load, resource, columns)
    if load.rejected_rows:
        lake.define_table(quarantine_table(load.table), [*own, *held], by=BY)
        lake.append(
            quarantine_table(load.table),
            _batches([quarantine_file(load)], None),
            load_id=f"{load.pk}",
            by=BY,
        )
    _reconcile(load, [one.name for one in columns], snapshot)
    _finish(load, resource, snapshot)


def _land_good(
    load: Load, resource: catalogue.ResourceView, columns: list[lake.Column]
) -> lake.SnapshotView | None:
    files, mode = good_files(load), load.source.mode if load.source else "incremental"
    schema = pa.schema([(one.name, lake.arrow_type(one.type)) for one in columns])
    if mode == "full":
        return lake.replace_partition(load.table, {}, _batches(files, schema), load_id=f"{load.pk}", by=BY)
    if mode == "replace-partition":
        return _replace(load, files, schema)
    if not rows_in(files):
        return None
    return lake.append(load.table, _batches(files, schema), load_id=f"{load.pk}", by=BY)


def _replace(load: Load, files: list[Path], schema: pa.Schema) -> lake.SnapshotView | None:
    """Each partition that the load brings takes the place of the one that stood there."""
    names = list(load.source.settings.get("partition_by", ())) if load.source else []
    table = pq.ParquetDataset(files).read().cast(schema) if files else schema.empty_table()
    last = None
    for number, part in enumerate(table.group_by(names).aggregate([]).to_pylist()):
        rows = table
        for name, value in part.items():
            here = rows[name]
            same = pc.is_null(here) if value is None else pc.equal(here, pa.scalar(value, here.type))
            rows = rows.filter(same)
        last = lake.replace_partition(load.table, part, rows, load_id=f"{load.pk}:{number}", by=BY)
    return last


def _batches(files: list[Path], schema: pa.Schema | None) -> Iterator[pa.RecordBatch]:
    for file in files:
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches(_BATCH):
                yield batch if schema is None else batch.select(schema.names).cast(schema)


def _reconcile(load: Load, names: list[str], snapshot: lake.SnapshotView | None) -> None:
    """What the lake holds of this load, read from its own files, against what was admitted. Raises NotReconciled."""
    load.landed_rows = load.good_rows
    if snapshot is None or (load.source and load.source.mode == "replace-partition"):
        return
    landed = snapshot.rows
    if landed != load.good_rows:
        raise NotReconciled(
            Text(
                f"应入湖 {load.good_rows} 行，湖中 {landed} 行", f"{load.good_rows} admitted, {landed} landed"
            )
        )
    before = set(_files_before(load.table, snapshot))
    own = [one for one in lake.files(load.table, snapshot_id=snapshot.snapshot_id) if one not in before]
    listed = ", ".join(literal(one) for one in own)
    total = 0
    with lake.connect() as connection:
        if own:
            relation = f"read_parquet([{listed}], hive_partitioning = false)"
            total += int((connection.execute(hash_sql(names, relation=relation)).fetchone() or (0, 0))[1])
        file = literal(str(quarantine_file(load)))
        total += int(
            (connection.execute(hash_sql(names, relation=f"read_parquet({file})")).fetchone() or (0, 0))[1]
        )
    if f"{total:x}" != load.landed_hash:
        raise NotReconciled(
            Text("湖中数据与审查通过的不一致", "what the lake holds is not what was admitted")
        )


def _files_before(table: str, snapshot: lake.SnapshotView) -> tuple[str, ...]:
    # The commit's own files are those that the snapshot before it does not have; a replaced table keeps none.
    if snapshot.kind == "replace":
        return ()
    earlier = [one for one in lake.snapshots(table) if one.id < snapshot.id and not one.expired]
    return lake.files(table, snapshot_id=max(earlier, key=lambda one: one.id).snapshot_id) if earlier else ()


def _finish(load: Load, resource: catalogue.ResourceView, snapshot: lake.SnapshotView | None) -> None:
    """Everything that follows from a landed load, together or not at all."""
    now = timezone.now()
    with transaction.atomic():
        locked = Load.objects.select_for_update().get(pk=load.pk)
        if locked.state == "landed":
            return
        load.state, load.finished_at = "landed", now
        load.snapshot_id = snapshot.snapshot_id if snapshot else None
        load.outstanding = load.rejected_rows or 0
        load.error_code, load.error, load.remedy = "", {}, {}
        load.save()
        _count(load, now)
        if load.source:
            _advance(load, load.source, now)
        if load.rejected_rows:
            send_back(load, resource)
        if load.corrects:
            mend(load)
        elif load.good_rows:
            settle_by_key(load, resource)
        ledger.record(
            "collection.landed",
            by=load.by_ref,
            subject=f"load:{load.pk}",
            detail={
                "resource": load.resource,
                "rows": load.landed_rows,
                "rejected": load.rejected_rows,
                "repeats": load.repeats,
                "hash": load.landed_hash,
            },
        )
        if snapshot is not None:
            tell_lineage(load, resource, by=BY)
            bus.publish(
                LoadFinished(
                    load_id=load.pk,
                    resource=load.resource,
                    table=load.table,
                    snapshot_id=snapshot.snapshot_id,
                    rows=load.landed_rows or 0,
                    rejected=load.rejected_rows or 0,
                )
            )


def _count(load: Load, now: datetime) -> None:
    month = f"{now.astimezone(CITY_ZONE):%Y-%m}"
    tally, _ = Tally.objects.get_or_create(
        resource=load.resource, department_code=load.department_code, month=month
    )
    Tally.objects.filter(pk=tally.pk).update(
        records=F("records") + (load.landed_rows or 0),
        repeats=F("repeats") + load.repeats,
        rejected=F("rejected") + (load.rejected_rows or 0),
        loads=F("loads") + 1,
    )
    Standing.objects.update_or_create(
        resource=load.resource,
        defaults={"department_code": load.department_code, "last_at": now, "last_load": load.pk},
    )


def _advance(load: Load, source: Source, now: datetime) -> None:
    """Move the source's position behind this load; a timestamp from the future never moves it past now."""
    last = load.checkpoints.order_by("-number").first()
    position: dict[str, Any] = dict(source.position)
    if source.connector == "queue" and last:
        done = [one for part in load.checkpoints.all() for one in part.position.get("landed", [])]
        position["landed"] = joined([*position.get("landed", []), *done], [])
    highest = _highest(load, source)
    wall = now.astimezone(CITY_ZONE).replace(tzinfo=None)
    if highest is not None:
        moved = min(highest, wall).isoformat()
        position["timestamp"] = max(moved, str(position.get("timestamp", "")))
    if source.mode == "incremental" and source.key and not source.timestamp and last:
        position["key"] = last.position.get("after", position.get("key"))
    known = load.began_from.get("columns") or source.known_columns
    Source.objects.filter(pk=source.pk).update(position=position, last_ok_at=now, known_columns=known)


def _highest(load: Load, source: Source) -> datetime | None:
    """The newest timestamp that was read, held-back rows included: they need not be read again."""
    name = next((one for one, came in source.mapping.items() if came == source.timestamp), source.timestamp)
    files = [*staged_files(load), *staged_files(load, "spoiled")]
    if not source.timestamp or not files:
        return None
    listed = ", ".join(literal(str(one)) for one in files)
    with lake.connect() as connection:
        columns = {
            row[0]
            for row in connection.execute(f"DESCRIBE SELECT * FROM read_parquet([{listed}])").fetchall()
        }
        if name not in columns:
            return None
        now = timezone.now().astimezone(CITY_ZONE).replace(tzinfo=None)
        row = connection.execute(
            f"SELECT max(least(TRY_CAST({quoted(name)} AS TIMESTAMP), ?)) FROM read_parquet([{listed}], union_by_name = true)",
            [now],
        ).fetchone()
    return row[0] if row else None


def tidy(load: Load) -> None:
    """The staged files of a landed load; the delivered file and the quarantined rows stay."""
    shutil.rmtree(load_folder(load, "staged"), ignore_errors=True)
    shutil.rmtree(load_folder(load, "judged", "good"), ignore_errors=True)
