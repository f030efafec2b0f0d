"""Rules in use."""

from django.db import models


class RuleRow(models.Model):
    """One rule of a resource. `definition` is its table as a pack writes it, days as ISO text.

    `origin`: pack, mined (accepted from a candidate). A retired rule stays for the runs that counted it.
    """

    resource = models.CharField(max_length=80)
    slug = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)
    definition = models.JSONField()
    origin = models.CharField(max_length=8)
    retired = models.BooleanField(default=False)
    defined_by = models.CharField(max_length=64)
    defined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "slug"], name="quality_one_rule_a_slug")]

    def __str__(self) -> str:
        return f"{self.resource}.{self.slug}"
