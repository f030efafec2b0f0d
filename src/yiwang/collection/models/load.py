"""Loads with their checkpoints, and the quarantined rows that came back."""

from django.db import models

from yiwang.collection.models.source import Source

OPEN = ("reading", "staged", "admitted")


class Load(models.Model):
    """One load on its way from a source into the lake."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="loads")
    resource = models.CharField(max_length=80)
    department_code = models.CharField(max_length=40)
    table = models.CharField(max_length=120)
    transaction_id = models.CharField(max_length=80, unique=True)
    by_ref = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="reading")
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    began_from = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    source_rows = models.BigIntegerField(null=True)
    source_hash = models.CharField(max_length=40, blank=True)
    staged_rows = models.BigIntegerField(null=True)
    staged_hash = models.CharField(max_length=40, blank=True)
    repeats = models.BigIntegerField(default=0)
    good_rows = models.BigIntegerField(null=True)
    landed_rows = models.BigIntegerField(null=True)
    landed_hash = models.CharField(max_length=40, blank=True)
    rejected_rows = models.BigIntegerField(null=True)
    outstanding = models.BigIntegerField(default=0)
    snapshot_id = models.BigIntegerField(null=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    error_code = models.CharField(max_length=60, blank=True)
    error = models.JSONField(default=dict)
    remedy = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    faults = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(state__in=OPEN), name="collection_one_open_load"
            )
        ]
        indexes = [
            models.Index(fields=["department_code", "-id"], name="collection_of_department"),
            models.Index(fields=["resource", "-id"], name="collection_of_resource"),
            models.Index(fields=["resource", "file_digest"], name="collection_by_digest"),
            models.Index(fields=["resource", "source_hash"], name="collection_by_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.resource} {self.state}"


class Chunk(models.Model):
    """A checkpoint: the rows of one file of the staging folder are durable, and reading goes on at `position`."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="checkpoints")
    number = models.PositiveIntegerField()
    rows = models.BigIntegerField()
    spoiled = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=40)
    position = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["load", "number"], name="collection_chunk_once")]

    def __str__(self) -> str:
        return f"{self.load_id}/{self.number}"


class Corrected(models.Model):
    """A quarantined row that came back and landed: once."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="corrected")
    row = models.BigIntegerField()
    by_load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="mended")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["load", "row"], name="collection_corrected_once")]

    def __str__(self) -> str:
        return f"{self.load_id}:{self.row}"
