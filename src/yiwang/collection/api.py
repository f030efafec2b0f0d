"""The door of the collection room."""

from yiwang.collection.errors import (
    BadSource,
    DiskIsFull,
    LoadRunning,
    NoSuchLoad,
    NoSuchSource,
    NothingToLoad,
    NotReconciled,
    SchemaDrift,
    SourceFailed,
    Unreadable,
    WrongState,
)
from yiwang.collection.facts import LoadFailed, LoadFinished
from yiwang.collection.place import drop_folder
from yiwang.collection.quarantine import QuarantineRow, bad_rows, quarantine
from yiwang.collection.queries import load_of, loads, own_departments, source, sources, statistics
from yiwang.collection.rules.states import CONNECTORS, MODES, STATES
from yiwang.collection.services.accept_file import accept_file, correct
from yiwang.collection.services.define_source import define_source, disable_source
from yiwang.collection.services.load import load, resume, retry
from yiwang.collection.services.request_load import request_load
from yiwang.collection.services.sheet import (
    CellError,
    Checked,
    check_sheet,
    keep_sheet,
    kept_sheet,
    rows_as_csv,
    template,
)
from yiwang.collection.services.try_source import Preview, try_source
from yiwang.collection.types import (
    DepartmentCount,
    LoadView,
    Page,
    ResourceCount,
    SourceSpec,
    SourceView,
    Statistics,
)

__all__ = [
    "CONNECTORS",
    "MODES",
    "STATES",
    "BadSource",
    "CellError",
    "Checked",
    "DepartmentCount",
    "DiskIsFull",
    "LoadFailed",
    "LoadFinished",
    "LoadRunning",
    "LoadView",
    "NoSuchLoad",
    "NoSuchSource",
    "NotReconciled",
    "NothingToLoad",
    "Page",
    "Preview",
    "QuarantineRow",
    "ResourceCount",
    "SchemaDrift",
    "SourceFailed",
    "SourceSpec",
    "SourceView",
    "Statistics",
    "Unreadable",
    "WrongState",
    "accept_file",
    "bad_rows",
    "check_sheet",
    "correct",
    "define_source",
    "disable_source",
    "drop_folder",
    "keep_sheet",
    "kept_sheet",
    "load",
    "load_of",
    "loads",
    "own_departments",
    "quarantine",
    "request_load",
    "resume",
    "retry",
    "rows_as_csv",
    "source",
    "sources",
    "statistics",
    "template",
    "try_source",
]
