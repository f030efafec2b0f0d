"""Seals."""

from django.db import models

from yiwang.seals.models.authority import IssuedCertificate


class Seal(models.Model):
    """One seal from its application to its end; renewing makes a new one that names its predecessor."""

    class State(models.TextChoices):
        """Where a seal stands in its life."""

        APPLIED = "applied", "已申请"
        IN_USE = "in-use", "使用中"
        REVOKED = "revoked", "已注销"
        REPLACED = "replaced", "已换新"

    #: Region 6 + serial 7, as on the rim of a metal seal.
    code = models.CharField(max_length=13, primary_key=True)
    department_code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    mark = models.CharField(max_length=20, blank=True)
    diameter = models.PositiveSmallIntegerField(default=40)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    reason = models.CharField(max_length=200)
    applied_by = models.CharField(max_length=80)
    applied_at = models.DateTimeField()
    made_by = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(null=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)
    der = models.BinaryField(default=b"")
    signer = models.ForeignKey(IssuedCertificate, on_delete=models.PROTECT, null=True, related_name="+")
    signer_p256 = models.ForeignKey(IssuedCertificate, on_delete=models.PROTECT, null=True, related_name="+")
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")

    class Meta:
        db_table = "seals_seal"
        constraints = [
            models.UniqueConstraint(
                fields=["department_code", "name"],
                condition=models.Q(state="in-use"),
                name="seals_one_in_use",
            )
        ]
        indexes = [models.Index(fields=["department_code", "state"], name="seals_by_department")]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"
