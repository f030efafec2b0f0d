"""Keeping house: fewer files with the same rows, old snapshots given up, partitions destroyed, faults found."""

import datetime as dt
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import transaction
from django.utils import timezone
from tests.lake.conftest import count, rows

from yiwang.access.api import PUBLIC, Actor, Refused, Role
from yiwang.crypto.api import sm3
from yiwang.lake import api as lake

pytestmark = pytest.mark.django_db

ALL = "SELECT * FROM t ORDER BY resident_id"


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """A block after which what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def many(people, by):
    """Nine small loads in two months, delivered in falling order."""
    for number in range(9):
        start = 90 - 10 * number
        lake.append(
            people, rows(start, start + 10, f"2026-0{1 + number % 2}"), load_id=f"load:{number}", by=by
        )
    return people


def test_compaction_keeps_every_row_and_sorts_them(many, by):
    before = lake.query(ALL, {"t": many})
    told = []
    made = lake.compact(many, by=by, progress=lambda done, total: told.append((done, total)))
    assert (made.files_before, made.files_after, made.rows) == (9, 2, 90)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 0
    assert lake.query(ALL, {"t": many}).equals(before)
    assert lake.table(many).files == 2
    assert lake.table(many).rows == 90
    for path in lake.files(many):
        numbers = pq.read_table(path)["resident_id"].to_pylist()
        assert numbers == sorted(numbers)
    assert lake.compact(many, by=by).files_before == 0


def test_a_compacted_table_can_still_be_read_as_it_was(many, by):
    newest = lake.snapshots(many)[0]
    lake.compact(many, by=by)
    assert len(lake.files(many, snapshot_id=newest.snapshot_id)) == 9
    assert count(many, snapshot_id=newest.snapshot_id) == 90


def test_rows_that_land_during_a_compaction_are_kept(many, by):
    def progress(done, total):
        lake.append(many, rows(1000, 1010), load_id=f"meanwhile:{done}", by=by)

    lake.compact(many, by=by, progress=progress)
    assert count(many) == 120


def test_a_group_that_was_replaced_during_a_compaction_is_left_out(many, by):
    def progress(done, total):
        lake.replace_partition(many, {"month": "2026-01"}, rows(0, 1), load_id="meanwhile", by=by)

    made = lake.compact(many, by=by, progress=progress)
    assert made.files_before == 4
    assert lake.query("SELECT count(*) n FROM t WHERE month = '2026-01'", {"t": many}).to_pylist() == [
        {"n": 1}
    ]


def test_expired_snapshots_take_only_their_own_files(many, by, committing):
    old = [Path(path) for path in lake.files(many)]
    first = lake.snapshots(many)[-1]
    lake.compact(many, by=by)
    with committing():
        gone = lake.expire(many, before=timezone.now() + timedelta(minutes=1), by=by)
    assert gone.snapshots == 10
    assert gone.files > 9
    assert not any(path.exists() for path in old)
    assert count(many) == 90
    assert list(lake.verify(many)) == []
    with pytest.raises(lake.NoSuchSnapshot):
        lake.files(many, snapshot_id=first.snapshot_id)
    with pytest.raises(lake.NoSuchSnapshot):
        lake.files(many, as_of=first.at)
    assert lake.append(many, rows(0, 10), load_id="load:0", by=by).snapshot_id == first.snapshot_id
    assert count(many) == 90
    assert lake.expire(many, before=timezone.now(), by=by) == lake.Expiry(0, 0)


def test_files_of_an_expiry_that_is_rolled_back_stay(many, by):
    with transaction.atomic():
        lake.expire(many, before=timezone.now() + timedelta(minutes=1), by=by)
        transaction.set_rollback(True)
    assert list(lake.verify(many)) == []
    assert count(many, snapshot_id=lake.snapshots(many)[-1].snapshot_id) == 10


def test_a_destroyed_partition_is_gone_from_every_snapshot_with_its_digests(many, by, committing):
    lake.compact(many, by=by)
    held = {
        path: Path(path).read_bytes()
        for one in lake.snapshots(many)
        for path in lake.files(many, snapshot_id=one.snapshot_id)
    }
    with committing():
        removed = lake.drop_partition(many, {"month": "2026-01"}, by=by)
    assert len(removed) == 6
    for one in removed:
        assert not Path(one.path).exists()
        assert one.digest_sm3 == sm3(held[one.path]).hex()
        assert one.bytes == len(held[one.path])
    assert lake.query("SELECT DISTINCT month FROM t", {"t": many}).to_pylist() == [{"month": "2026-02"}]
    left = [one for one in lake.snapshots(many) if not one.expired]
    assert [one.kind for one in left] == ["drop"]
    assert list(lake.verify(many)) == []
    assert lake.drop_partition(many, {"month": "2026-01"}, by=by) == ()


def test_files_of_another_installation_are_read_and_never_removed(many, by, committing, monkeypatch):
    from django.db import connection

    monkeypatch.setitem(connection.settings_dict, "NAME", "restored")
    with pytest.raises(lake.NotOurs):
        lake.drop_partition(many, {"month": "2026-01"}, by=by)
    paths = lake.files(many)
    lake.compact(many, by=by)
    with committing():
        lake.expire(many, before=timezone.now() + timedelta(minutes=1), by=by)
    assert all(Path(path).exists() for path in paths)


def test_what_a_crash_left_is_cleared_away_and_nothing_else(many, by):
    table = Path(lake.files(many)[0]).parent
    orphan = table / "left.parquet"
    orphan.write_bytes(b"half")
    staged = lake.staging(many, "load:dead") / "half.parquet"
    staged.write_bytes(b"half")
    lake.clean(by=by)
    assert orphan.exists()
    lake.clean(by=by, grace=timedelta(seconds=-1))
    assert not orphan.exists()
    assert not staged.exists()
    assert list(lake.verify(many)) == []
    assert count(many, snapshot_id=lake.snapshots(many)[-1].snapshot_id) == 10


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "size"),
        (lambda path: path.write_bytes(b"x" * path.stat().st_size), "unreadable"),
    ],
)
def test_every_harm_to_a_file_is_found(many, harm, fault):
    harmed = Path(lake.files(many)[3])
    harm(harmed)
    assert list(lake.verify(many)) == [lake.FileFault(many, str(harmed), fault)]


def test_row_deletes_of_another_engine_are_refused(many, monkeypatch):
    from pyiceberg.manifest import ManifestContent, ManifestFile

    monkeypatch.setattr(ManifestFile, "content", property(lambda self: ManifestContent.DELETES))
    with pytest.raises(lake.DeletesFound):
        lake.files(many)


def test_who_may_keep_house(many):
    officer = Actor(
        "account:1", "staff", "x", mfa=True, roles=frozenset({Role("data-officer", "3716-police", "3716")})
    )
    for who in (PUBLIC, officer):
        with pytest.raises(Refused):
            lake.compact(many, by=who)
        with pytest.raises(Refused):
            lake.expire(many, before=dt.datetime.now(dt.UTC), by=who)
        with pytest.raises(Refused):
            lake.drop_partition(many, {"month": "2026-01"}, by=who)
        with pytest.raises(Refused):
            lake.clean(by=who)


def test_a_load_without_rows_is_remembered(people, by):
    landed = lake.append(people, rows(0, 0), load_id="load:none", by=by)
    assert landed.rows == 0
    assert lake.append(people, rows(0, 9), load_id="load:none", by=by) == landed
    assert lake.append(people, iter([pa.RecordBatch.from_pylist([])][:0]), load_id="x", by=by).rows == 0
