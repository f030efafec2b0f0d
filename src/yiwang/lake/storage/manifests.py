"""The files of a snapshot, from its manifests. Manifests never change, so what was read once is kept."""

from collections import OrderedDict
from threading import Lock

from pyiceberg.manifest import DataFile, ManifestContent, ManifestFile
from pyiceberg.table import Table
from pyiceberg.table.snapshots import Snapshot

from yiwang.lake.errors import DeletesFound

#: Manifests kept in memory; each names from one file to a few hundred.
_KEPT = 2000
_known: OrderedDict[str, tuple[DataFile, ...]] = OrderedDict()
_lock = Lock()


def data_files(table: Table, snapshot: Snapshot | None) -> tuple[DataFile, ...]:
    """Every data file of a snapshot; none for None. Raises DeletesFound if rows were deleted beside the files."""
    if snapshot is None:
        return ()
    manifests = snapshot.manifests(table.io)
    if any(one.content != ManifestContent.DATA for one in manifests):
        raise DeletesFound(".".join(table.name()))
    return tuple(file for manifest in manifests for file in _files_of(table, manifest))


def metadata_files(table: Table, snapshot: Snapshot) -> set[str]:
    """The manifest list of a snapshot and its manifests."""
    return {snapshot.manifest_list, *(one.manifest_path for one in snapshot.manifests(table.io))}


def _files_of(table: Table, manifest: ManifestFile) -> tuple[DataFile, ...]:
    with _lock:
        if manifest.manifest_path in _known:
            _known.move_to_end(manifest.manifest_path)
            return _known[manifest.manifest_path]
    entries = manifest.fetch_manifest_entry(table.io, discard_deleted=True)
    files = tuple(entry.data_file for entry in entries)
    with _lock:
        _known[manifest.manifest_path] = files
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return files
