"""Mandates: who may act for whom, for which matters, until when."""

from django.db import models
from django.utils import timezone

from yiwang.people.models.account import Account


class Mandate(models.Model):
    """A power to act for a person or a firm, possibly passed on down a chain.

    `parent` is the mandate this one was passed on from. It holds only while every mandate above it holds.
    """

    class PrincipalKind(models.TextChoices):
        PERSON = "person", "自然人"
        FIRM = "firm", "法人"

    principal_kind = models.CharField(max_length=8, choices=PrincipalKind.choices)
    principal_id = models.CharField(max_length=64)
    principal_name = models.CharField(max_length=200)
    agent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates")
    scope = models.JSONField(default=list)
    may_pass_on = models.BooleanField(default=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="passed_on"
    )
    valid_from = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField()
    granted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates_granted")
    granted_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        db_table = "people_mandate"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("valid_from")), name="people_mandate_period"
            ),
        ]
        indexes = [
            models.Index(fields=["principal_kind", "principal_id"], name="people_mandate_principal"),
        ]

    def __str__(self) -> str:
        return f"{self.principal_kind}:{self.principal_id}->{self.agent_id}"
