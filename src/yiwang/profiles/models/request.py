"""Requests and looks."""

from django.db import models

from yiwang.profiles.models.graph import Node


class Request(models.Model):
    """Somebody asks to open a profile."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="requests")
    purpose = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    expires_at = models.DateTimeField(null=True)
    transaction_id = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="profiles_requests_of"),
            models.Index(fields=["state", "-id"], name="profiles_requests_in"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Look(models.Model):
    """One look, for the limit of looks an hour; the ledger keeps the record."""

    by_ref = models.CharField(max_length=64)
    request = models.ForeignKey(Request, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by_ref", "-at"], name="profiles_looks_of")]

    def __str__(self) -> str:
        return f"{self.by_ref} {self.request_id}"
