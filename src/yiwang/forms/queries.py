"""Reads of forms."""

import json
from typing import Any

from django.utils import timezone

from yiwang.crypto import api as crypto
from yiwang.forms.errors import DraftMissing
from yiwang.forms.models import Draft
from yiwang.forms.types import Data, DraftView


def draft(*, account_id: int, item_slug: str) -> DraftView:
    """An account's own draft of an item.

    Raises:
        DraftMissing: there is none, or its 30 days are over.
    """
    held = Draft.objects.filter(
        account_id=account_id, item_slug=item_slug, expires_at__gt=timezone.now()
    ).first()
    if held is None:
        raise DraftMissing
    return view_of(held, json.loads(crypto.open_field(held.data_sealed)))


def drafts_of(*, account_id: int) -> tuple[DraftView, ...]:
    """All drafts of an account, latest first."""
    held = Draft.objects.filter(account_id=account_id, expires_at__gt=timezone.now()).order_by("-saved_at")
    return tuple(view_of(one, json.loads(crypto.open_field(one.data_sealed))) for one in held[:100])


def view_of(held: Draft, data: Data) -> DraftView:
    """The draft as it crosses the door."""
    account: Any = held.account_id
    return DraftView(
        account_id=account,
        item_slug=held.item_slug,
        item_version=held.item_version,
        data=data,
        step=held.step,
        transaction_id=str(held.transaction_id),
        revision=held.revision,
        saved_at=held.saved_at,
        expires_at=held.expires_at,
    )
