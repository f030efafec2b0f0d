"""Stores and their versions."""

from django.db import models


class Store(models.Model):
    """A topic store. `content` is the definition of `version`."""

    slug = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField()
    kind = models.CharField(max_length=8)
    department = models.CharField(max_length=40)
    retired = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


class StoreVersion(models.Model):
    """What a store was defined as, and by whom."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    by_ref = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "number"], name="topics_version_once")]

    def __str__(self) -> str:
        return f"{self.store_id} v{self.number}"
