"""Publish a version of one of the three lists."""

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.catalogue.facts import ListPublished
from yiwang.catalogue.models import ListVersion
from yiwang.catalogue.three_lists import current_list, list_view
from yiwang.catalogue.types import ListView
from yiwang.ledger import api as ledger

_LOCK = 0x59574C53


def publish_list(name: str, *, area: str, actor: access.Actor, note: str = "") -> ListView:
    """Publish the list as it stands as the next numbered version; when nothing changed, the version in force comes back.

    What it breaks is published with it: a list that hid its faults would be worth nothing. Raises UnknownList, Refused.
    """
    access.require(actor, "catalogue.publish-list", area)
    now = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        current = current_list(name, area)
        last = ListVersion.objects.filter(name=name, area_code=area).order_by("-number").first()
        if last is not None and last.digest == current.digest:
            return list_view(last)
        row = ListVersion.objects.create(
            name=name,
            area_code=area,
            number=last.number + 1 if last else 1,
            rows=list(current.rows),
            violations=[
                {"slug": one.slug, "rule": one.rule, "message": one.message.as_dict()}
                for one in current.violations
            ],
            digest=current.digest,
            note=note.strip()[:300],
            published_at=now,
            published_by=actor.ref,
        )
        detail = {
            "number": row.number,
            "digest": row.digest,
            "rows": len(row.rows),
            "violations": len(row.violations),
        }
        ledger.record("catalogue.list-published", by=actor.ref, subject=f"list:{name}", detail=detail)
        bus.publish(ListPublished(name, row.number, row.digest))
        return list_view(row)
