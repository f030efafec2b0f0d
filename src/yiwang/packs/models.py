"""Which packs are applied, and what each of them brought."""

from typing import ClassVar

from django.db import models


class PackRow(models.Model):
    """A pack as it was last applied."""

    slug = models.CharField(max_length=64, unique=True)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    applied_at = models.DateTimeField()
    applied_by = models.CharField(max_length=100)

    class Meta:
        db_table = "packs_pack"

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class PackEntry(models.Model):
    """One thing a pack brought, and whether it still does; a row is never deleted."""

    pack = models.ForeignKey(PackRow, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "packs_entry"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "key"], name="packs_one_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
