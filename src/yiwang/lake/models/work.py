"""House-keeping that takes a while."""

from django.db import models

from yiwang.lake.models.table import Table


class Work(models.Model):
    """One compaction, from the asking to its end, with how far it has come."""

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="works")
    state = models.CharField(max_length=8, default="waiting")
    files = models.IntegerField(default=0)
    done_bytes = models.BigIntegerField(default=0)
    total_bytes = models.BigIntegerField(default=0)
    problem = models.JSONField(default=dict)
    by_ref = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="lake_one_work_a_table",
            )
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.state}"
