"""The directory of certificates."""

from django.db import models

from yiwang.certificates.models.kind import CertificateKind


class Certificate(models.Model):
    """One certificate: directory record (GB/T 36902) and where its files are.

    Who holds it and what it says are in `sealed` (encrypted); `holder_index` finds it by the holder's number
    without revealing the number.
    """

    class Origin(models.TextChoices):
        """Issued here, or taken over from before."""

        NEW = "new", "新增"
        STOCK = "stock", "存量"

    identifier = models.CharField(max_length=130, unique=True)
    kind = models.ForeignKey(CertificateKind, on_delete=models.PROTECT, related_name="certificates")
    type_slug = models.CharField(max_length=64)
    number = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    holder_index = models.CharField(max_length=64)
    holder_masked = models.CharField(max_length=80)
    holder_kind = models.CharField(max_length=3)
    person_id = models.CharField(max_length=64, blank=True)
    sealed = models.TextField()
    issuer_department = models.CharField(max_length=40)
    issuer_code = models.CharField(max_length=18)
    issuer_name = models.JSONField()
    area_code = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    state = models.CharField(max_length=2, default="01")
    state_since = models.DateTimeField()
    state_reason = models.CharField(max_length=300, blank=True)
    verification_code = models.CharField(max_length=12)
    case_number = models.CharField(max_length=40, blank=True)
    transaction_id = models.CharField(max_length=120, unique=True)
    ofd = models.CharField(max_length=64)
    pdf = models.CharField(max_length=64)
    seal = models.CharField(max_length=13)
    origin = models.CharField(max_length=5, choices=Origin, default=Origin.NEW)
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")

    class Meta:
        db_table = "certificates_certificate"
        indexes = [
            models.Index(fields=["holder_index", "type_slug"], name="certificates_by_holder"),
            models.Index(fields=["person_id", "-id"], name="certificates_by_person"),
            models.Index(fields=["type_slug", "-id"], name="certificates_by_type"),
            models.Index(fields=["issuer_department", "-id"], name="certificates_by_issuer"),
            models.Index(fields=["case_number"], name="certificates_by_case"),
            models.Index(fields=["id"], condition=~models.Q(state="01"), name="certificates_not_in_force"),
            models.Index(
                fields=["valid_until"],
                condition=models.Q(state__in=["01", "02"], valid_until__isnull=False),
                name="certificates_ending",
            ),
        ]

    def __str__(self) -> str:
        return self.identifier


class StateChange(models.Model):
    """One step in a certificate's life."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="changes")
    operation = models.CharField(max_length=12)
    state = models.CharField(max_length=2)
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=80)
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "certificates_state_change"
        indexes = [models.Index(fields=["certificate", "id"], name="certificates_change_order")]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.operation}"
