"""Bring a snapshot of the lake into the register: the way for millions of rows. Same result as `ingest`, row by row."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.entities.facts import SnapshotMerged
from yiwang.entities.kinds import kind_of, source_numbers, source_of
from yiwang.entities.models import Change, MergedSnapshot, Record, Unmirrored
from yiwang.entities.services.absorb import one_writer, settle_one
from yiwang.entities.services.bulk import mirror
from yiwang.entities.services.bulk.arrivals import Arrivals, Counted
from yiwang.entities.services.bulk.linking import place
from yiwang.entities.services.bulk.telling import Outcome, tell_all
from yiwang.entities.services.bulk.writing import write_changes, write_new
from yiwang.entities.services.effects import summarise
from yiwang.entities.types import Ingested, Merged
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger

Progress = Callable[[str], None]


class _Phases:
    """Seconds by phase, told as each begins."""

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        if self._progress:
            self._progress(name)
        began = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began


def merge_snapshot(
    kind: str,
    source: str,
    table: str,
    snapshot_id: int,
    *,
    by: Actor,
    progress: Progress | None = None,
    memory: str = "3GB",
    threads: int = 2,
) -> Merged:
    """Merge what a snapshot added to those merged before, in one transaction; a merged snapshot changes nothing again.

    Rows without a key or a date are left out and counted. `progress` hears the name of each phase as it begins.

    Raises Refused, UnknownKind, UnknownSource; NoSuchTable, NoSuchSnapshot, DiskFull of the lake.
    """
    require(by, "entities.ingest", kind)
    known = kind_of(kind)
    declared = source_of(known, source)
    source_id = source_numbers(kind)[source]
    phases = _Phases(progress)
    with transaction.atomic(), _lock_and_folder(kind) as work:
        done = MergedSnapshot.objects.filter(source_id=source_id, snapshot_id=snapshot_id).first()
        if done is not None:
            return _again(kind, source, done)
        before = Change.objects.order_by("-id").values_list("id", flat=True).first() or 0
        with lake.connect(memory=memory, threads=threads) as duck:
            arrivals = Arrivals(duck, known, declared, work)
            at = timezone.now()
            counted, outcome, ingested = _merge(arrivals, table, snapshot_id, at, phases)
            with phases("mirror"):
                generation = mirror.write(duck, source_id)
        Unmirrored.objects.filter(source_id=source_id).delete()
        summarise(known, outcome.untold, source)
        merged = Merged(
            kind=kind,
            source=source,
            snapshot_id=snapshot_id,
            rows=counted.rows,
            keys=counted.keys,
            unusable=counted.unusable,
            done=ingested,
            seconds=phases.seconds,
        )
        _write_down(merged, table, source_id, generation, before, by)
    transaction.on_commit(lambda: mirror.keep_only(source_id, mirror.generation(source_id)))
    return merged


def _merge(
    arrivals: Arrivals, table: str, snapshot_id: int, at: datetime, phases: _Phases
) -> tuple[Counted, Outcome, Ingested]:
    kind, source = arrivals.kind, arrivals.source
    source_id = source_numbers(kind.slug)[source.slug]
    with phases("read"):
        rows, unusable = arrivals.read(table, snapshot_id, merged_files(source_id, table, snapshot_id))
    with phases("compare"):
        mirror.load(arrivals.duck, source_id, arrivals.work)
        counted = replace(arrivals.compare(), rows=rows, unusable=unusable)
    with phases("prepare"):
        arrivals.prepare()
    with phases("link"):
        placed = place(arrivals)
    with phases("write"):
        write_new(arrivals, placed, f"snapshot:{snapshot_id}"[:40], at)
        relink = write_changes(arrivals, at)
    with phases("tell"):
        outcome = tell_all(arrivals, placed, at)
    with phases("settle"):
        settled = _settle(arrivals, relink, outcome)
    done = Ingested(
        records=rows - unusable,
        created=placed.born,
        linked=placed.linked,
        changed=counted.changed,
        unchanged=rows - unusable - counted.fresh - counted.changed - counted.late,
        late=counted.late,
        waiting=placed.waiting,
    )
    done += settled
    return (
        counted,
        outcome,
        replace(done, conflicts=outcome.conflicts, entities_changed=outcome.changed),
    )


def merged_files(source_id: int, table: str, snapshot_id: int) -> frozenset[str]:
    """The files of a table that are in the register already: those of the newest merged snapshot that can be read.

    A compaction right after it holds the same rows in other files.
    """
    merged = set(
        MergedSnapshot.objects.filter(source_id=source_id, table=table).values_list("snapshot_id", flat=True)
    )
    commits = lake.snapshots(table)
    held: frozenset[str] = frozenset()
    for at, one in enumerate(commits):
        if one.snapshot_id in merged and not one.expired:
            held = frozenset(lake.files(table, snapshot_id=one.snapshot_id))
            for later in reversed(commits[:at]):
                if later.kind != "compact" or later.expired or later.snapshot_id == snapshot_id:
                    break
                held |= frozenset(lake.files(table, snapshot_id=later.snapshot_id))
            break
    return held


def _settle(arrivals: Arrivals, relink: list[int], outcome: Outcome) -> Ingested:
    """The records that need a thought, one by one."""
    kind, source = arrivals.kind, arrivals.source
    slow = arrivals.all("SELECT key FROM placed JOIN delta USING (n) WHERE fate = 'slow' ORDER BY key")
    ids = list(
        Record.objects.filter(
            source_id=source_numbers(kind.slug)[source.slug], key__in=[key.bytes for (key,) in slow]
        )
        .order_by("id")
        .values_list("id", flat=True)
    )
    done = Ingested(0)
    for one in (*ids, *relink):
        extra, told = settle_one(kind, one, source, outcome.tickets_left)
        done += extra
        outcome.add(told.changed, told.conflicts, told.untold)
    return done


def _write_down(merged: Merged, table: str, source_id: int, generation: str, before: int, by: Actor) -> None:
    done = merged.done
    figures = {name: getattr(done, name) for name in Ingested.__dataclass_fields__}
    MergedSnapshot.objects.create(
        source_id=source_id,
        table=table,
        snapshot_id=merged.snapshot_id,
        figures={**figures, "rows": merged.rows, "keys": merged.keys, "unusable": merged.unusable},
        mirror=generation,
        at=timezone.now(),
    )
    ledger.record(
        "entities.merged-snapshot",
        by=by.ref,
        subject=f"register:{merged.kind}",
        detail={"source": merged.source, "table": table, "snapshot": str(merged.snapshot_id), **figures},
    )
    bus.publish(
        SnapshotMerged(
            merged.kind, merged.source, merged.snapshot_id, done.created, done.entities_changed, before
        )
    )


def _again(kind: str, source: str, row: MergedSnapshot) -> Merged:
    figures = dict(row.figures)
    rows, keys, unusable = figures.pop("rows"), figures.pop("keys"), figures.pop("unusable")
    return Merged(
        kind, source, row.snapshot_id, rows, keys, Ingested(**figures), unusable=unusable, again=True
    )


@contextmanager
def _lock_and_folder(kind: str) -> Iterator[Path]:
    """A folder for columns on their way, of this kind's only writer; what a killed one left there goes."""
    one_writer(kind)
    folder = Path(settings.VAR) / "entities" / "work" / str(connection.settings_dict["NAME"]) / kind
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
