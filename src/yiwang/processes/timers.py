"""When a timer is due."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

from yiwang.decisions.api import feel
from yiwang.processes.errors import StuckProcess
from yiwang.processes.reading.outline import Node
from yiwang.text import Text

#: Moments written without a zone are meant as the people of the city read their clocks.
CITY_ZONE = timezone(timedelta(hours=8))


def due_of(node: Node, data: Mapping[str, object], started: datetime) -> datetime:
    """When a timer that began at `started` is due; raises StuckProcess when its expression gives no time."""
    value = feel.evaluate(node.timer, data)
    if isinstance(value, timedelta | feel.Months):
        value = feel.evaluate("start + span", {"start": started, "span": value})
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=CITY_ZONE)
    if not isinstance(value, datetime):
        raise StuckProcess(Text(f"定时“{node.id}”没有给出时间", f"the timer “{node.id}” gives no time"))
    return value if value.tzinfo else value.replace(tzinfo=CITY_ZONE)
