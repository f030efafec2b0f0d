"""Certificate types, in all their versions."""

from django.db import models


class CertificateKind(models.Model):
    """One version of a certificate type; only the current one issues, older ones keep what they issued readable."""

    slug = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    code = models.CharField(max_length=21)
    name = models.JSONField()
    kind = models.CharField(max_length=12)
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    current = models.BooleanField(default=True)
    retired = models.BooleanField(default=False)
    defined_at = models.DateTimeField()
    defined_by = models.CharField(max_length=80)

    class Meta:
        db_table = "certificates_kind"
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="certificates_kind_version"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(current=True), name="certificates_kind_current"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(current=True), name="certificates_kind_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} v{self.version}"
