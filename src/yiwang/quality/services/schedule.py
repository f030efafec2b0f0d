"""Scheduled checks: every resource with rules, as often as its catalogue entry says it is updated."""

from datetime import timedelta

from django.utils import timezone

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.errors import YiwangError
from yiwang.lake import api as lake
from yiwang.quality.models import Run
from yiwang.quality.rulesets import resources_with_rules
from yiwang.quality.services.check import check_table

#: Days between checks by update cycle (1 real time, 2 daily, 3 weekly, 4 monthly, 5 quarterly, 6 half-yearly, 7 yearly).
CYCLE_DAYS = {"1": 1, "2": 1, "3": 7, "4": 30, "5": 90, "6": 180, "7": 365}
#: Irregular and never-updated data are looked at once a month.
OTHERWISE = 30


def due() -> tuple[str, ...]:
    """The resources whose check is due now: new data since the last one and the cycle over, never checked first."""
    found = []
    resources = catalogue.resources_named(resources_with_rules())
    for slug, resource in sorted(resources.items()):
        table = catalogue.table_of(slug)
        try:
            newest = lake.table(table).snapshot_id
        except lake.NoSuchTable:
            continue
        last = Run.objects.filter(resource=slug).exclude(trigger="admission").order_by("-id").first()
        if newest is None or (last is not None and last.snapshot_id == newest):
            continue
        days = CYCLE_DAYS.get(resource.cycle, OTHERWISE)
        if last is None or last.at <= timezone.now() - timedelta(days=days) + timedelta(hours=1):
            found.append(slug)
    return tuple(found)


def check_due() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Check what is due: (checked, failed). One that cannot be checked does not keep the others from it."""
    checked, failed = [], []
    for slug in due():
        try:
            check_table(slug, by=SYSTEM("quality"), trigger="schedule")
        except YiwangError:
            failed.append(slug)
        else:
            checked.append(slug)
    return tuple(checked), tuple(failed)
