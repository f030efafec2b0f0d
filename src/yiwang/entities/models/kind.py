"""Kinds as they were declared, version by version, their sources, and trained weights."""

from django.db import models


class KindVersion(models.Model):
    """One version of a kind's text. The newest one holds; an earlier one tells what held on its days."""

    kind = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    definition = models.JSONField()
    since = models.DateTimeField()
    by_ref = models.CharField(max_length=80)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "entities_kind"
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="entities_kind_once")]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"


class SourceRow(models.Model):
    """A short number for each source: it stands in every record."""

    id = models.SmallAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=80)
    resource = models.CharField(max_length=80, db_index=True)

    class Meta:
        db_table = "entities_source"
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="entities_source_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


class WeightModel(models.Model):
    """Trained weights of a kind's linkage; kept for ever, so that an old decision can be explained by its own."""

    kind = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    parameters = models.JSONField()
    figures = models.JSONField()
    trained_at = models.DateTimeField()

    class Meta:
        db_table = "entities_model"
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="entities_model_once")]

    def __str__(self) -> str:
        return f"{self.kind} m{self.version}"
