"""How certificates are used."""

from django.db import models

from yiwang.certificates.models.certificate import Certificate


class CertificateUse(models.Model):
    """One use: shown, checked, downloaded, or taken as material in a case."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="uses")
    type_slug = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    purpose = models.CharField(max_length=120, blank=True)
    by_ref = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "certificates_use"
        indexes = [
            models.Index(fields=["certificate", "-id"], name="certificates_use_order"),
            models.Index(fields=["at", "type_slug", "kind"], name="certificates_use_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.kind}"


class Presentation(models.Model):
    """A code by which a holder shows a certificate for a moment. Only its digest is kept."""

    token_digest = models.CharField(max_length=64, unique=True)
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="presentations")
    purpose = models.CharField(max_length=120)
    by_ref = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    checks = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "certificates_presentation"

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.purpose}"
