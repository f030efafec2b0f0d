"""The outbox: what has to reach the platforms."""

from django.db import models


class Message(models.Model):
    """One message for one platform. `sealed` holds our record (encrypted); the body is made of it when it is sent."""

    message_id = models.CharField(max_length=64, unique=True)
    platform = models.CharField(max_length=40)
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    person = models.CharField(max_length=80, blank=True)
    day = models.DateField()
    sealed = models.TextField()
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, default="waiting")
    attempts = models.PositiveIntegerField(default=0)
    refusals = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    error = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["platform", "key"], name="docking_message_once")]
        indexes = [
            # What may go next, and what stands before it in its line: both look only at open messages.
            models.Index(
                fields=["platform", "due_at"],
                condition=models.Q(state__in=["waiting", "sent"]),
                name="docking_due",
            ),
            models.Index(
                fields=["platform", "subject", "id"],
                condition=~models.Q(state="acknowledged"),
                name="docking_line",
            ),
            models.Index(fields=["platform", "day"], name="docking_by_day"),
            models.Index(fields=["state", "-id"], name="docking_by_state"),
            models.Index(fields=["subject", "id"], name="docking_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.key}"


class Attempt(models.Model):
    """One sending of a message."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="tries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    detail = models.CharField(max_length=1000, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.message_id} {self.outcome}"
