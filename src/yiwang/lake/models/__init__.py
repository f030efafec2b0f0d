"""Tables of the lake room."""

from yiwang.lake.models.commit import Commit
from yiwang.lake.models.iceberg import IcebergNamespace, IcebergTable
from yiwang.lake.models.removal import Removal
from yiwang.lake.models.table import Table
from yiwang.lake.models.work import Work

__all__ = ["Commit", "IcebergNamespace", "IcebergTable", "Removal", "Table", "Work"]
