"""Reads of the catalogue."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue.errors import ResourceMissing
from yiwang.catalogue.models import Element, Entry, Field, Version
from yiwang.catalogue.reading import (
    element_view,
    elements_by_code,
    line_view,
    resource_view,
    version_line,
    work_view,
)
from yiwang.catalogue.rules.columns import column_type
from yiwang.catalogue.rules.difference import differences
from yiwang.catalogue.rules.life import ACTS, OPEN
from yiwang.catalogue.types import (
    ActLine,
    Difference,
    ElementView,
    Filter,
    Held,
    Page,
    ResourceView,
    VersionLine,
    Work,
)
from yiwang.lake import api as lake
from yiwang.text import Text

EVERYTHING = Filter()


def resource(slug: str, version: int | None = None) -> ResourceView:
    """A resource: the version in force, or a given one; of one never published, its newest draft.

    Raises:
        ResourceMissing: no such resource or version. A retired resource is found, with its reason.
    """
    rows = Version.objects.select_related("entry").filter(entry__slug=slug)
    rows = rows.filter(number=version) if version else rows.exclude(entry__version__gt=0, state__in=OPEN)
    found = rows.order_by("-number").first()
    if version is None and found is not None and found.entry.version not in (0, found.number):
        found = Version.objects.select_related("entry").get(entry=found.entry, number=found.entry.version)
    if found is None:
        raise ResourceMissing(slug, version)
    return resource_view(found.entry, found)


def resources_named(slugs: Iterable[str]) -> dict[str, ResourceView]:
    """The resources with these slugs as in force, in one query; unknown and never published ones are left out."""
    rows = Version.objects.select_related("entry").filter(entry__slug__in=set(slugs), state="published")
    return {row.entry.slug: resource_view(row.entry, row) for row in rows}


def filtered(rows: QuerySet[Entry], wanted: Filter) -> QuerySet[Entry]:
    """The rows a filter asks for."""
    given = {
        "state": wanted.state,
        "department_code": wanted.department,
        "area_code__startswith": wanted.area,
        "sharing": wanted.sharing,
        "grade": wanted.grade,
        "theme": wanted.theme,
        "kind": wanted.kind,
        "core": wanted.core,
    }
    rows = rows.filter(**{key: value for key, value in given.items() if value})
    return rows.filter(state="published", due_at__lt=timezone.now()) if wanted.overdue else rows


def resources(wanted: Filter = EVERYTHING, *, after: str = "", limit: int = 50) -> Page:
    """One page of resources by slug; `after` is the last slug of the page before."""
    rows = filtered(Entry.objects.filter(slug__gt=after), wanted).order_by("slug")
    found = list(rows[: limit + 1])
    shown = tuple(line_view(row) for row in found[:limit])
    return Page(shown, shown[-1].slug if len(found) > limit else "")


def work(
    actor: Actor,
    *,
    states: Iterable[str] = OPEN,
    departments: Iterable[str] | None = None,
    after: int = 0,
    limit: int = 50,
) -> tuple[tuple[Work, ...], int]:
    """Versions under way, oldest first, and where the next page begins (0 at the end). Raises Refused."""
    require(actor, "catalogue.read", None)
    rows = Version.objects.select_related("entry").filter(state__in=list(states), pk__gt=after).order_by("pk")
    if departments is not None:
        rows = rows.filter(entry__department_code__in=list(departments))
    found = list(rows[: limit + 1])
    return tuple(work_view(row) for row in found[:limit]), (found[limit - 1].pk if len(found) > limit else 0)


def draft(slug: str, *, actor: Actor) -> ResourceView | None:
    """The version under way of an entry, None when there is none. Raises Refused."""
    require(actor, "catalogue.read", None)
    found = Version.objects.select_related("entry").filter(entry__slug=slug, state__in=OPEN).first()
    return resource_view(found.entry, found) if found else None


def versions(slug: str) -> tuple[VersionLine, ...]:
    """Every version of an entry, newest first."""
    return tuple(version_line(row) for row in Version.objects.filter(entry__slug=slug).order_by("-number"))


def acts(slug: str) -> tuple[ActLine, ...]:
    """What was done with an entry, newest first."""
    entry = Entry.objects.filter(slug=slug).first()
    rows = entry.acts.order_by("-id")[:100] if entry else ()
    return tuple(ActLine(row.act, ACTS[row.act], row.version, row.by, row.at, row.note) for row in rows)


def diff(slug: str, before: int, after: int) -> tuple[Difference, ...]:
    """What changed between two versions. Raises ResourceMissing."""
    found = {
        row.number: row.content
        for row in Version.objects.filter(entry__slug=slug, number__in=[before, after])
    }
    for number in (before, after):
        if number not in found:
            raise ResourceMissing(slug, number)
    return differences(found[before], found[after])


def element(code: str) -> ElementView | None:
    """The data element of a code, retired or not."""
    row = Element.objects.filter(pk=code).first()
    return element_view(row) if row else None


def elements(q: str = "", *, theme: str = "", after: str = "", limit: int = 50) -> tuple[ElementView, ...]:
    """Data elements in use by code; `q` is part of a code or name."""
    rows = Element.objects.filter(retired=False, code__gt=after).order_by("code")
    if q.strip():
        rows = rows.filter(named__contains=q.strip().lower()[:60])
    if theme:
        rows = rows.filter(theme=theme)
    return tuple(element_view(row) for row in rows[:limit])


def elements_named(codes: Iterable[str]) -> dict[str, ElementView]:
    """The data elements with these codes, in one query; unknown codes are left out."""
    return elements_by_code(codes)


def already_held(*, fields: Iterable[str] = (), elements: Iterable[str] = ()) -> tuple[Held, ...]:
    """Published resources that already hold what a form asks, by Chinese field names or data elements (一数一源).

    One query. What is shared on no terms (type 3) is told as well: the form's owner must know that somebody holds it.
    """
    wanted = Q(title_zh__in=[one.strip() for one in fields if one.strip()])
    wanted |= Q(element__in=[one for one in elements if one])
    rows = Field.objects.select_related("entry").filter(wanted, entry__state="published")
    return tuple(
        Held(
            row.entry.slug,
            Text.of(row.entry.card["name"]),
            row.entry.department_code,
            row.entry.sharing,
            row.name,
            row.title_zh,
            row.element,
        )
        for row in rows.order_by("title_zh", "entry__sharing", "entry__slug")
    )


def themes() -> Mapping[str, int]:
    """The themes of the published catalogue, each with its number of resources."""
    rows = Entry.objects.filter(state="published").exclude(theme="").order_by("theme")
    return dict(rows.values_list("theme").annotate(number=Count("id")))


def table_of(slug: str) -> str:
    """The lake table that holds a resource as delivered: `ods.police_household`."""
    return f"ods.{slug.replace('-', '_')}"


def slug_of_table(table: str) -> str:
    """The resource whose rows a lake table holds as delivered; empty for other tables."""
    layer, _, name = table.partition(".")
    return name.replace("_", "-") if layer == "ods" else ""


def lake_columns(slug: str) -> tuple[lake.Column, ...]:
    """The columns of a resource's table in the lake, by the version in force. Raises ResourceMissing."""
    return tuple(
        lake.Column(field.name, column_type(field), required=field.required, doc=field.title.zh)
        for field in resource(slug).fields
    )
