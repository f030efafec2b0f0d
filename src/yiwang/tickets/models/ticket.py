"""Tickets and their story."""

from django.db import models


class Ticket(models.Model):
    """One matter for one department. At most one that is not closed has a given kind and key."""

    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=200)
    department = models.CharField(max_length=40)
    resource = models.CharField(max_length=80, blank=True)
    title = models.JSONField()
    body = models.JSONField()
    evidence = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default="open")
    outcome = models.CharField(max_length=10, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    correction = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    times_opened = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=~models.Q(state="closed"), name="tickets_one_open_a_matter"
            )
        ]
        indexes = [
            models.Index(fields=["department", "due_at", "id"], name="tickets_of_department"),
            models.Index(fields=["due_at", "id"], name="tickets_by_deadline"),
            models.Index(fields=["opened_at"], name="tickets_opened"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class TicketStep(models.Model):
    """What was done with a ticket, once for each client transaction."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12)
    note = models.CharField(max_length=2000, blank=True)
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    transaction_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "tickets_step"
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "act", "transaction_id"],
                condition=~models.Q(transaction_id=""),
                name="tickets_step_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.act}"
