"""What came to us."""

from django.db import models


class Received(models.Model):
    """One message of a counterpart, once; `sealed` keeps it as it came."""

    party = models.CharField(max_length=40)
    message_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)
    sealed = models.TextField()
    case_number = models.CharField(max_length=21, blank=True)
    outcome = models.CharField(max_length=12)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "message_id"], name="docking_received_once")]
        indexes = [models.Index(fields=["case_number", "id"], name="docking_received_of_case")]

    def __str__(self) -> str:
        return f"{self.party} {self.message_id}"


class Nonce(models.Model):
    """A nonce that was used within the window; later it is forgotten, the time alone refuses it then."""

    party = models.CharField(max_length=40)
    nonce = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "nonce"], name="docking_nonce_once")]

    def __str__(self) -> str:
        return f"{self.party} {self.nonce}"
