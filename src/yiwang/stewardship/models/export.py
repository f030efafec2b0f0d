"""Files that left, and those that were asked for."""

from django.db import models


class ExportRequest(models.Model):
    """A file somebody asked to take out: what, why, for whom; who consented; until when; and its trace."""

    resource = models.CharField(max_length=64)
    department = models.CharField(max_length=64)
    columns = models.JSONField()
    grade = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=300)
    recipient = models.CharField(max_length=100)
    state = models.CharField(max_length=10, default="asked")
    asked_by = models.CharField(max_length=80)
    asked_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    trace = models.BigIntegerField(unique=True)
    rows = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    row_marks = models.BinaryField(default=b"")
    fetched_at = models.DateTimeField(null=True)
    transaction_id = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked_by", "transaction_id"], name="stewardship_asked_once")
        ]
        indexes = [models.Index(fields=["state", "-id"], name="stewardship_exports")]

    def __str__(self) -> str:
        return f"{self.resource} {self.recipient}"
