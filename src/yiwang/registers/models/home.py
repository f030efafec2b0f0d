"""The synthetic system of real-estate registration: a table of its own, keyed by unit numbers."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Home(models.Model):
    """One registered home. `owners` are `{resident_index, share}`, the share in per cent, empty unless by shares."""

    unit_no = models.CharField(max_length=28, primary_key=True)
    certificate_no = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=200)
    village_code = models.CharField(max_length=12)
    area = models.DecimalField(max_digits=9, decimal_places=2)
    purpose = models.CharField(max_length=20)
    right_kind = models.CharField(max_length=40)
    holding = models.CharField(max_length=8)
    owners = models.JSONField()
    registered_on = models.DateField()
    mortgaged = models.BooleanField()
    seized = models.BooleanField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [GinIndex(fields=["owners"], name="registers_home_owners", opclasses=["jsonb_path_ops"])]

    def __str__(self) -> str:
        return self.unit_no
