"""Giving up old snapshots, and the files that only they held."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.lake.models import Commit
from yiwang.lake.queries import row_of
from yiwang.lake.services.hold import hold
from yiwang.lake.storage.durable import full_disk_named
from yiwang.lake.storage.removing import doom
from yiwang.lake.types import Expiry
from yiwang.ledger import api as ledger

if TYPE_CHECKING:
    from pyiceberg.table import Table as Iceberg


def expire(name: str, *, before: datetime, by: Actor) -> Expiry:
    """Give up the snapshots of a table that are older than a time; the newest one always stays.

    Their files go once this transaction commits, unless a snapshot that stays holds them too. A load that landed in an
    expired snapshot is still known and does not land again. Raises Refused, NoSuchTable.
    """
    from yiwang.lake.storage.catalog import catalog

    require(by, "lake.maintain")
    with full_disk_named(), transaction.atomic():
        hold(name)
        row = row_of(name)
        iceberg = catalog().load_table(name)
        old = Commit.objects.filter(table=row, at__lt=before, expired_at=None).exclude(
            snapshot_id=row.snapshot_id or 0
        )
        numbers = set(old.values_list("snapshot_id", flat=True))
        if not numbers:
            return Expiry(0, 0)
        files = give_up(name, iceberg, numbers, "expired")
        ledger.record(
            "lake.expired",
            by=by.ref,
            subject=f"lake:{name}",
            detail={"before": before, "snapshots": len(numbers), "files": files},
        )
        return Expiry(len(numbers), files)


def give_up(name: str, iceberg: "Iceberg", numbers: Collection[int], reason: str) -> int:
    """Take snapshots out of a table's metadata and doom the files only they held; returns how many files."""
    from yiwang.lake.storage.manifests import data_files, metadata_files

    going, staying = set[str](), set[str]()
    for snapshot in iceberg.snapshots():
        held = going if snapshot.snapshot_id in numbers else staying
        held |= metadata_files(iceberg, snapshot)
        held.update(one.file_path for one in data_files(iceberg, snapshot))
    known = {snapshot.snapshot_id for snapshot in iceberg.snapshots()}
    iceberg.maintenance.expire_snapshots().by_ids([one for one in numbers if one in known]).commit()
    Commit.objects.filter(table__name=name, snapshot_id__in=numbers).update(expired_at=timezone.now())
    return doom(name, going - staying, reason)
