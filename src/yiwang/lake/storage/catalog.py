"""The catalogue of tables: Iceberg's SQL catalogue, written through Django's own connection.

pyiceberg brings a SQL catalogue over SQLAlchemy, with connections of its own. A commit there stands even when the load it
belongs to is rolled back. Here the pointer moves in the caller's transaction, or not at all.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from django.db import IntegrityError, transaction
from pyiceberg.catalog import MetastoreCatalog
from pyiceberg.exceptions import CommitFailedException, NoSuchTableError, TableAlreadyExistsError
from pyiceberg.io import load_file_io
from pyiceberg.partitioning import UNPARTITIONED_PARTITION_SPEC, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.serializers import FromInputFile
from pyiceberg.table import CommitTableResponse, Table
from pyiceberg.table.locations import load_location_provider
from pyiceberg.table.metadata import TableMetadata, new_table_metadata
from pyiceberg.table.sorting import UNSORTED_SORT_ORDER, SortOrder
from pyiceberg.table.update import TableRequirement, TableUpdate
from pyiceberg.typedef import EMPTY_DICT, Identifier, Properties

from yiwang.lake.models import IcebergNamespace, IcebergTable
from yiwang.lake.storage.durable import make_folder_durable
from yiwang.lake.storage.place import path_of
from yiwang.lake.storage.s3 import io_properties

CATALOG = "yiwang"
_IO = {"py-io-impl": "yiwang.lake.storage.house_io.HouseIO"}


def catalog() -> "HouseCatalog":
    """The catalogue in the database that Django is connected to now."""
    return HouseCatalog(CATALOG, **_IO, **io_properties())


class HouseCatalog(MetastoreCatalog):
    """What the lake room needs of a catalogue: make a table, load it, commit to it."""

    def create_table(
        self,
        identifier: str | Identifier,
        schema: Any,
        location: str | None = None,
        partition_spec: PartitionSpec = UNPARTITIONED_PARTITION_SPEC,
        sort_order: SortOrder = UNSORTED_SORT_ORDER,
        properties: Properties = EMPTY_DICT,
    ) -> Table:
        """Make a table; raises TableAlreadyExistsError. The schema is an Iceberg schema, the location is given."""
        assert isinstance(schema, Schema)
        assert location
        namespace, name = self._split(identifier)
        target = load_location_provider(location, properties).new_table_metadata_file_location()
        metadata = new_table_metadata(
            location=location,
            schema=schema,
            partition_spec=partition_spec,
            sort_order=sort_order,
            properties=properties,
        )
        self._write(metadata, target)
        IcebergNamespace.objects.get_or_create(
            catalog_name=self.name,
            namespace=namespace,
            property_key="exists",
            defaults={"property_value": "true"},
        )
        try:
            with transaction.atomic():
                IcebergTable.objects.create(
                    catalog_name=self.name,
                    table_namespace=namespace,
                    table_name=name,
                    metadata_location=target,
                    iceberg_type="TABLE",
                )
        except IntegrityError as problem:
            raise TableAlreadyExistsError(f"{namespace}.{name}") from problem
        return self.load_table(identifier)

    def load_table(self, identifier: str | Identifier) -> Table:
        """The table as its newest metadata say; raises NoSuchTableError."""
        row = self._rows(identifier).first()
        if row is None or row.metadata_location is None:
            raise NoSuchTableError(str(identifier))
        return Table(
            identifier=self._split(identifier),
            metadata=_metadata(row.metadata_location),
            metadata_location=row.metadata_location,
            io=load_file_io(self.properties, row.metadata_location),
            catalog=self,
        )

    def commit_table(
        self, table: Table, requirements: tuple[TableRequirement, ...], updates: tuple[TableUpdate, ...]
    ) -> CommitTableResponse:
        """Write the next metadata and move the pointer; raises CommitFailedException if somebody else moved it."""
        current = self.load_table(table.name())
        staged = self._update_and_stage_table(current, table.name(), requirements, updates)
        if staged.metadata == current.metadata:
            return _answer(current.metadata, current.metadata_location)
        self._write(staged.metadata, staged.metadata_location)
        moved = (
            self._rows(table.name())
            .filter(metadata_location=current.metadata_location)
            .update(
                metadata_location=staged.metadata_location,
                previous_metadata_location=current.metadata_location,
            )
        )
        if not moved:
            raise CommitFailedException(f"{table.name()} was changed by another process")
        return _answer(staged.metadata, staged.metadata_location)

    def _write(self, metadata: TableMetadata, location: str) -> None:
        self._write_metadata(metadata, load_file_io(self.properties, location), location)
        if location.startswith("file://"):
            make_folder_durable(Path(path_of(location)).parent)

    def _rows(self, identifier: str | Identifier) -> Any:
        namespace, name = self._split(identifier)
        return IcebergTable.objects.filter(catalog_name=self.name, table_namespace=namespace, table_name=name)

    def _split(self, identifier: str | Identifier) -> tuple[str, str]:
        return self.identifier_to_database_and_table(identifier)

    def _elsewhere(self, *_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError("Tables of the lake are made and changed through the lake room only.")

    # pyiceberg's interface has more than a lake that only grows can offer.
    register_table = drop_table = rename_table = _elsewhere
    create_namespace = drop_namespace = list_namespaces = list_tables = _elsewhere
    load_namespace_properties = update_namespace_properties = _elsewhere
    list_views = load_view = drop_view = view_exists = register_view = _elsewhere


def _answer(metadata: TableMetadata, location: str) -> CommitTableResponse:
    return CommitTableResponse.model_validate({"metadata": metadata, "metadata-location": location})


@lru_cache(maxsize=256)
def _metadata(location: str) -> TableMetadata:
    """Metadata files never change, and their names never come again."""
    io = load_file_io(_IO | io_properties(), location)
    return FromInputFile.table_metadata(io.new_input(location))
