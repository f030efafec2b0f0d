"""Layers, and features with the time in which they hold."""

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import Q

from yiwang.places.models.boxes import BoxField


class LayerRow(models.Model):
    """A layer; `version` counts what changed it, so that a picture of it can be known to be old."""

    slug = models.CharField(max_length=60, primary_key=True)
    entry = models.JSONField()
    theme = models.CharField(max_length=20)
    grade = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "places_layer"

    def __str__(self) -> str:
        return self.slug


class Delivery(models.Model):
    """One delivery of features, taken over once."""

    layer = models.ForeignKey(LayerRow, on_delete=models.PROTECT)
    load_id = models.CharField(max_length=120)
    source = models.CharField(max_length=120)
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["layer", "load_id"], name="places_delivered_once")]

    def __str__(self) -> str:
        return f"{self.layer_id} {self.load_id}"


class Feature(models.Model):
    """One version of a thing on the map. `replaced_at` marks a version that was a mistake; the last one stands open."""

    layer = models.ForeignKey(LayerRow, on_delete=models.PROTECT)
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=200, blank=True)
    area_code = models.CharField(max_length=12, blank=True)
    shape = models.BinaryField()
    bbox = BoxField()
    properties = models.JSONField()
    digest = models.CharField(max_length=64)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    replaced_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["layer", "key"],
                condition=Q(valid_until=None, replaced_at=None),
                name="places_one_open_version",
            )
        ]
        indexes = [
            GistIndex(fields=["bbox"], name="places_feature_bbox"),
            models.Index(fields=["layer", "id"], name="places_feature_pages"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="places_feature_name"),
        ]

    def __str__(self) -> str:
        return f"{self.layer_id} {self.key}"
