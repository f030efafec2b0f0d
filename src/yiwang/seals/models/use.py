"""The log of uses."""

from django.db import models

from yiwang.seals.models.seal import Seal


class SealUse(models.Model):
    """One use of a seal: on which document (its digest), about what, by whom."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="uses")
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)
    subject = models.CharField(max_length=160)
    purpose = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "seals_use"
        indexes = [
            models.Index(fields=["seal", "-id"], name="seals_use_by_seal"),
            models.Index(fields=["subject"], name="seals_use_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id} {self.at:%Y-%m-%d %H:%M} {self.subject}"
