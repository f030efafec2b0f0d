"""Forget drafts: one that was sent or thrown away, and those whose time has passed."""

from datetime import datetime

from yiwang.forms.models import Draft


def drop_draft(*, account_id: int, item_slug: str) -> None:
    """Forget an account's draft of an item; nothing happens when there is none."""
    Draft.objects.filter(account_id=account_id, item_slug=item_slug).delete()


def drop_expired(*, at: datetime) -> int:
    """Forget every draft whose 30 days are over; gives how many. The worker runs this every day."""
    gone, _ = Draft.objects.filter(expires_at__lte=at).delete()
    return gone
