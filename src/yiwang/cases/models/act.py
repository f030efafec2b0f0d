"""Acts: the timeline of a case."""

from django.db import models

from yiwang.cases.models.case import Case


class Act(models.Model):
    """One thing done on a case. `transaction_id` makes a repeated click harmless."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="acts")
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    text = models.JSONField()
    by_ref = models.CharField(max_length=64)
    by_name = models.CharField(max_length=100)
    public = models.BooleanField(default=True)
    transaction_id = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "transaction_id"],
                condition=~models.Q(transaction_id=""),
                name="cases_act_once",
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="cases_acts")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
