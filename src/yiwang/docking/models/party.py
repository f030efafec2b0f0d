"""Counterparts as an operator registered them."""

from django.db import models


class Party(models.Model):
    """A platform above the city (by the slug of its declaration) or a vertical system of a department."""

    slug = models.CharField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=8)
    name = models.JSONField()
    base_url = models.CharField(max_length=300, blank=True)
    public_key = models.CharField(max_length=130)
    enabled = models.BooleanField(default=True)
    simulated = models.BooleanField(default=False)
    department = models.CharField(max_length=40, blank=True)
    items = models.JSONField(default=list)
    ack_seconds = models.PositiveIntegerField(default=60)
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=80)
    # How the line to it has been doing.
    last_contact_at = models.DateTimeField(null=True)
    last_ack_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return self.slug
