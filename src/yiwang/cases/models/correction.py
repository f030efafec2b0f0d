"""Correction notices (一次性告知补正)."""

from django.db import models

from yiwang.cases.models.case import Case


class Correction(models.Model):
    """One notice: everything that is missing or wrong, told once, and when it was answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    items = models.JSONField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_at:%F}"
