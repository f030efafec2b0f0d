"""Counters that each load adds to: the figures of a year of 150 million rows are read without counting any of them."""

from django.db import models


class Tally(models.Model):
    """Records newly aggregated of one resource in one month (the city's calendar)."""

    resource = models.CharField(max_length=80)
    department_code = models.CharField(max_length=40)
    month = models.CharField(max_length=7)
    records = models.BigIntegerField(default=0)
    repeats = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    loads = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "department_code", "month"], name="collection_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.month}"


class Standing(models.Model):
    """When a resource last landed."""

    resource = models.CharField(max_length=80, primary_key=True)
    department_code = models.CharField(max_length=40)
    last_at = models.DateTimeField()
    last_load = models.BigIntegerField()

    def __str__(self) -> str:
        return self.resource
