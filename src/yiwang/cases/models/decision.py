"""Decision records: what a decision table saw and said, kept for as long as the case."""

from django.db import models

from yiwang.cases.models.case import Case


class DecisionRecord(models.Model):
    """One evaluation. `sealed` holds its value and trace: they quote the person's facts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    slug = models.CharField(max_length=80)
    title = models.JSONField()
    digest = models.CharField(max_length=64)
    reasons = models.JSONField()
    sealed = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.slug}"
