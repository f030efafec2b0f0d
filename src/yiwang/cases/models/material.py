"""Materials handed in with a case."""

from django.db import models

from yiwang.cases.models.case import Case


class CaseMaterial(models.Model):
    """A material of a case; the file itself lies in the files room under its digest."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="materials")
    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=12)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
