"""Who said that records belong together or not, what moved because of it, and what waits for somebody to say."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Decision(models.Model):
    """A steward's word: merge, different, split, pin. Taken back it stays here, without effect."""

    kind = models.CharField(max_length=40)
    act = models.CharField(max_length=12)
    #: Records on either side: all pairs across are always (merge) or never (different, split) one entity.
    left = ArrayField(models.BigIntegerField(), default=list)
    right = ArrayField(models.BigIntegerField(), default=list)
    entity = models.BigIntegerField(null=True)
    other = models.BigIntegerField(null=True)
    attribute = models.CharField(max_length=63, default="")
    value_sealed = models.TextField(default="")
    reason = models.CharField(max_length=500)
    by_ref = models.CharField(max_length=80)
    by_name = models.CharField(max_length=60, default="")
    at = models.DateTimeField()
    transaction_id = models.CharField(max_length=80, unique=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=80, default="")
    undo_transaction_id = models.CharField(max_length=80, default="")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "-id"], name="entities_decision_newest"),
            models.Index(fields=["entity"], name="entities_decision_entity"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.entity}"


class Move(models.Model):
    """A record went from one entity to another. The first link of a record stands in the record itself."""

    record = models.BigIntegerField(db_index=True)
    from_entity = models.BigIntegerField(null=True, db_index=True)
    to_entity = models.BigIntegerField(db_index=True)
    why = models.CharField(max_length=20)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True)
    weight = models.FloatField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"record:{self.record} to {self.to_entity}"


class Review(models.Model):
    """A pair of records that a machine may not decide. `pieces` say what speaks for and against."""

    kind = models.CharField(max_length=40)
    record = models.BigIntegerField()
    other_record = models.BigIntegerField()
    weight = models.FloatField()
    reason = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default="open")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "other_record"], name="entities_review_once")
        ]
        indexes = [models.Index(fields=["kind", "state", "-weight", "id"], name="entities_review_queue")]

    def __str__(self) -> str:
        return f"review {self.record}/{self.other_record}"
