"""The population register."""

from django.db import models


class Person(models.Model):
    """One resident. Number and mobile rest sealed; the blind index finds a number by equality."""

    id = models.BigIntegerField(primary_key=True)
    resident_index = models.CharField(max_length=64, unique=True)
    resident_sealed = models.TextField()
    name = models.CharField(max_length=60, db_index=True)
    name_pinyin = models.CharField(max_length=80)
    sex = models.CharField(max_length=1)
    birthday = models.DateField()
    ethnicity = models.CharField(max_length=20)
    household_no = models.CharField(max_length=20, db_index=True)
    relation = models.CharField(max_length=10)
    address = models.CharField(max_length=200)
    village_code = models.CharField(max_length=12, db_index=True)
    residence_kind = models.CharField(max_length=6)
    permit_until = models.DateField(null=True)
    status = models.CharField(max_length=6)
    mobile_sealed = models.TextField(blank=True)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"person:{self.pk}"
