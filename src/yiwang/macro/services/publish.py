"""Take over published figures: all of a publication or nothing, each vintage once."""

from collections import Counter
from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.macro.errors import AlreadyPublished, BadFigures, BadPeriod
from yiwang.macro.facts import FiguresPublished
from yiwang.macro.models import IndicatorRow, Value
from yiwang.macro.rules.periods import parse
from yiwang.macro.types import Figure, Published

_Key = tuple[str, str, str, str]
#: Any number no other room locks on: two publications at once follow one another.
_LOCK = 7_316_041


def publish(figures: Sequence[Figure], *, source: str, by: Actor) -> Published:
    """Write figures as new vintages. The same figures again change nothing: `known` counts them.

    Raises:
        BadFigures: an unknown indicator, a period of another frequency, one value twice; every fault is named.
        AlreadyPublished: another value under the same day of publication.
        Refused: the actor may not publish.
    """
    require(by, "macro.publish", None)
    if faults := _faults(figures):
        raise BadFigures(faults)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        held = _held(figures)
        fresh = [figure for figure in figures if not _known(figure, held)]
        periods = {key for key, _ in held}
        revised = sum(_key(figure) in periods for figure in fresh)
        now = timezone.now()
        Value.objects.bulk_create(
            (
                Value(
                    indicator_id=one.indicator,
                    area_code=one.area_code,
                    industry_code=one.industry_code,
                    period=one.period,
                    value=one.value,
                    comparable=one.comparable,
                    published_on=one.published_on,
                    source=source,
                    recorded_at=now,
                )
                for one in fresh
            ),
            batch_size=2000,
        )
        for indicator, added in Counter(one.indicator for one in fresh).items():
            again = sum(one.indicator == indicator and _key(one) in periods for one in fresh)
            ledger.record(
                "macro.published",
                by=by.ref,
                subject=f"indicator:{indicator}",
                detail={"values": added, "revised": again, "source": source},
            )
            bus.publish(FiguresPublished(indicator, added - again, again))
    return Published(len(fresh) - revised, revised, len(figures) - len(fresh))


def _key(figure: Figure) -> _Key:
    return figure.indicator, figure.area_code, figure.industry_code, figure.period


def _held(figures: Sequence[Figure]) -> dict[tuple[_Key, object], Value]:
    rows = Value.objects.filter(
        indicator__in={one.indicator for one in figures},
        area_code__in={one.area_code for one in figures},
        period__in={one.period for one in figures},
    )
    return {
        ((row.indicator_id, row.area_code, row.industry_code, row.period), row.published_on): row
        for row in rows
    }


def _known(figure: Figure, held: dict[tuple[_Key, object], Value]) -> bool:
    standing = held.get((_key(figure), figure.published_on))
    if standing is None:
        return False
    if (standing.value, standing.comparable) != (figure.value, figure.comparable):
        raise AlreadyPublished(f"{figure.indicator} {figure.area_code} {figure.period}")
    return True


def _faults(figures: Sequence[Figure]) -> tuple[str, ...]:
    frequencies = {row.slug: row.entry["frequency"] for row in IndicatorRow.objects.filter(retired=False)}
    faults, seen = [], set()
    for number, figure in enumerate(figures, start=1):
        place = (_key(figure), figure.published_on)
        if figure.indicator not in frequencies:
            faults.append(f"{number}: {figure.indicator}?")
        elif (wrong := _bad_period(figure.period, frequencies[figure.indicator])) or place in seen:
            faults.append(f"{number}: {wrong or 'x2'} {figure.indicator} {figure.period}")
        seen.add(place)
    return tuple(faults)


def _bad_period(text: str, frequency: str) -> str:
    try:
        return "" if parse(text).frequency == frequency else f"!={frequency}"
    except BadPeriod:
        return "?"
