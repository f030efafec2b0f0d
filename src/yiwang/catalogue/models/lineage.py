"""Lineage: who wrote what from what, column by column, and everything reachable from everything."""

from typing import ClassVar

from django.db import models


class Run(models.Model):
    """One run of a job. Its SQL is shown only to those who keep the house."""

    job = models.CharField(max_length=200, db_index=True)
    run_id = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    sql = models.TextField(blank=True)
    datasets = models.JSONField()

    class Meta:
        db_table = "catalogue_run"

    def __str__(self) -> str:
        return self.run_id


class Edge(models.Model):
    """One column made from another by a job; the newest run that said so."""

    source = models.CharField(max_length=200)
    target = models.CharField(max_length=200)
    job = models.CharField(max_length=200)
    transformation = models.CharField(max_length=300, blank=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="edges")

    class Meta:
        db_table = "catalogue_edge"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "target", "job"], name="catalogue_one_edge"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["target"], name="catalogue_edge_target"),
            models.Index(fields=["job"], name="catalogue_edge_job"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Closure(models.Model):
    """A node reachable from another, by the shortest way of `depth` steps."""

    source = models.CharField(max_length=200)
    target = models.CharField(max_length=200)
    depth = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "catalogue_closure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "target"], name="catalogue_one_way"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["target"], name="catalogue_closure_target"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ⇒ {self.target}"
