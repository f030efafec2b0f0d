"""The operator's switch before each source."""

from django.db import models


class SourceSwitch(models.Model):
    """A source that an operator has touched; no row means that it is in use."""

    slug = models.CharField(max_length=40, primary_key=True)
    down = models.BooleanField()
    reason = models.CharField(max_length=200)
    by_ref = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "registers_source_switch"

    def __str__(self) -> str:
        return self.slug
