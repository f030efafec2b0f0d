"""Certificates from before, on their way into the directory."""

from django.db import models

from yiwang.certificates.models.certificate import Certificate


class StockRecord(models.Model):
    """A paper certificate as somebody typed it in; counts only once its issuer confirms it."""

    class State(models.TextChoices):
        """Waiting for the issuer, taken over, or sent back."""

        WAITING = "waiting", "待确认"
        CONFIRMED = "confirmed", "已确认"
        RETURNED = "returned", "已退回"

    type_slug = models.CharField(max_length=64)
    number = models.CharField(max_length=80)
    issuer_department = models.CharField(max_length=40)
    holder_masked = models.CharField(max_length=80)
    sealed = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    scan = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    settled_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, null=True, related_name="stock")

    class Meta:
        db_table = "certificates_stock"
        constraints = [
            models.UniqueConstraint(
                fields=["type_slug", "number"],
                condition=~models.Q(state="returned"),
                name="certificates_stock_once",
            )
        ]
        indexes = [models.Index(fields=["issuer_department", "state", "id"], name="certificates_stock_queue")]

    def __str__(self) -> str:
        return f"{self.type_slug} {self.number}"
