"""The outbox, and one row for each delivery that a fact needs."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Outbox(models.Model):
    """A fact, written in the transaction that made it true."""

    name = models.TextField()
    subject = models.TextField()
    payload = models.JSONField()
    published_at = models.DateTimeField(db_default=Now())


class Delivery(models.Model):
    """A fact on its way to one handler. `fact` has no database constraint: both rows are written by one statement."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    fact = models.ForeignKey(Outbox, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    handler = models.TextField()
    subject = models.TextField()
    state = models.TextField(choices=State.choices, db_default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    due_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    error = models.TextField(db_default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["fact", "handler"], name="bus_delivery_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # Whether something of the same subject is still before a delivery in the line of its handler.
            models.Index(
                fields=["handler", "subject", "fact"],
                condition=models.Q(state="waiting"),
                name="bus_delivery_line",
            ),
            models.Index(fields=["fact"], condition=models.Q(state="waiting"), name="bus_delivery_waiting"),
            models.Index(fields=["fact"], condition=models.Q(state="dead"), name="bus_delivery_dead"),
        ]
