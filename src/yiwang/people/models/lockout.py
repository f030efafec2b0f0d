"""Lockouts: failed attempts counted where every server process sees them."""

from django.db import models


class Lockout(models.Model):
    """Failures against one key (a blind-indexed username, or an account's identity check).

    Kept in the database rather than a cache: a cache per process would multiply the allowance by the
    number of processes, and a restart would forget it.
    """

    key = models.CharField(max_length=100, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    first_failed_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_lockout"
        indexes = [
            models.Index(fields=["first_failed_at"], name="people_lockout_age"),
        ]

    def __str__(self) -> str:
        return self.key
