"""Sources of data."""

from django.db import models


class Source(models.Model):
    """A declared source. `position` is where the next load begins; it moves only when a load has landed."""

    slug = models.SlugField(max_length=80, unique=True)
    resource = models.CharField(max_length=80, db_index=True)
    department_code = models.CharField(max_length=40)
    name = models.JSONField(default=dict)
    connector = models.CharField(max_length=10)
    mode = models.CharField(max_length=20)
    settings = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    mapping = models.JSONField(default=dict)
    key = models.CharField(max_length=80, blank=True)
    timestamp = models.CharField(max_length=80, blank=True)
    overlap_seconds = models.PositiveIntegerField(default=300)
    every_minutes = models.PositiveIntegerField(default=0)
    enabled = models.BooleanField(default=True)
    position = models.JSONField(default=dict)
    known_columns = models.JSONField(default=list)
    last_ok_at = models.DateTimeField(null=True)
    last_tried_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.slug
