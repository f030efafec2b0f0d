"""Which snapshots of the lake are in the register."""

from django.db import models


class MergedSnapshot(models.Model):
    """A snapshot that was merged, once; `figures` are what came of it."""

    source = models.ForeignKey("entities.SourceRow", on_delete=models.PROTECT)
    table = models.CharField(max_length=120)
    snapshot_id = models.BigIntegerField()
    figures = models.JSONField()
    mirror = models.CharField(max_length=80, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "entities_merged_snapshot"
        constraints = [models.UniqueConstraint(fields=["source", "snapshot_id"], name="entities_merged_once")]

    def __str__(self) -> str:
        return f"{self.source_id}@{self.snapshot_id}"


class Unmirrored(models.Model):
    """A record of a source that was taken one by one since its last snapshot: the mirror does not know of it."""

    source = models.ForeignKey("entities.SourceRow", on_delete=models.PROTECT, db_index=False)
    key = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="entities_unmirrored_once")]

    def __str__(self) -> str:
        return f"{self.source_id}/{bytes(self.key).hex()}"
