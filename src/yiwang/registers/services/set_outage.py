"""Take a source out of use, or back into it."""

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.registers import queries, sources
from yiwang.registers.facts import OutageSet
from yiwang.registers.models import SourceSwitch
from yiwang.registers.types import SourceState


def set_outage(slug: str, *, down: bool, by: access.Actor, reason: str) -> SourceState:
    """Switch a source off (cases then go to a person) or on again; it stays so across restarts.

    Raises `Refused`, `UnknownRegister`.
    """
    access.require(by, "registers.set-outage", slug)
    sources.source(slug)
    with transaction.atomic():
        SourceSwitch.objects.update_or_create(
            slug=slug, defaults={"down": down, "reason": reason, "by_ref": by.ref, "at": timezone.now()}
        )
        detail = {"down": down, "reason": reason}
        ledger.record("registers.outage-set", by=by.ref, subject=f"register:{slug}", detail=detail)
        bus.publish(OutageSet(slug, down))
    return queries.source_state(slug)
