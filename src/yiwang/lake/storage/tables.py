"""Our description of a table in Iceberg's terms."""

from collections.abc import Sequence

from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import IdentityTransform
from pyiceberg.types import NestedField

from yiwang.lake.rules.column_types import iceberg_type
from yiwang.lake.types import Column

#: Manifests are merged when there are a hundred, so that a table of many small loads is still found quickly.
PROPERTIES = {
    "format-version": "2",
    "write.parquet.compression-codec": "zstd",
    "commit.manifest-merge.enabled": "true",
    "write.delete.isolation-level": "snapshot",
    "write.update.isolation-level": "snapshot",
}


def schema_of(columns: Sequence[Column]) -> Schema:
    """All fields are optional for Iceberg: files written by other engines say so of every column. We check `required`."""
    return Schema(
        *(
            NestedField(number, one.name, iceberg_type(one.type), required=False, doc=one.doc or None)
            for number, one in enumerate(columns, start=1)
        )
    )


def spec_of(schema: Schema, partition_by: Sequence[str]) -> PartitionSpec:
    """Partitions by the values of columns."""
    return PartitionSpec(
        *(
            PartitionField(schema.find_field(name).field_id, 1000 + number, IdentityTransform(), name)
            for number, name in enumerate(partition_by)
        )
    )
