"""Iceberg's own SQL catalogue, in the layout that its Java and Python clients share (v1).

Spark, Trino and pyiceberg find our tables here. The lake writes it through Django, so that the pointer to a new
snapshot moves in the very transaction of the load it belongs to.
"""

from django.db import models


class IcebergTable(models.Model):
    """Where the metadata of a table lies now; a commit is the change of `metadata_location`."""

    pk = models.CompositePrimaryKey("catalog_name", "table_namespace", "table_name")
    catalog_name = models.CharField(max_length=255)
    table_namespace = models.CharField(max_length=255)
    table_name = models.CharField(max_length=255)
    metadata_location = models.CharField(max_length=1000, null=True)
    previous_metadata_location = models.CharField(max_length=1000, null=True)
    iceberg_type = models.CharField(max_length=5, null=True)

    class Meta:
        db_table = "iceberg_tables"

    def __str__(self) -> str:
        return f"{self.table_namespace}.{self.table_name}"


class IcebergNamespace(models.Model):
    """A property of a namespace; a namespace exists when it has one."""

    pk = models.CompositePrimaryKey("catalog_name", "namespace", "property_key")
    catalog_name = models.CharField(max_length=255)
    namespace = models.CharField(max_length=255)
    property_key = models.CharField(max_length=255)
    property_value = models.CharField(max_length=1000, null=True)

    class Meta:
        db_table = "iceberg_namespace_properties"

    def __str__(self) -> str:
        return self.namespace
