"""Entries of the catalogue: what stands now, every version there was, the fields, and what was done."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Sequence(models.Model):
    """The last sequence number given out under a classification; numbers are never used again."""

    classification = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "catalogue_sequence"

    def __str__(self) -> str:
        return f"{self.classification}/{self.last}"


class Entry(models.Model):
    """A resource: its identity, and what it is listed and found by.

    `version` is the one in force, 0 until the first is published. `state` is what the public catalogue says: draft,
    published, retired; what is being worked on is the state of its newest version.
    """

    slug = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=10, default="draft")
    version = models.PositiveIntegerField(default=0)
    department_code = models.CharField(max_length=64, db_index=True)
    area_code = models.CharField(max_length=12)
    classification = models.CharField(max_length=20)
    kind = models.CharField(max_length=1)
    theme = models.CharField(max_length=64, blank=True)
    sharing = models.CharField(max_length=1)
    opening = models.CharField(max_length=1)
    cycle = models.CharField(max_length=1)
    format = models.CharField(max_length=4)
    grade = models.PositiveSmallIntegerField()
    core = models.BooleanField(default=False)
    field_count = models.PositiveIntegerField()
    bound_count = models.PositiveIntegerField()
    card = models.JSONField()
    named = models.TextField()
    grams = ArrayField(models.CharField(max_length=2), default=list)
    latin = models.TextField()
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.CharField(max_length=300, blank=True)
    loaded_at = models.DateTimeField(null=True)
    loaded_rows = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_entry"
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["grams"], name="catalogue_grams"),
            GinIndex(fields=["latin"], opclasses=["gin_trgm_ops"], name="catalogue_latin"),
            models.Index(fields=["state", "slug"], name="catalogue_in_order"),
            models.Index(
                fields=["state", "department_code", "sharing", "grade", "theme", "kind", "due_at"],
                name="catalogue_facets",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """One version, whole. Once published it is never changed.

    `state`: draft, submitted, returned, approved, published, superseded.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    compiled_by = models.CharField(max_length=100)
    compiled_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=100, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reasons = models.CharField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "number"], name="catalogue_one_version"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["state", "id"],
                condition=models.Q(state__in=["draft", "submitted", "returned", "approved"]),
                name="catalogue_open_versions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"


class Field(models.Model):
    """A field of the version in force, for looking across resources."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="field_rows")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=64)
    element = models.CharField(max_length=64, blank=True)
    title_zh = models.CharField(max_length=200)
    grade = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=40)

    class Meta:
        db_table = "catalogue_field"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "name"], name="catalogue_one_field"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["element"], name="catalogue_field_element"),
            models.Index(fields=["title_zh"], name="catalogue_field_title"),
        ]

    def __str__(self) -> str:
        return self.name


class Act(models.Model):
    """One step in an entry's life, as its page tells it; the ledger holds the same, beyond doubt."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True)
    transaction_id = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "catalogue_act"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["by", "transaction_id"],
                condition=~models.Q(transaction_id=""),
                name="catalogue_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} v{self.version}"
