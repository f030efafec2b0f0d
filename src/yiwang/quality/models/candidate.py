"""Rules that were mined and wait for a steward."""

from django.db import models


class Candidate(models.Model):
    """A proposed rule with its evidence. `state`: open, accepted, rejected; a rejected one is not proposed again."""

    resource = models.CharField(max_length=80)
    department = models.CharField(max_length=40)
    slug = models.CharField(max_length=80)
    definition = models.JSONField()
    evidence = models.JSONField()
    support = models.FloatField()
    state = models.CharField(max_length=8, default="open")
    mined_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "slug"], name="quality_one_candidate_a_slug")
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(state="open"), name="quality_open_candidates")
        ]

    def __str__(self) -> str:
        return f"{self.resource}.{self.slug}"
