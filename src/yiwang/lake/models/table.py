"""Tables of the lake, with the figures that lists show."""

from django.db import models


class Table(models.Model):
    """One table as it is now: what Iceberg's metadata say, kept where a list of hundreds costs one query."""

    name = models.CharField(max_length=120, unique=True)
    columns = models.JSONField()
    partition_by = models.JSONField(default=list)
    sort_by = models.JSONField(default=list)
    rows = models.BigIntegerField(default=0)
    bytes = models.BigIntegerField(default=0)
    files = models.IntegerField(default=0)
    snapshot_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
