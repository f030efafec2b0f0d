"""Checks that were made."""

from django.db import models


class Run(models.Model):
    """One scan of one resource. `trigger`: admission, schedule, hand. `score` is 0-100, null when nothing was checked."""

    resource = models.CharField(max_length=80)
    department = models.CharField(max_length=40)
    trigger = models.CharField(max_length=10)
    table = models.CharField(max_length=120)
    snapshot_id = models.BigIntegerField(null=True)
    load_ref = models.CharField(max_length=64, blank=True)
    rows = models.BigIntegerField()
    held_back = models.BigIntegerField()
    flagged = models.BigIntegerField()
    score = models.FloatField(null=True)
    dimensions = models.JSONField(default=dict)
    seconds = models.FloatField()
    by_ref = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "load_ref"],
                condition=~models.Q(load_ref=""),
                name="quality_one_admission_a_load",
            )
        ]
        indexes = [
            models.Index(fields=["resource", "-id"], name="quality_runs_of_resource"),
            models.Index(fields=["at", "department"], name="quality_runs_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.at:%Y-%m-%d}"


class RunRule(models.Model):
    """What one rule counted in one run. `samples` are sealed: they hold keys and values of persons."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="counts")
    position = models.PositiveIntegerField()
    slug = models.CharField(max_length=80)
    definition = models.JSONField()
    checked = models.BigIntegerField()
    failed = models.BigIntegerField()
    skipped = models.JSONField(default=dict)
    samples = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "slug"], name="quality_one_count_a_rule")]
        indexes = [models.Index(fields=["slug", "-run"], name="quality_trend_of_rule")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.slug} {self.failed}"
