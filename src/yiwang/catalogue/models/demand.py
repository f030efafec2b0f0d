"""Demands for sharing (共享需求)."""

from typing import ClassVar

from django.db import models


class Demand(models.Model):
    """What a department asks of another's resource. `state`: open, agreed, refused, fulfilled, withdrawn."""

    entry = models.ForeignKey("catalogue.Entry", on_delete=models.PROTECT, related_name="demands")
    owner = models.CharField(max_length=64)
    department = models.CharField(max_length=64)
    purpose = models.CharField(max_length=500)
    items = models.JSONField()
    basis = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="open")
    answer = models.CharField(max_length=1000, blank=True)
    stated_by = models.CharField(max_length=100)
    stated_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_by = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(null=True)
    fulfilled_at = models.DateTimeField(null=True)
    transaction_id = models.CharField(max_length=64)

    class Meta:
        db_table = "catalogue_demand"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["stated_by", "transaction_id"], name="catalogue_demand_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "state", "due_at"], name="catalogue_demand_owner"),
            models.Index(fields=["department", "state"], name="catalogue_demand_from"),
        ]

    def __str__(self) -> str:
        return f"{self.department} → {self.entry_id}"
