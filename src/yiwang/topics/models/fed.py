"""Rows that rooms above hand over."""

from django.db import models


class FedRow(models.Model):
    """The newest state of one row of a fed table; `serial` grows with every change, so a build knows if it is behind."""

    store_slug = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    key = models.CharField(max_length=160)
    row = models.JSONField()
    as_of = models.DateTimeField()
    serial = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store_slug", "table", "key"], name="topics_fed_once")]

    def __str__(self) -> str:
        return f"{self.store_slug}.{self.table} {self.key}"
