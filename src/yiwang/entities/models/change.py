"""What changed, for those who follow it; and what happened in a life."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Change(models.Model):
    """One line of the feed: an entity, or a run of newborn ones (`entity` to `last`), and which attributes changed."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    entity = models.BigIntegerField()
    last = models.BigIntegerField()
    act = models.CharField(max_length=10)
    attributes = ArrayField(models.CharField(max_length=63), default=list)
    source = models.CharField(max_length=80, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "id"], name="entities_change_feed"),
            models.Index(fields=["kind", "entity"], name="entities_change_entity"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.kind}:{self.entity}"


class Subscription(models.Model):
    """A department follows a kind; `seen` is the last change it acknowledged."""

    kind = models.CharField(max_length=40)
    department = models.CharField(max_length=40)
    attributes = ArrayField(models.CharField(max_length=63), default=list)
    purpose = models.CharField(max_length=200)
    seen = models.BigIntegerField(default=0)
    #: Within a run of newborn entities: the last one that was taken.
    seen_within = models.BigIntegerField(default=0)
    by_ref = models.CharField(max_length=80)
    since = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "department"],
                condition=models.Q(ended_at=None),
                name="entities_subscription_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.department} follows {self.kind}"

    def cursor(self) -> str:
        """Where the subscriber stands in the feed."""
        return f"{self.seen}.{self.seen_within}" if self.seen_within else str(self.seen)


class LifeEvent(models.Model):
    """Something that happened to an entity, or that a source claims and no rule allows."""

    entity = models.BigIntegerField(db_index=True)
    event = models.CharField(max_length=20)
    come_from = models.CharField(max_length=20)
    to = models.CharField(max_length=20)
    on = models.DateField()
    source = models.CharField(max_length=80)
    allowed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        db_table = "entities_life_event"

    def __str__(self) -> str:
        return f"{self.event} of {self.entity}"
