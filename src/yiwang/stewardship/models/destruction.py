"""How long things are kept, what was put away, what was destroyed."""

from django.db import models


class Policy(models.Model):
    """What a steward settled for one resource; without it the table of rules counts. Years to keep are the catalogue's."""

    resource = models.CharField(max_length=64, primary_key=True)
    active_years = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=500)
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.resource


class Hold(models.Model):
    """A legal hold (留存令): while it stands nothing of the resource is archived away or destroyed."""

    resource = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)
    letter = models.CharField(max_length=100)
    placed_by = models.CharField(max_length=80)
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=80, blank=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource"], condition=models.Q(lifted_at=None), name="stewardship_one_hold"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.letter}"


class Archive(models.Model):
    """A partition that was moved out of the lake into the archive place, as one Parquet file with its digest."""

    resource = models.CharField(max_length=64)
    table = models.CharField(max_length=120)
    partition = models.JSONField()
    key = models.CharField(max_length=300)
    path = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    bytes = models.BigIntegerField()
    rows = models.BigIntegerField()
    period_end = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "key"], condition=models.Q(gone_at=None), name="stewardship_one_archive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Destruction(models.Model):
    """The destruction of one partition: proposed, approved by two people, carried out, certified."""

    resource = models.CharField(max_length=64)
    department = models.CharField(max_length=64)
    table = models.CharField(max_length=120)
    partition = models.JSONField()
    key = models.CharField(max_length=300)
    period_end = models.DateField()
    due_on = models.DateField()
    retention_years = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="proposed")
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    approvals = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    archive = models.ForeignKey(Archive, null=True, on_delete=models.PROTECT)
    document = models.JSONField(default=dict)
    signature = models.CharField(max_length=200, blank=True)
    entry = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "key"],
                condition=~models.Q(state__in=["done", "cancelled"]),
                name="stewardship_one_destruction",
            )
        ]
        indexes = [models.Index(fields=["state", "-id"], name="stewardship_destroyed")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
