"""Save a draft."""

import json
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from yiwang.crypto import api as crypto
from yiwang.forms.errors import DraftConflict
from yiwang.forms.models import Draft
from yiwang.forms.queries import view_of
from yiwang.forms.rules.hostile import refuse_hostile
from yiwang.forms.types import Data, DraftView

LIFETIME = timedelta(days=30)


def save_draft(
    *,
    account_id: int,
    item_slug: str,
    item_version: int,
    data: Data,
    step: str = "",
    expected_revision: int | None = None,
) -> DraftView:
    """Keep the answers so far for 30 days; one draft for an account and item.

    Saving is not an audited act: nobody but the account's owner can read a draft, and an autosave every few
    seconds would bury the ledger. The submission is what gets recorded.

    Raises:
        HostileInput: the data is outside the limits.
        DraftConflict: `expected_revision` is given and another window has saved since.
    """
    refuse_hostile(data)
    now = timezone.now()
    with transaction.atomic():
        held = Draft.objects.select_for_update().filter(account_id=account_id, item_slug=item_slug)
        draft = held.first()
        if draft is not None and draft.expires_at <= now:
            draft.delete()
            draft = None
        if draft is None:
            draft, created = Draft.objects.select_for_update().get_or_create(
                account_id=account_id,
                item_slug=item_slug,
                defaults={
                    "item_version": item_version,
                    "data_sealed": _sealed(data),
                    "step": step,
                    "transaction_id": uuid.uuid4(),
                    "saved_at": now,
                    "expires_at": now + LIFETIME,
                },
            )
            if created:
                return view_of(draft, data)
        if expected_revision is not None and expected_revision != draft.revision:
            raise DraftConflict
        draft.item_version, draft.data_sealed, draft.step = item_version, _sealed(data), step
        draft.revision += 1
        draft.saved_at, draft.expires_at = now, now + LIFETIME
        draft.save(
            update_fields=["item_version", "data_sealed", "step", "revision", "saved_at", "expires_at"]
        )
    return view_of(draft, data)


def _sealed(data: Data) -> str:
    return crypto.seal_field(json.dumps(data, ensure_ascii=False))
