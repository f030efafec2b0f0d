"""Reading divisions."""

from collections.abc import Iterable

from django.db.models import Case, When

from yiwang.areas.errors import UnknownArea
from yiwang.areas.models import Division
from yiwang.areas.types import Area
from yiwang.codes.api import region_prefixes


def _view(row: Division) -> Area:
    return Area(row.code, row.name, row.level, row.parent_code, row.full_name)


def area(code: str) -> Area:
    """The division with a short code. Raises `UnknownArea`."""
    row = Division.objects.filter(pk=code).first()
    if row is None:
        raise UnknownArea(code)
    return _view(row)


def areas(codes: Iterable[str]) -> dict[str, Area]:
    """The divisions with these codes, in one query; unknown codes are left out."""
    return {row.code: _view(row) for row in Division.objects.filter(pk__in=set(codes))}


def is_loaded(city: str) -> bool:
    """Whether a city has been loaded with what lies below it."""
    return Division.objects.filter(parent_code=city).exists()


def children(code: str) -> tuple[Area, ...]:
    """The divisions directly below a code, by code; those of the country for an empty code."""
    return tuple(_view(row) for row in Division.objects.filter(parent_code=code).order_by("code"))


def within(code: str, *, level: int) -> tuple[Area, ...]:
    """All divisions of one level inside a division, by code."""
    rows = Division.objects.filter(code__startswith=code, level=level).order_by("code")
    return tuple(_view(row) for row in rows)


def path(code: str) -> tuple[Area, ...]:
    """From the province down to the division itself. Raises `UnknownArea`."""
    found = areas(region_prefixes(code)) if code.isascii() and code.isdigit() else {}
    if code not in found:
        raise UnknownArea(code)
    return tuple(found[prefix] for prefix in region_prefixes(code) if prefix in found)


def is_within(code: str, ancestor: str) -> bool:
    """Whether a division is `ancestor` or lies inside it. An empty ancestor is the whole country."""
    return code.startswith(ancestor)


def find(name: str, *, inside: str = "", level: int | None = None, limit: int = 20) -> tuple[Area, ...]:
    """Divisions whose name contains `name`: exact names first, then outer levels before inner ones."""
    rows = Division.objects.filter(name__contains=name, code__startswith=inside)
    if level is not None:
        rows = rows.filter(level=level)
    exact_first = Case(When(name=name, then=0), default=1)
    return tuple(_view(row) for row in rows.order_by(exact_first, "level", "code")[:limit])
