"""Stop offering a resource."""

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.catalogue.errors import SayWhy, StillUsed, WrongTurn
from yiwang.catalogue.facts import ResourceRetired
from yiwang.catalogue.models import Closure, Demand, Entry, Version
from yiwang.catalogue.permissions import Home
from yiwang.catalogue.reading import locked, newest, resource_view
from yiwang.catalogue.rules.life import OPEN
from yiwang.catalogue.services.keeping import write_acts
from yiwang.catalogue.services.outbox import tell_province
from yiwang.catalogue.types import ResourceView
from yiwang.ledger import api as ledger

_SHOWN = 20


def retire(
    slug: str, *, reason: str, actor: access.Actor, transaction_id: str = "", though_used: bool = False
) -> ResourceView:
    """Retire a resource with a reason; its versions stay readable and its code is never used again. Twice is once.

    Raises:
        StillUsed: something is made from it, or somebody was promised it; `though_used` retires all the same.
        SayWhy: no reason. WrongTurn: it was never published. Refused.
    """
    with transaction.atomic():
        entry = locked(slug)
        access.require(actor, "catalogue.retire", Home(entry.department_code, entry.area_code))
        if entry.state == "retired":
            return resource_view(entry, newest(entry))
        if not reason.strip():
            raise SayWhy
        if entry.state != "published":
            raise WrongTurn
        users = users_of(entry)
        if users and not though_used:
            raise StillUsed(users)
        now = timezone.now()
        entry.versions.filter(state__in=OPEN).update(state="superseded")
        entry.state, entry.retired_at, entry.retired_reason = "retired", now, reason.strip()[:300]
        entry.due_at = None
        entry.save(update_fields=["state", "retired_at", "retired_reason", "due_at"])
        entry.field_rows.all().delete()
        version = Version.objects.get(entry=entry, number=entry.version)
        write_acts(
            "retired",
            [(entry, version)],
            by=actor,
            at=now,
            note=reason.strip(),
            transaction_id=transaction_id,
        )
        tell_province([(entry, version, "retire")], now)
        ledger.record(
            "catalogue.retired",
            by=actor.ref,
            subject=f"resource:{slug}",
            detail={"version": entry.version, "reason": reason.strip(), "used_by": list(users)},
        )
        bus.publish(ResourceRetired(slug, entry.version))
        return resource_view(entry, version)


def users_of(entry: Entry) -> tuple[str, ...]:
    """What would miss it: topics and indicators made from it, and departments whose demand is not settled."""
    made = (
        Closure.objects.filter(source__startswith=f"resource:{entry.slug}.")
        .exclude(target__startswith="table:")
        .order_by("target")
        .values_list("target", flat=True)
        .distinct()[:_SHOWN]
    )
    promised = Demand.objects.filter(entry=entry, state__in=["open", "agreed"]).order_by("department")
    return (*made, *promised.values_list("department", flat=True).distinct()[:_SHOWN])
