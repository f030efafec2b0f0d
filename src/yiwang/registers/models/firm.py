"""The register of legal persons."""

from django.db import models

from yiwang.registers.models.person import Person


class Firm(models.Model):
    """One firm or self-employed business."""

    credit_code = models.CharField(max_length=18, primary_key=True)
    name = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=20)
    industry = models.CharField(max_length=20)
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="represents")
    address = models.CharField(max_length=200)
    village_code = models.CharField(max_length=12)
    scope = models.TextField()
    status = models.CharField(max_length=6)
    established_on = models.DateField()
    capital = models.DecimalField(max_digits=14, decimal_places=2)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
