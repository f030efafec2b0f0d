"""Live numbers for the city's board: counts by index, never a case."""

from datetime import datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from yiwang.calendar.api import CITY_ZONE, day_of
from yiwang.cases.types import Counts

_TOTALS = """
SELECT
  count(*) FILTER (WHERE submitted_at >= %(day)s),
  count(*) FILTER (WHERE decided_at >= %(day)s),
  count(*) FILTER (WHERE closed_at IS NULL AND decided_at IS NULL),
  count(*) FILTER (WHERE closed_at IS NULL AND decided_at IS NULL AND due_at < %(now)s),
  count(*) FILTER (WHERE closed_at IS NULL AND state = 'correcting'),
  count(*) FILTER (WHERE automatic),
  count(*) FILTER (WHERE decided_at IS NOT NULL),
  count(*) FILTER (WHERE outcome = 'approve')
FROM cases_case
"""
_GROUPED = """
SELECT coalesce(nullif(counted_area, ''), left(area_code, 6)), item_slug, channel,
       CASE WHEN submitted_at >= %(day)s THEN extract(hour FROM submitted_at AT TIME ZONE 'Asia/Shanghai')::int END,
       count(*)
FROM cases_case WHERE submitted_at >= %(month)s GROUP BY 1, 2, 3, 4
"""
_MONTH = timedelta(days=30)


def counts() -> Counts:
    """The numbers of this moment: totals of all time, and the last thirty days by area, item and channel."""
    now = timezone.now()
    midnight = datetime.combine(day_of(now), time.min, CITY_ZONE)
    by_area: dict[str, int] = {}
    by_item: dict[str, int] = {}
    by_channel: dict[str, int] = {}
    by_hour = [0] * 24
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, {"day": midnight, "now": now})
        totals = cursor.fetchone()
        cursor.execute(_GROUPED, {"day": midnight, "month": midnight - _MONTH})
        for area, item, channel, hour, number in cursor.fetchall():
            by_area[area] = by_area.get(area, 0) + number
            by_item[item] = by_item.get(item, 0) + number
            by_channel[channel] = by_channel.get(channel, 0) + number
            if hour is not None:
                by_hour[hour] += number
    return Counts(
        on=day_of(now),
        submitted_today=totals[0],
        decided_today=totals[1],
        in_hand=totals[2],
        overdue=totals[3],
        correcting=totals[4],
        instant_decided=totals[5],
        decided=totals[6],
        approved=totals[7],
        by_area=by_area,
        by_item=by_item,
        by_hour=tuple(by_hour),
        by_channel=by_channel,
    )
