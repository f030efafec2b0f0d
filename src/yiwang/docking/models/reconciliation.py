"""Days compared with the platforms."""

from django.db import models


class Reconciliation(models.Model):
    """The latest comparison of one day with one platform."""

    platform = models.CharField(max_length=40)
    day = models.DateField()
    ours = models.PositiveIntegerField()
    theirs = models.PositiveIntegerField()
    ours_hash = models.CharField(max_length=64)
    theirs_hash = models.CharField(max_length=64)
    missing = models.JSONField(default=list)
    extra = models.JSONField(default=list)
    differing = models.JSONField(default=list)
    agreed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["platform", "day"], name="docking_day_once")]

    def __str__(self) -> str:
        return f"{self.platform} {self.day}"
