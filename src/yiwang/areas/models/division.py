"""Divisions of all five levels in one table."""

from django.db import models


class Division(models.Model):
    """One division by its short code. Django's pattern index on the key serves prefix searches."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60, db_index=True)
    level = models.PositiveSmallIntegerField()
    parent_code = models.CharField(max_length=9, db_index=True, blank=True)
    full_name = models.CharField(max_length=240)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
