"""Departments."""

from django.db import models


class DepartmentRow(models.Model):
    """One office; a retired one stays, since old cases name it."""

    code = models.CharField(max_length=40, primary_key=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    short = models.CharField(max_length=60, blank=True)
    credit_code = models.CharField(max_length=18, unique=True)
    area_code = models.CharField(max_length=12, db_index=True)
    parent_code = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "orgs_department"

    def __str__(self) -> str:
        return self.name_zh
