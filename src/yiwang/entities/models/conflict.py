"""Where sources disagree about a value."""

from django.db import models


class Conflict(models.Model):
    """An attribute on which sources disagree, from when it was noticed until they agree or the authority has spoken."""

    kind = models.CharField(max_length=40)
    entity = models.BigIntegerField()
    attribute = models.CharField(max_length=63)
    department = models.CharField(max_length=40)
    agree = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="open")
    ticket = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "entity", "attribute"], name="entities_conflict_once")
        ]
        indexes = [models.Index(fields=["state", "department", "-id"], name="entities_conflict_queue")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.entity} {self.attribute}"
