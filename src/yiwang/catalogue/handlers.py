"""What the catalogue hears from below: a load landed, so an entry is fresh again."""

from django.utils import timezone

from yiwang.bus.api import subscribe
from yiwang.catalogue.models import Entry
from yiwang.catalogue.queries import slug_of_table
from yiwang.catalogue.rules.life import due_at
from yiwang.lake import api as lake


@subscribe(lake.SnapshotCommitted, "catalogue.note-load")
def note_load(fact: lake.SnapshotCommitted) -> None:
    """Keep when a resource was last loaded and when it is due again."""
    slug = slug_of_table(fact.table)
    entry = Entry.objects.filter(slug=slug).first() if slug else None
    if entry is None:
        return
    landed = lake.snapshot_of(fact.table, fact.load_id)
    entry.loaded_at = landed.at if landed else timezone.now()
    entry.loaded_rows = landed.total_rows if landed else fact.rows
    entry.due_at = due_at(entry.cycle, entry.loaded_at) if entry.state == "published" else None
    entry.save(update_fields=["loaded_at", "loaded_rows", "due_at"])
