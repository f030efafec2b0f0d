"""Two processes at once, kill -9 at every point, a disk that fills: nothing half, nothing twice, nothing lost."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from tests.lake.conftest import COLUMNS, count, rows
from tests.support import city as cities

from yiwang.access.api import SYSTEM, Actor
from yiwang.lake import api as lake

#: One process for each line of its arguments, all forked at once: where it dies (or nothing), and the loads it lands.
PROGRAM = """
import importlib, os, signal, sys
import django; django.setup()
sys.path.insert(0, os.getcwd())
from tests.lake.conftest import rows
from yiwang.access.api import SYSTEM
from yiwang.lake import api as lake

def work(point, load_ids):
    if point:
        module, name = point.split(":")
        setattr(importlib.import_module(module), name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    for load_id in load_ids:
        lake.append("ods.people", rows(0, 100), load_id=load_id, by=SYSTEM("test"))
    return 0

children = []
for line in sys.argv[1:]:
    point, *load_ids = line.split(" ")
    child = os.fork()
    if not child:
        os._exit(work(point, load_ids))
    children.append(child)
print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
"""
#: Files written, files named for the table, metadata written but the pointer not moved, everything but the commit itself.
POINTS = {
    "files-written": "yiwang.lake.services.add_files:land",
    "files-placed": "yiwang.lake.services.land:_commit",
    "metadata-written": "yiwang.lake.services.land:_record",
    "before-the-commit": "yiwang.lake.services.land:_tell",
}


def run(*lines: str) -> list[int]:
    """Run processes side by side on this test's database; their exit codes."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "yiwang.project.settings",
        "YIWANG_DATABASE_URL": cities._url(str(connection.settings_dict["NAME"])),
        "YIWANG_VAR": str(settings.VAR),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *lines], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    codes: list[int] = json.loads(done.stdout)
    return codes


def filled_up(by: Actor) -> int:
    """Lands loads until the disk is full; the rows that landed."""
    landed = 0
    while landed < 200_000:
        try:
            load_id = f"load:{landed // 2000}"
            lake.append("ods.filling", rows(landed, landed + 2000), load_id=load_id, by=by)
        except lake.DiskFull:
            return landed
        landed += 2000
    raise AssertionError("the disk never filled")


def spill(folder: Path) -> None:
    with lake.connect(memory="256MB") as engine:
        engine.execute(f"COPY (SELECT uuid() AS u FROM range(200000)) TO '{folder}/a.parquet'")


@pytest.mark.django_db(transaction=True)
def test_processes_that_land_and_die_together_leave_whole_loads_only(by):
    lake.define_table("ods.people", COLUMNS, partition_by=["month"], by=by)
    both = [" ".join(["", "shared", *(f"{who}:{one}" for one in range(6))]) for who in "ab"]
    dying = [f"{point} dead:{name}" for name, point in POINTS.items()]
    assert run(*both, *dying) == [0, 0] + [-signal.SIGKILL] * len(POINTS)
    assert sorted(one.load_id for one in lake.snapshots("ods.people")) == sorted(
        ["shared", *(f"{who}:{one}" for who in "ab" for one in range(6))]
    )
    assert count("ods.people") == 1300 == lake.table("ods.people").rows
    assert list(lake.verify("ods.people")) == []
    for name in POINTS:
        assert lake.append("ods.people", rows(0, 100), load_id=f"dead:{name}", by=by).rows == 100
    table = Path(lake.files("ods.people")[0]).parent
    assert len(list(table.iterdir())) > lake.table("ods.people").files
    lake.clean(by=by, grace=timedelta(seconds=-1))
    assert len(list(table.iterdir())) == lake.table("ods.people").files == 17
    assert count("ods.people") == 1700
    assert list(lake.verify("ods.people")) == []


@pytest.mark.django_db
def test_a_disk_that_fills_at_any_moment_of_a_load_loses_nothing(people, by, monkeypatch):
    lake.append(people, rows(0, 10), load_id="load:1", by=by)
    fsync, calls = os.fsync, []

    def full_from(moment):
        def fails(handle):
            calls.append(handle)
            if len(calls) >= moment:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            fsync(handle)

        calls.clear()
        return fails

    for moment in range(1, 50):
        monkeypatch.setattr(os, "fsync", full_from(moment))
        try:
            lake.append(people, rows(10, 30), load_id="load:2", by=by)
        except lake.DiskFull:
            pass
        else:
            break
        assert lake.snapshot_of(people, "load:2") is None
        assert count(people) == 10 == lake.table(people).rows
        assert list(lake.verify(people)) == []
    # A data file, its folder, a manifest, the list of manifests, the metadata and their folder.
    assert moment > 6
    assert "yiwang lake expire" in lake.DiskFull().remedy.en
    assert count(people) == 30


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where this machine lets us have one."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(tmp_path)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


@contextmanager
def var_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(settings, "VAR", folder)
        yield


@pytest.mark.django_db
def test_a_really_full_disk_is_named_and_room_made_lets_the_same_load_land(small_disk, by, monkeypatch):
    with var_at(small_disk, monkeypatch):
        lake.define_table("ods.filling", COLUMNS, by=by)
        landed = filled_up(by)
        assert landed
        assert count("ods.filling") == landed
        assert list(lake.verify("ods.filling")) == []
        with pytest.raises(lake.DiskFull):
            spill(lake.staging("ods.filling", "bulk"))
        subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
        assert lake.append("ods.filling", rows(0, 10), load_id=f"load:{landed // 2000}", by=by).rows == 10
        assert count("ods.filling") == landed + 10


@pytest.mark.django_db
def test_a_load_that_is_rolled_back_with_its_caller_never_was(people):
    by = SYSTEM("test")
    folder = lake.staging(people, "load:1")
    with lake.connect(memory="256MB") as engine:
        engine.execute(f"COPY (SELECT '1' AS resident_id) TO '{folder}/a.parquet' (FORMAT parquet)")
    with transaction.atomic():
        lake.add_files(people, [folder / "a.parquet"], load_id="load:1", by=by)
        assert count(people) == 1
        transaction.set_rollback(True)
    assert count(people) == 0
    assert lake.add_files(people, [folder / "a.parquet"], load_id="load:1", by=by).rows == 1
