"""Commits to tables."""

from django.db import models

from yiwang.lake.models.table import Table


class Commit(models.Model):
    """One load that landed. It outlives its snapshot: a load that comes again years later is still known."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="commits")
    load_id = models.CharField(max_length=200)
    snapshot_id = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    rows = models.BigIntegerField()
    removed_rows = models.BigIntegerField(default=0)
    total_rows = models.BigIntegerField()
    total_bytes = models.BigIntegerField()
    total_files = models.IntegerField()
    summary = models.JSONField(default=dict)
    by_ref = models.CharField(max_length=64)
    at = models.DateTimeField()
    expired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "load_id"], name="lake_load_lands_once")]
        indexes = [
            models.Index(fields=["table", "-id"], name="lake_commits_of_table"),
            models.Index(fields=["table", "snapshot_id"], name="lake_commit_by_snapshot"),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.load_id}"
