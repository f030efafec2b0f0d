"""Which synthetic registers were made, and from what."""

from django.db import models


class Generation(models.Model):
    """One synthetic register: making it again from the same figures is no work."""

    register = models.CharField(max_length=40, primary_key=True)
    figures = models.JSONField()
    total = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.register
