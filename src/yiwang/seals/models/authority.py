"""Certificates the city's own authority has issued."""

from django.db import models


class IssuedCertificate(models.Model):
    """One certificate: what it is for (`role`), under which key, and whether it was withdrawn."""

    role = models.CharField(max_length=20)
    kind = models.CharField(max_length=8)
    key_name = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    #: Hex; the serial number itself does not fit a bigint.
    serial = models.CharField(max_length=32, unique=True)
    der = models.BinaryField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "seals_certificate"
        constraints = [
            models.UniqueConstraint(
                fields=["role", "kind"],
                condition=models.Q(revoked_at__isnull=True) & ~models.Q(role="signer"),
                name="seals_one_of_each_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.kind})"
