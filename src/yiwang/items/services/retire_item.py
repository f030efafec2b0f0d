"""Stop offering an item."""

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.items.errors import ItemMissing
from yiwang.items.facts import ItemRetired
from yiwang.items.models import ItemRecord
from yiwang.ledger import api as ledger


def retire_item(slug: str, *, by: access.Actor) -> None:
    """Take no more applications for an item. Its versions stay, and running cases go on; twice is once.

    Raises:
        ItemMissing: there is no such item.
        Refused: the actor may not retire it.
    """
    access.require(by, "items.retire", slug)
    with transaction.atomic():
        record = ItemRecord.objects.select_for_update().filter(slug=slug).first()
        if record is None:
            raise ItemMissing(slug)
        if record.retired_at is not None:
            return
        record.retired_at = timezone.now()
        record.card["retired"] = True
        record.save(update_fields=["retired_at", "card"])
        ledger.record("items.retired", by=by.ref, subject=f"item:{slug}", detail={"version": record.version})
        bus.publish(ItemRetired(slug=slug, version=record.version))
