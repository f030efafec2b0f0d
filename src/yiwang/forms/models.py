"""Drafts: answers not yet sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """One unfinished form of one account for one item.

    The answers are sealed: a draft is personal data that no officer has any business reading.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item_slug = models.CharField(max_length=64)
    item_version = models.PositiveIntegerField()
    data_sealed = models.TextField()
    step = models.CharField(max_length=64, blank=True, default="")
    transaction_id = models.UUIDField(unique=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "forms_draft"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "item_slug"], name="forms_one_draft_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item_slug}/{self.account_id}"
