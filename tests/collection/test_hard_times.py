"""kill -9 at every point of a load, a full disk, two processes at once: nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests.collection.conftest import BY, SLUG, TABLE, csv_of, declare, define, drop, row
from tests.support import city as cities

from yiwang.collection import api as collection
from yiwang.collection.models import Load, Source
from yiwang.collection.services import stage as staging
from yiwang.lake import api as lake

#: Where a process dies, by a line of code that never returns.
POINTS = {
    "second-checkpoint": "yiwang.collection.services.stage:_write:2",
    "before-judging": "yiwang.collection.services.load:judge:1",
    "before-landing": "yiwang.collection.services.load:land:1",
    "between-lake-and-books": "yiwang.collection.services.land:_finish:1",
    "between-books-and-tidying": "yiwang.collection.services.load:tidy:1",
}
PROGRAM = """
import importlib, os, signal, sys
import django; django.setup()
module, name, times = sys.argv[1].split(":")
target = importlib.import_module(module)
whole, calls = getattr(target, name), []
def dies(*given, **named):
    calls.append(1)
    if len(calls) == int(times):
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(*given, **named)
setattr(target, name, dies)
from yiwang.access.api import SYSTEM
from yiwang.collection import api as collection
collection.load("subsistence", by=SYSTEM("test"), transaction_id=sys.argv[2])
"""


@pytest.fixture(scope="module")
def town(city_template: None, django_db_blocker: Any) -> Iterator[str]:
    """A city of these tests' own, in which they really commit."""
    with django_db_blocker.unblock(), cities.copy() as name:
        define()
        yield name


def run(point: str) -> int:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "yiwang.project.settings",
        "YIWANG_DATABASE_URL": cities._url(str(connection.settings_dict["NAME"])),
        "YIWANG_VAR": str(settings.VAR),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, point, uuid.uuid4().hex], env=environment, capture_output=True
    )
    return done.returncode


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_load_goes_on_without_loss_or_doubling(town: str, point: str) -> None:
    number = list(POINTS).index(point)
    declare(settings={"chunk_rows": 20})
    rows = [row(number * 1000 + one) for one in range(100)] + [row(number * 1000 + 900, since="昨天")]
    before = _landed()
    drop("subsistence", csv_of(rows), f"{point}.csv")
    assert run(POINTS[point]) == -signal.SIGKILL
    stands = Load.objects.order_by("-pk").first()
    assert stands is not None
    if stands.state != "landed":
        collection.load("subsistence", by=BY, transaction_id=uuid.uuid4().hex)
    done = collection.load_of(stands.pk, BY)
    assert (done.state, done.landed_rows, done.rejected_rows) == ("landed", 100, 1)
    assert _landed() == before + 100
    assert lake.table("quarantine.civil_subsistence").rows == number + 1
    (line,) = [one for one in collection.statistics().resources if one.resource == SLUG]
    assert line.records == before + 100
    with pytest.raises(collection.NothingToLoad):
        collection.load("subsistence", by=BY, transaction_id=uuid.uuid4().hex)


def _landed() -> int:
    try:
        return lake.table(TABLE).rows
    except lake.NoSuchTable:
        return 0


def test_only_one_process_loads_a_source_at_a_time(town: str) -> None:
    declare("once")
    drop("once", csv_of([row(7001)]))
    source = Source.objects.get(slug="once")
    import psycopg

    with psycopg.connect(cities._url(town), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('collection'), %s)", [source.pk])
        with pytest.raises(collection.LoadRunning):
            collection.load("once", by=BY, transaction_id="one")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            assert collection.load("once", by=BY, transaction_id="two").landed_rows == 1
            break
        except collection.LoadRunning:
            time.sleep(0.1)


@pytest.mark.parametrize("where", ["staging", "lake"])
def test_a_full_disk_stops_at_a_checkpoint_and_the_retry_lands_everything(
    town: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = f"full-{where}"
    declare(slug, settings={"chunk_rows": 20})
    number = 8000 if where == "staging" else 9000
    drop(slug, csv_of([row(number + one) for one in range(50)]))
    before, flag, fsync = _landed(), [True], os.fsync

    def full(handle: int) -> None:
        path = os.readlink(f"/proc/self/fd/{handle}")
        hit = f"/{where}/" in path or (where == "staging" and path.endswith("rows-000002.partial"))
        if flag[0] and hit and (where == "lake" or "000002" in path):
            raise OSError(28, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises((collection.DiskIsFull, lake.DiskFull)) as stopped:
        collection.load(slug, by=BY, transaction_id=uuid.uuid4().hex)
    assert stopped.value.remedy
    assert _landed() == before
    flag[0] = False
    done = collection.load(slug, by=BY, transaction_id=uuid.uuid4().hex)
    assert (done.landed_rows, _landed()) == (50, before + 50), done


def test_two_hundred_thousand_rows_land_in_checkpoints(resource: str, tmp_path: Path) -> None:
    """The scale proof of this room: several checkpoints, one pass, figures that agree."""
    declare("large", settings={"chunk_rows": 50_000})
    line = "3716021960{0:08},王强,黄河五路{0}号,138{0:08},2020-01-05,520.50,2026-10-01 08:00:00"
    file = collection.drop_folder("large") / "large.csv"
    with file.open("w") as out:
        out.write("resident_id,name,address,mobile,since,monthly_amount,updated_at\n")
        out.writelines(line.format(number) + "\n" for number in range(200_000))
    seen: list[int] = []
    done = collection.load("large", by=BY, transaction_id="large", progress=lambda rows, _: seen.append(rows))
    assert (done.landed_rows, done.rejected_rows, lake.table(TABLE).rows) == (200_000, 0, 200_000)
    assert len(seen) == done.chunks >= 2
    assert done.source_hash == done.staged_hash == done.landed_hash
    assert staging.staged_files(Load.objects.get(pk=done.id))
