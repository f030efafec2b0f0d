"""Entities, the source records that make them, and what these records said before.

These tables hold a row for each person and source, so they are narrow, and large amounts of them are written and
changed by COPY and set-based SQL (`services/bulk.py`) beside Django.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Entity(models.Model):
    """One person, firm, home or vehicle. Its id is never given to another.

    `state` is active, or merged when a decision joined all of its records to `merged_into`.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=8, default="active")
    merged_into = models.BigIntegerField(null=True)
    life = models.CharField(max_length=20, default="")
    life_since = models.DateField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind}:{self.pk}"


class Record(models.Model):
    """What a source says of one entity now.

    `key` and `number` are keyed indexes of the record's own key and of its valid number; `content` holds what rests in
    the clear, `sealed` the rest, `digest` proves both. `since` dates values that are older than `as_of`; `seen_at` is
    when the source last said the same. A record whose entity is not known yet waits with none.
    """

    id = models.BigAutoField(primary_key=True)
    # Sources are never removed; looking each one up for millions of rows would cost more than writing them.
    source = models.ForeignKey(
        "entities.SourceRow", on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    key = models.BinaryField()
    number = models.BinaryField(null=True)
    entity = models.BigIntegerField(null=True)
    first_entity = models.BigIntegerField(null=True)
    blocks = ArrayField(models.BigIntegerField(), default=list)
    as_of = models.DateTimeField()
    seen_at = models.DateTimeField()
    content = models.JSONField()
    since = models.JSONField(null=True)
    sealed = models.BinaryField(null=True)
    digest = models.BinaryField()
    known_from = models.DateTimeField()
    load = models.CharField(max_length=40, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="entities_record_once")]
        indexes = [
            models.Index(fields=["number"], name="entities_record_number"),
            models.Index(fields=["entity"], name="entities_record_entity"),
            GinIndex(fields=["blocks"], name="entities_record_blocks", fastupdate=False),
            # Numbered records only look for those few that have none.
            GinIndex(
                fields=["blocks"],
                name="entities_record_free",
                fastupdate=False,
                condition=Q(number__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"record:{self.pk}"


class Past(models.Model):
    """What a record said from `known_from` up to `known_to`."""

    id = models.BigAutoField(primary_key=True)
    record = models.BigIntegerField(db_index=True)
    as_of = models.DateTimeField()
    content = models.JSONField()
    since = models.JSONField(null=True)
    sealed = models.BinaryField(null=True)
    digest = models.BinaryField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField()

    def __str__(self) -> str:
        return f"past of record:{self.record}"
