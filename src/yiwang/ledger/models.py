"""The log's tables. They are written by SQL alone and protected by triggers (migration 0002)."""

from typing import ClassVar

from django.db import models


class ClockTimestamp(models.Func):
    """PostgreSQL's clock at the moment of the insert, where `now()` would give the start of the transaction."""

    template = "clock_timestamp()"
    output_field = models.DateTimeField()


class Entry(models.Model):
    """An act as it was recorded; `detail` is canonical JSON text, because the leaf covers its exact characters."""

    at = models.DateTimeField(db_default=ClockTimestamp())
    act = models.TextField()
    by = models.TextField()
    subject = models.TextField()
    person = models.TextField()
    purpose = models.TextField()
    detail = models.TextField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject", "id"], name="ledger_entry_subject"),
            models.Index(
                fields=["person", "-id"], condition=~models.Q(person=""), name="ledger_entry_person"
            ),
        ]


class Pending(models.Model):
    """A committed entry without a leaf; a trigger adds it, the sequencer removes it."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True, db_constraint=False)


class Leaf(models.Model):
    """The place of an entry in the tree, counted from 0."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.DO_NOTHING, db_constraint=False)
    hash = models.BinaryField()


class Node(models.Model):
    """A full subtree of two leaves or more, by its place in the order in which such subtrees become full."""

    position = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()


class Head(models.Model):
    """A signed root of the first `size` leaves."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    at = models.DateTimeField()
    signature = models.BinaryField()
