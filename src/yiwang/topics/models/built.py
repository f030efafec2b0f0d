"""What has been built."""

from django.db import models

from yiwang.topics.models.store import Store


class BuiltTable(models.Model):
    """A table of a store as it serves. `fingerprint` is of its SQL and its sources' snapshots at the last good build."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="built")
    name = models.CharField(max_length=60)
    state = models.CharField(max_length=8, default="waiting")
    problem = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    shape = models.CharField(max_length=8, blank=True)
    lake_table = models.CharField(max_length=160, blank=True)
    snapshot_id = models.BigIntegerField(null=True)
    rows = models.BigIntegerField(null=True)
    columns = models.JSONField(default=list)
    sources = models.JSONField(default=dict)
    built_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "name"], name="topics_table_once")]

    def __str__(self) -> str:
        return f"{self.store_id}.{self.name}"
