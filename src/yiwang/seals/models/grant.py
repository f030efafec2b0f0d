"""Who may use a seal."""

from django.db import models

from yiwang.seals.models.seal import Seal


class SealGrant(models.Model):
    """A post, or a part of the house (`system:<name>` or `system:*`), may put a seal on documents of a kind.

    `purpose` is a certificate type's slug, or `*` for all.
    """

    seal = models.ForeignKey(Seal, on_delete=models.CASCADE, related_name="grants")
    grantee = models.CharField(max_length=80)
    purpose = models.CharField(max_length=64, default="*")
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "seals_grant"
        constraints = [
            models.UniqueConstraint(
                fields=["seal", "grantee", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="seals_one_grant",
            )
        ]

    def __str__(self) -> str:
        return f"{self.grantee} → {self.seal_id}"
