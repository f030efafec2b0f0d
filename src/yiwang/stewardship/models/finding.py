"""What recognisers found."""

from django.db import models


class Finding(models.Model):
    """A column whose data ask for another label than it has. At most one open a resource, field and recogniser."""

    resource = models.CharField(max_length=64)
    department = models.CharField(max_length=64)
    field = models.CharField(max_length=64)
    recogniser = models.CharField(max_length=20)
    values = models.BigIntegerField()
    hits = models.BigIntegerField()
    grade_now = models.PositiveSmallIntegerField()
    category_now = models.CharField(max_length=40, blank=True)
    grade_proposed = models.PositiveSmallIntegerField()
    category_proposed = models.CharField(max_length=40)
    snapshot_id = models.BigIntegerField()
    state = models.CharField(max_length=10, default="open")
    found_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "field", "recogniser"],
                condition=models.Q(state="open"),
                name="stewardship_one_finding",
            )
        ]
        indexes = [models.Index(fields=["state", "id"], name="stewardship_findings")]

    def __str__(self) -> str:
        return f"{self.resource}.{self.field} {self.recogniser}"
