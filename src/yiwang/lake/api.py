"""The door of the lake room."""

from yiwang.lake.errors import (
    BadName,
    BadPartition,
    BadQuery,
    DeletesFound,
    DiskFull,
    NoSuchSnapshot,
    NoSuchTable,
    NotOurs,
    NotStaged,
    SchemaClash,
    TooMuchMemory,
)
from yiwang.lake.facts import SnapshotCommitted
from yiwang.lake.queries import file_views, files, snapshot_at, snapshot_of, snapshots, table, tables
from yiwang.lake.reading import connect, view
from yiwang.lake.rules.column_types import arrow_type, duckdb_type
from yiwang.lake.rules.names import LAYERS
from yiwang.lake.services.add_files import add_files, staging
from yiwang.lake.services.append import append
from yiwang.lake.services.define import define_table
from yiwang.lake.services.query import query
from yiwang.lake.services.replace_partition import replace_partition
from yiwang.lake.types import Column, FileView, RemovedFile, SnapshotView, TableAt, TableView

__all__ = [
    "LAYERS",
    "BadName",
    "BadPartition",
    "BadQuery",
    "Column",
    "DeletesFound",
    "DiskFull",
    "FileView",
    "NoSuchSnapshot",
    "NoSuchTable",
    "NotOurs",
    "NotStaged",
    "RemovedFile",
    "SchemaClash",
    "SnapshotCommitted",
    "SnapshotView",
    "TableAt",
    "TableView",
    "TooMuchMemory",
    "add_files",
    "append",
    "arrow_type",
    "connect",
    "define_table",
    "duckdb_type",
    "file_views",
    "files",
    "query",
    "replace_partition",
    "snapshot_at",
    "snapshot_of",
    "snapshots",
    "staging",
    "table",
    "tables",
    "view",
]
