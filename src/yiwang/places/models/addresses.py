"""Standard addresses (标准地址), as the natural resources bureau codes them."""

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models

from yiwang.places.models.boxes import BoxField


class StandardAddress(models.Model):
    """One door or building. `spot` is its place as a box without extent; `village` is the bare name (新苑)."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=12)
    village = models.CharField(max_length=60, blank=True)
    road = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=20, blank=True)
    building = models.CharField(max_length=20, blank=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    spot = BoxField()
    status = models.CharField(max_length=20)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "places_address"
        indexes = [
            models.Index(fields=["road", "number"], name="places_address_road"),
            models.Index(fields=["village"], name="places_address_village"),
            GistIndex(fields=["spot"], name="places_address_spot"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="places_address_name"),
        ]

    def __str__(self) -> str:
        return self.name
