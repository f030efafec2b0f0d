"""Published versions of the three lists, and the themes in which the catalogue is being standardised."""

from typing import ClassVar

from django.db import models


class ListVersion(models.Model):
    """One numbered version of a list as it was published; `digest` is the SM3 of its rows."""

    name = models.CharField(max_length=16)
    area_code = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    violations = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=100)

    class Meta:
        db_table = "catalogue_list"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "area_code", "number"], name="catalogue_list_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Pilot(models.Model):
    """A theme in which the catalogue is being standardised (重点领域目录规范化建设试点)."""

    theme = models.CharField(max_length=64, unique=True)
    name = models.JSONField()
    goal = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()
    by = models.CharField(max_length=100)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_pilot"

    def __str__(self) -> str:
        return self.theme
