"""The catalogue's tables."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class ItemRecord(models.Model):
    """An item and what it is found by; `version` is the one in force."""

    slug = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)
    department_code = models.CharField(max_length=64, db_index=True)
    area_code = models.CharField(max_length=12)
    topics = ArrayField(models.CharField(max_length=40), default=list)
    card = models.JSONField()
    named = models.TextField()
    grams = ArrayField(models.CharField(max_length=2), default=list)
    latin = models.TextField()

    class Meta:
        db_table = "items_item"
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["grams"], name="items_grams"),
            GinIndex(fields=["topics"], name="items_topics"),
            GinIndex(fields=["latin"], opclasses=["gin_trgm_ops"], name="items_latin"),
        ]

    def __str__(self) -> str:
        return self.slug


class ItemVersion(models.Model):
    """One version, whole and never changed: a case may come back to it years later."""

    item = models.ForeignKey(ItemRecord, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    code = models.CharField(max_length=31)
    handle_code = models.CharField(max_length=33)
    content = models.JSONField()
    form = models.JSONField()
    documents = models.JSONField()
    department_code = models.CharField(max_length=64)
    department = models.JSONField()
    area_code = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=100)

    class Meta:
        db_table = "items_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "version"], name="items_one_version"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.version}"
