"""Load the days off of a year that the package does not know yet."""

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.calendar import api as calendar
from yiwang.ledger import api as ledger
from yiwang.orgs.facts import WorkingYearLoaded


def load_working_year(data: bytes, *, year: int, source: str, by: access.Actor) -> int:
    """Load a year from CSV (date,kind,name); `source` names the announcement. Gives the number of days.

    The calendar's own floor stands below the ledger, so the audited verb stands here. Raises `Refused`, `BadYear`.
    """
    access.require(by, "orgs.load-working-year", year)
    days = calendar.read_year(data, year=year)
    with transaction.atomic():
        calendar.store_year(year=year, days=days, source=source, by=by.ref, at=timezone.now())
        detail = {"source": source, "days": len(days)}
        ledger.record("orgs.working-year-loaded", by=by.ref, subject=f"year:{year}", detail=detail)
        bus.publish(WorkingYearLoaded(year))
    return len(days)
