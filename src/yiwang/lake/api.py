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
    TookTooLong,
    TooMuchMemory,
)
from yiwang.lake.facts import SnapshotCommitted
from yiwang.lake.figures import column_figures, totals
from yiwang.lake.queries import file_views, files, snapshot_at, snapshot_of, snapshots, table, tables
from yiwang.lake.reading import connect, view
from yiwang.lake.rules.column_types import arrow_type, duckdb_type
from yiwang.lake.rules.names import LAYERS
from yiwang.lake.services.add_files import add_files, staging
from yiwang.lake.services.append import append
from yiwang.lake.services.clean import clean
from yiwang.lake.services.compact import compact, small_files
from yiwang.lake.services.define import define_table
from yiwang.lake.services.drop_partition import drop_partition
from yiwang.lake.services.expire import expire
from yiwang.lake.services.query import query
from yiwang.lake.services.replace_partition import replace_partition
from yiwang.lake.services.spark import query_on_spark
from yiwang.lake.services.verify import verify
from yiwang.lake.services.work import ask_compaction, newest_work
from yiwang.lake.types import (
    Column,
    ColumnFigures,
    Compaction,
    Expiry,
    FileFault,
    FileView,
    RemovedFile,
    SnapshotView,
    TableAt,
    TableView,
    Totals,
    WorkView,
)

__all__ = [
    "LAYERS",
    "BadName",
    "BadPartition",
    "BadQuery",
    "Column",
    "ColumnFigures",
    "Compaction",
    "DeletesFound",
    "DiskFull",
    "Expiry",
    "FileFault",
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
    "TookTooLong",
    "Totals",
    "WorkView",
    "add_files",
    "append",
    "arrow_type",
    "ask_compaction",
    "clean",
    "column_figures",
    "compact",
    "connect",
    "define_table",
    "drop_partition",
    "duckdb_type",
    "expire",
    "file_views",
    "files",
    "newest_work",
    "query",
    "query_on_spark",
    "replace_partition",
    "small_files",
    "snapshot_at",
    "snapshot_of",
    "snapshots",
    "staging",
    "table",
    "tables",
    "totals",
    "verify",
    "view",
]
