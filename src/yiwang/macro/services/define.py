"""Keep the dictionary."""

from dataclasses import asdict

from django.db import transaction

from yiwang.access.api import Actor, require
from yiwang.ledger import api as ledger
from yiwang.macro.errors import UnknownIndicator
from yiwang.macro.models import IndicatorRow
from yiwang.macro.rules.periods import parse
from yiwang.macro.types import Indicator


def define_indicator(indicator: Indicator, *, by: Actor) -> None:
    """Enter an indicator, or change its entry; values stay. Raises `Refused`, `BadPeriod` for a bad change."""
    require(by, "macro.define", indicator.slug)
    for change in indicator.changes:
        parse(change.since)
    with transaction.atomic():
        IndicatorRow.objects.update_or_create(
            slug=indicator.slug,
            defaults={
                "theme": indicator.theme.zh,
                "department": indicator.department,
                "entry": asdict(indicator),
                "retired": False,
            },
        )
        ledger.record("macro.indicator-defined", by=by.ref, subject=f"indicator:{indicator.slug}")


def retire_indicator(slug: str, *, by: Actor) -> None:
    """Take an indicator out of the dictionary; its values stay readable. Raises `UnknownIndicator`, `Refused`."""
    require(by, "macro.define", slug)
    with transaction.atomic():
        if not IndicatorRow.objects.filter(pk=slug).update(retired=True):
            raise UnknownIndicator(slug)
        ledger.record("macro.indicator-retired", by=by.ref, subject=f"indicator:{slug}")
