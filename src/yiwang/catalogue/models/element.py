"""Data elements (数据元)."""

from django.db import models


class Element(models.Model):
    """One data element: what a field means wherever it occurs. `grade` 5 is important, 6 core."""

    code = models.CharField(max_length=64, primary_key=True)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    type = models.CharField(max_length=1)
    length = models.CharField(max_length=12, blank=True)
    grade = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=40)
    theme = models.CharField(max_length=64, db_index=True)
    source = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    named = models.TextField()
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "catalogue_element"

    def __str__(self) -> str:
        return self.code
