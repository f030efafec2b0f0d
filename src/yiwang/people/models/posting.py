"""Postings: who holds which post, where and for how long."""

from django.db import models
from django.utils import timezone

from yiwang.people.models.account import Account


class Posting(models.Model):
    """A post held by an account within an area for a period.

    Role and department are copied from the post when granted: renaming a post later must not quietly
    change what somebody was allowed to do. Rows are revoked, never deleted.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    post_id = models.CharField(max_length=64)
    role = models.CharField(max_length=40)
    department_code = models.CharField(max_length=40)
    area_code = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=64)
    granted_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=64, blank=True, default="")
    revoke_reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "people_posting"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "post_id", "area_code"],
                condition=models.Q(revoked_at__isnull=True),
                name="people_post_held_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="people_posting_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}:{self.post_id}@{self.area_code}"
