"""Images on the map, and the tiles they were cut into."""

from django.db import models

from yiwang.places.models.boxes import BoxField
from yiwang.places.models.features import LayerRow


class ImageRow(models.Model):
    """One image of a layer of images: its file and where it lies; the newest of a layer is the one shown."""

    layer = models.ForeignKey(LayerRow, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bbox = BoxField()
    taken_on = models.DateField(null=True)
    source = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "places_image"
        constraints = [models.UniqueConstraint(fields=["layer", "digest"], name="places_one_image_once")]

    def __str__(self) -> str:
        return f"{self.layer_id} {self.digest[:12]}"


class TileRow(models.Model):
    """One tile of an image; its picture lies in the files by its digest and never changes."""

    image = models.ForeignKey(ImageRow, on_delete=models.CASCADE)
    grid = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    column = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "places_tile"
        constraints = [
            models.UniqueConstraint(
                fields=["image", "grid", "level", "column", "row"], name="places_one_tile"
            )
        ]

    def __str__(self) -> str:
        return f"{self.grid} {self.level}/{self.column}/{self.row}"
