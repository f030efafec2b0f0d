"""Running loads: begin, go on after a break, try again. Whatever happens in between, nothing is lost or doubled."""

import contextlib
import errno
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import (
    DiskIsFull,
    LoadRunning,
    NoSuchLoad,
    NothingToLoad,
    SchemaDrift,
    SourceFailed,
    WrongState,
)
from yiwang.collection.facts import LoadFailed
from yiwang.collection.models import Load, Source
from yiwang.collection.models.load import OPEN
from yiwang.collection.place import load_folder, waiting_files
from yiwang.collection.readers.base import Reader
from yiwang.collection.readers.opening import CHUNK, open_file, open_source
from yiwang.collection.services.judge import judge
from yiwang.collection.services.land import land, tidy
from yiwang.collection.services.send_back import send_back_drift
from yiwang.collection.services.stage import Progress, stage
from yiwang.collection.sources import source_row
from yiwang.collection.types import LoadView
from yiwang.collection.views import load_view
from yiwang.errors import YiwangError
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.text import Text

#: Errors after which the same load may simply go on: nothing is wrong with the data.
_GOES_ON = (SourceFailed, DiskIsFull, lake.DiskFull)


def load(source_slug: str, *, by: Actor, transaction_id: str, progress: Progress | None = None) -> LoadView:
    """Load what is new at a source; a load that was broken off goes on first. A repeated `transaction_id` gives the same.

    A source of files takes the oldest file that waits in its drop folder.

    Raises:
        Refused, NoSuchSource.
        LoadRunning: another process is at it. NothingToLoad: no file waits.
        SchemaDrift, Unreadable, SourceFailed, DiskIsFull, NotReconciled: the load stopped; see its page.
    """
    source = source_row(source_slug)
    require(by, "collection.load", source.department_code)
    if standing := Load.objects.filter(transaction_id=transaction_id).first():
        return load_view(standing) if standing.state not in OPEN else _run(standing, progress)
    with _alone(source, None):
        broken = Load.objects.filter(source=source, state__in=OPEN).first()
        if broken is not None:
            return _run(broken, progress, held=True)
        Source.objects.filter(pk=source.pk).update(last_tried_at=timezone.now())
        file = None
        if source.connector == "files":
            file = next(iter(waiting_files(source.slug)), None)
            if file is None:
                raise NothingToLoad(source.slug)
        begun = begin(
            resource=catalogue.resource(source.resource),
            source=source,
            file=file,
            by=by,
            transaction_id=transaction_id,
        )
        return _run(begun, progress, held=True)


def resume(load_id: int, *, by: Actor, progress: Progress | None = None) -> LoadView:
    """Go on with a load that was broken off, from its last checkpoint. Raises NoSuchLoad, Refused, LoadRunning."""
    found = _of(load_id, by)
    if found.state not in OPEN:
        raise WrongState
    return _run(found, progress)


def retry(load_id: int, *, by: Actor, progress: Progress | None = None) -> LoadView:
    """Begin a stopped load again from its source's last position. Raises NoSuchLoad, Refused, WrongState."""
    found = _of(load_id, by)
    if found.state != "failed":
        raise WrongState
    found.checkpoints.all().delete()
    found.state, found.error_code, found.error, found.remedy, found.notes = "reading", "", {}, {}, []
    found.finished_at = None
    found.save()
    return _run(found, progress)


def begin(
    *,
    resource: catalogue.ResourceView,
    source: Source | None,
    file: Path | None,
    by: Actor,
    transaction_id: str,
    name: str = "",
    corrects: Load | None = None,
    began_from: dict[str, Any] | None = None,
) -> Load:
    """Write down that a load begins, and take its file into the load's own folder."""
    with transaction.atomic():
        begun = Load.objects.create(
            source=source,
            resource=resource.slug,
            department_code=resource.department,
            table=catalogue.table_of(resource.slug),
            transaction_id=transaction_id,
            by_ref=by.ref,
            file_name=(name or (file.name if file else ""))[:200],
            file_digest=_digest(file) if file else "",
            began_from={"from": str(file) if file else "", **(began_from or {})},
            started_at=timezone.now(),
            corrects=corrects,
        )
        ledger.record(
            "collection.began",
            by=by.ref,
            subject=f"load:{begun.pk}",
            detail={"resource": resource.slug, "source": source.slug if source else "form"},
        )
    return begun


def _run(load: Load, progress: Progress | None, *, held: bool = False) -> LoadView:
    """Every step that is left, each leaving the load where a later run goes on."""
    guard = contextlib.nullcontext() if held else _alone(load.source, load)
    with guard:
        load.refresh_from_db()
        load.attempts += 1
        load.save(update_fields=["attempts"])
        try:
            _steps(load, progress)
        except _GOES_ON as error:
            _tell(load, error, stopped=False)
            raise
        except YiwangError as error:
            _tell(load, error, stopped=True)
            raise
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                _tell(load, DiskIsFull(), stopped=False)
                raise DiskIsFull from error
            raise
        return load_view(load)


def _steps(load: Load, progress: Progress | None) -> None:
    resource = catalogue.resource(load.resource)
    if load.state == "reading" and _is_repeated_file(load):
        return
    reader: Reader | None = None
    try:
        # A queue stays open until its messages may be acknowledged.
        if load.state == "reading":
            reader = _open(load, resource)
            load.began_from = {**load.began_from, "columns": [one for one in reader.columns if one != "_row"]}
            load.save(update_fields=["began_from"])
            stage(load, reader, resource, progress)
            if _says_nothing_new(load):
                reader.settle()
                return
        if load.state == "staged":
            judge(load, resource)
        if load.state == "admitted":
            land(load, resource)
        if reader is not None:
            reader.settle()
    finally:
        if reader is not None:
            reader.close()
    tidy(load)


def _open(load: Load, resource: catalogue.ResourceView) -> Reader:
    source = load.source
    if source is None or source.connector == "files":
        expected = [*(one.name for one in resource.fields), *(one.title.zh for one in resource.fields)]
        mapped = list(source.mapping.values()) if source else []
        chunk = int(source.settings.get("chunk_rows", CHUNK)) if source else CHUNK
        sheet = str(source.settings.get("sheet", "")) if source else ""
        return open_file(taken_file(load), chunk=chunk, expected=[*expected, *mapped], sheet=sheet)
    return open_source(source, source.position)


def taken_file(load: Load) -> Path:
    """The delivered file in the load's own folder; moved there now if a break came between."""
    folder = load_folder(load, "delivered")
    kept = folder / (Path(load.file_name).name or "data")
    if not kept.exists():
        came = Path(load.began_from.get("from", ""))
        if not came.is_file():
            raise NoSuchLoad
        partial = folder / ".partial"
        shutil.copyfile(came, partial)
        partial.replace(kept)
        came.unlink()
    return kept


def _is_repeated_file(load: Load) -> bool:
    """A file with the very bytes of one that landed before lands nothing, and says so."""
    if not load.file_digest or load.corrects_id:
        return False
    before = _landed_like(load).filter(file_digest=load.file_digest).first()
    if before is None:
        return False
    taken_file(load)
    _call_duplicate(load, before)
    return True


def _says_nothing_new(load: Load) -> bool:
    """No rows at all, or the same rows as a batch before (in whatever order): nothing lands, and the load says why."""
    if not load.staged_rows:
        load.state, load.finished_at = "empty", timezone.now()
        load.landed_rows = load.rejected_rows = 0
        load.save()
        if load.source:
            Source.objects.filter(pk=load.source.pk).update(last_ok_at=timezone.now())
        return True
    if load.corrects_id:
        return False
    same = _landed_like(load).filter(source_hash=load.source_hash, source_rows=load.source_rows)
    if load.source and load.source.mode != "incremental":
        # What stood before and came back is a change; only the batch that stands now is repeated.
        newest = _landed_like(load).first()
        same = same.filter(pk=newest.pk) if newest else same.none()
    before = same.first()
    if before is None:
        return False
    _call_duplicate(load, before)
    return True


def _landed_like(load: Load) -> Any:
    return (
        Load.objects.filter(resource=load.resource, state="landed", corrects=None)
        .exclude(pk=load.pk)
        .order_by("-pk")
    )


def _call_duplicate(load: Load, before: Load) -> None:
    load.state, load.duplicate_of, load.finished_at = "duplicate", before, timezone.now()
    load.landed_rows = load.rejected_rows = 0
    load.repeats = load.staged_rows or before.staged_rows or 0
    load.save()
    ledger.record(
        "collection.duplicate", by=load.by_ref, subject=f"load:{load.pk}", detail={"same_as": before.pk}
    )
    if load.source:
        Source.objects.filter(pk=load.source.pk).update(last_ok_at=timezone.now())


def _tell(load: Load, error: YiwangError, *, stopped: bool) -> None:
    """Write down why a load stands still; a stopped one frees its source for the next."""
    with transaction.atomic():
        load.refresh_from_db(fields=["state"])
        load.error_code = error.code
        load.error, load.remedy = error.message.as_dict(), error.remedy.as_dict()
        if stopped and load.state in OPEN:
            load.state, load.finished_at = "failed", timezone.now()
            bus.publish(LoadFailed(load_id=load.pk, resource=load.resource, code=error.code))
        load.save()
        ledger.record(
            "collection.stopped", by=load.by_ref, subject=f"load:{load.pk}", detail={"why": error.code}
        )
        if isinstance(error, SchemaDrift):
            send_back_drift(
                load, Text(str(error.message.zh) + error.remedy.zh, error.message.en + " " + error.remedy.en)
            )


@contextlib.contextmanager
def _alone(source: Source | None, load: Load | None) -> Iterator[None]:
    """One process a source, or a load that has none; the lock goes with the connection, so a killed process leaves none."""
    if source is not None:
        number, name = source.pk, source.slug
    else:
        assert load is not None
        # Loads of the form lock below zero, where no source is.
        number, name = -load.pk, load.file_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('collection'), %s)", [number])
        (mine,) = cursor.fetchone()
    if not mine:
        raise LoadRunning(name)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('collection'), %s)", [number])


def _of(load_id: int, by: Actor) -> Load:
    found = Load.objects.select_related("source").filter(pk=load_id).first()
    if found is None:
        raise NoSuchLoad
    require(by, "collection.load", found.department_code)
    return found


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
