"""Replace the special days of one year."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yiwang.calendar.models import CalendarDay, CalendarYear
from yiwang.calendar.queries import forget_calendar
from yiwang.calendar.types import SpecialDay


def store_year(*, year: int, days: Sequence[SpecialDay], source: str, by: str, at: datetime) -> None:
    """Keep the days that `read_year` accepted; `by` is the ref of the actor, `source` the announcement.

    This floor stands below the ledger, so the caller asks for permission and records the act:
    `orgs.api.load_working_year` is the verb people use.
    """
    with transaction.atomic():
        CalendarYear.objects.update_or_create(
            year=year, defaults={"source": source, "loaded_by": by, "loaded_at": at}
        )
        CalendarDay.objects.filter(year=year).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(day=special.day, year_id=year, kind=special.kind, name=special.name)
            for special in days
        )
        transaction.on_commit(forget_calendar)
    forget_calendar()
