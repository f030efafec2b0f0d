"""The graph of relations."""

from django.db import models


class Node(models.Model):
    """A person, firm, home, vehicle or household. The number rests sealed; `index` finds it by equality."""

    kind = models.CharField(max_length=10)
    index = models.CharField(max_length=64)
    sealed = models.TextField()
    label = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "index"], name="profiles_node_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"


class Edge(models.Model):
    """A relation from one node to another, as one source says it."""

    kind = models.CharField(max_length=16)
    start = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="outward")
    end = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="inward")
    since = models.CharField(max_length=20, blank=True)
    until = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=60)
    evidence = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["source"], name="profiles_edges_of_source")]

    def __str__(self) -> str:
        return f"{self.start_id} {self.kind} {self.end_id}"


class Relationship(models.Model):
    """Up to which snapshot of a source the graph was drawn."""

    source = models.CharField(max_length=60, unique=True)
    snapshot_id = models.BigIntegerField()
    edges = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.source
