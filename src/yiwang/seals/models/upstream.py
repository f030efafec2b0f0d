"""Reports to the provincial registry of seals."""

from django.db import models

from yiwang.seals.models.seal import Seal


class UpstreamReport(models.Model):
    """One message to the registry above and what it answered."""

    seal = models.ForeignKey(Seal, on_delete=models.CASCADE, related_name="reports")
    action = models.CharField(max_length=10)
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)
    accepted = models.BooleanField()
    receipt = models.CharField(max_length=80, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "seals_upstream_report"
        indexes = [models.Index(fields=["seal", "-id"], name="seals_report_by_seal")]

    def __str__(self) -> str:
        return f"{self.seal_id} {self.action} {'✓' if self.accepted else '✗'}"
