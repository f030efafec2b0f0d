"""What must reach another system: entries for the provincial catalogue, events for a lineage collector."""

from typing import ClassVar

from django.db import models


class Outbound(models.Model):
    """One message, written with the change it tells of. `state`: waiting, acknowledged, refused.

    Messages of one subject go out in order: a later one waits until the earlier is acknowledged.
    """

    channel = models.CharField(max_length=10)
    subject = models.CharField(max_length=120)
    action = models.CharField(max_length=10)
    payload = models.JSONField()
    state = models.CharField(max_length=12, default="waiting")
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    receipt = models.CharField(max_length=100, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_outbound"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["channel", "subject", "id"],
                condition=models.Q(state="waiting"),
                name="catalogue_waiting",
            ),
            models.Index(fields=["subject"], name="catalogue_outbound_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.subject} {self.action}"
