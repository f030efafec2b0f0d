"""Reading statistics: the dictionary, the directory of what is held, a series as known on a day, its revisions."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q

from yiwang.macro.errors import UnknownIndicator
from yiwang.macro.models import IndicatorRow, Value
from yiwang.macro.rules.periods import between, parse
from yiwang.macro.rules.series import Vintage, as_known_on, missing, per_period, year_on_year
from yiwang.macro.types import Change, DirectoryLine, Indicator, Revision, Series
from yiwang.text import Text


def indicator(slug: str) -> Indicator:
    """An entry of the dictionary, retired or not. Raises `UnknownIndicator`."""
    row = IndicatorRow.objects.filter(pk=slug).first()
    if row is None:
        raise UnknownIndicator(slug)
    return _read(row.entry)


def directory(*, theme: str = "", q: str = "") -> tuple[DirectoryLine, ...]:
    """The data directory: every indicator with the areas, values and periods that are held of it."""
    rows = IndicatorRow.objects.filter(retired=False)
    if theme:
        rows = rows.filter(theme=theme)
    if q.strip():
        word = q.strip()
        named = Q(entry__name__zh__icontains=word) | Q(entry__name__en__icontains=word)
        rows = rows.filter(named | Q(slug__icontains=word))
    counted = rows.annotate(
        areas=Count("value__area_code", distinct=True),
        values_held=Count("value"),
        first=Min("value__period"),
        last=Max("value__period"),
        newest=Max("value__published_on"),
    ).order_by("theme", "slug")
    return tuple(
        DirectoryLine(
            _read(row.entry), row.areas, row.values_held, row.first or "", row.last or "", row.newest
        )
        for row in counted
    )


def themes() -> tuple[Text, ...]:
    """The themes of the dictionary."""
    entries = (
        IndicatorRow.objects.filter(retired=False).order_by("theme").values_list("entry__theme", flat=True)
    )
    return tuple({theme["zh"]: Text.of(theme) for theme in entries}.values())


def held_areas(slug: str) -> tuple[str, ...]:
    """The areas for which an indicator has values."""
    rows = Value.objects.filter(indicator_id=slug).order_by("area_code")
    return tuple(rows.values_list("area_code", flat=True).distinct())


def held_industries(slug: str) -> tuple[str, ...]:
    """The industries for which an indicator has values; the empty one is the whole."""
    rows = Value.objects.filter(indicator_id=slug).order_by("industry_code")
    return tuple(rows.values_list("industry_code", flat=True).distinct())


def series(
    slug: str,
    *,
    area_code: str,
    industry_code: str = "",
    since: str = "",
    until: str = "",
    known_on: date | None = None,
    single: bool = False,
) -> Series:
    """A series as it was known on a day (now when None), from one period to another.

    `single=True` reads sums since January period by period; it changes nothing for what is not cumulative. Growth is
    over the same period of the year before, on the same basis, and says why when it cannot be computed.

    Raises `UnknownIndicator`, `BadPeriod`.
    """
    entry = indicator(slug)
    rows = Value.objects.filter(indicator_id=slug, area_code=area_code, industry_code=industry_code)
    points = as_known_on(
        (Vintage(parse(row.period), row.value, row.published_on, row.comparable) for row in rows), known_on
    )
    split = single and entry.nature == "cumulative"
    if split:
        points = per_period(points)
    breaks = {parse(change.since): change.text for change in entry.changes}
    # A rate or an index already compares; growth of growth would mislead.
    growth = () if entry.nature in ("index", "rate") else year_on_year(points, breaks)
    first, last = parse(since) if since else None, parse(until) if until else None
    shown = tuple(
        point
        for point in points
        if (first is None or point.period >= first) and (last is None or point.period <= last)
    )
    expected = between(shown[0].period, shown[-1].period) if shown else ()
    return Series(
        entry,
        area_code,
        industry_code,
        known_on,
        split,
        shown,
        {str(one.period): one for one in growth},
        tuple(str(period) for period in missing(shown, expected)),
    )


def revisions(slug: str, *, area_code: str, period: str, industry_code: str = "") -> tuple[Revision, ...]:
    """Every publication of one value, oldest first."""
    rows = Value.objects.filter(
        indicator_id=slug, area_code=area_code, industry_code=industry_code, period=period
    ).order_by("published_on")
    return tuple(
        Revision(row.value, row.comparable, row.published_on, row.source, row.recorded_at) for row in rows
    )


def _read(entry: dict[str, Any]) -> Indicator:
    texts = {name: Text.of(entry[name]) for name in ("name", "theme", "unit", "definition")}
    changes = tuple(Change(one["since"], Text.of(one["text"])) for one in entry["changes"])
    return Indicator(**{**entry, **texts, "changes": changes})
