"""Destroying a partition, with a digest of every file that goes."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yiwang.access.api import Actor, require
from yiwang.crypto.api import Sm3
from yiwang.lake.errors import NotOurs
from yiwang.lake.queries import table
from yiwang.lake.services.expire import give_up
from yiwang.lake.services.hold import hold
from yiwang.lake.services.land import land
from yiwang.lake.storage.place import is_ours, path_of
from yiwang.lake.types import RemovedFile

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table as Iceberg

_PIECE = 4 * 2**20


def drop_partition(name: str, partition: Mapping[str, Any], *, by: Actor) -> tuple[RemovedFile, ...]:
    """Destroy the rows of a partition: in the table as it is, and in every snapshot that can still be read.

    Snapshots that hold a file of the partition are expired with it. The files are digested first and go once this
    transaction commits; if the machine dies in between, the next sweep removes them. Files that earlier went out of
    every snapshot are gone already. Nothing to destroy brings back nothing.

    Raises:
        Refused, NoSuchTable, BadPartition.
        NotOurs: a file lies in another installation's lake; nothing was changed.
    """
    from yiwang.lake.storage.catalog import catalog
    from yiwang.lake.storage.manifests import data_files
    from yiwang.lake.storage.partitions import files_of, types_of, values_of, wanted

    require(by, "lake.destroy")
    view = table(name)
    types, values = types_of(view), wanted(view, partition)
    with transaction.atomic():
        hold(name)
        iceberg = catalog().load_table(name)
        holders: set[int] = set()
        doomed: dict[str, DataFile] = {}
        for snapshot in iceberg.snapshots():
            for file in data_files(iceberg, snapshot):
                if values_of(file, types) == values:
                    holders.add(snapshot.snapshot_id)
                    doomed[file.file_path] = file
        if not doomed:
            return ()
        if not all(is_ours(path) for path in doomed):
            raise NotOurs(name)
        removed = tuple(_digested(iceberg, file) for file in doomed.values())
        land(
            name,
            load_id=f"drop:{secrets.token_hex(8)}",
            kind="drop",
            by=by,
            summary={
                "partition": {column: str(value) for column, value in partition.items()},
                "files": len(removed),
            },
            change=lambda now: ([], files_of(now, types, values)),
        )
        give_up(name, catalog().load_table(name), holders, "destroyed")
        return removed


def _digested(iceberg: "Iceberg", file: "DataFile") -> RemovedFile:
    digest, size = Sm3(), 0
    with iceberg.io.new_input(file.file_path).open() as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return RemovedFile(path_of(file.file_path), digest.digest().hex(), size)
