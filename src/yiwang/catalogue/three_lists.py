"""The three lists: as they stand, as they were published, and how they differ."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from yiwang.access.api import Actor, require
from yiwang.catalogue.errors import UnknownList
from yiwang.catalogue.models import ListVersion, Version
from yiwang.catalogue.reading import resource_view
from yiwang.catalogue.rules.three_lists import LISTS, compare, rows_of, violations
from yiwang.catalogue.types import ListChange, ListView, ResourceView, Violation
from yiwang.crypto.api import sm3
from yiwang.orgs import api as orgs
from yiwang.people import api as people
from yiwang.text import Text

CHIEF = "data-chief"


def list_now(name: str, *, area: str, actor: Actor) -> ListView:
    """The list of an area as it would be published now, with everything it breaks. Raises UnknownList, Refused."""
    require(actor, "catalogue.read", None)
    return current_list(name, area)


def current_list(name: str, area: str) -> ListView:
    """The list as it stands, for the verbs of this room. Four queries, however long it is."""
    if name not in LISTS:
        raise UnknownList(name)
    resources = _in_force(area)
    chiefs = data_chiefs()
    offices = [one.code for one in orgs.departments(area)]
    rows = rows_of(name, resources, chiefs)
    return ListView(
        name=name,
        title=LISTS[name],
        number=0,
        rows=tuple(rows),
        violations=tuple(violations(name, resources, chiefs, offices)),
        digest=digest_of(rows),
    )


def digest_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """The SM3 of a list's rows."""
    return sm3(json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hex()


def _in_force(area: str) -> list[ResourceView]:
    rows = Version.objects.select_related("entry").filter(
        state="published", entry__state="published", entry__area_code__startswith=area
    )
    return [resource_view(row.entry, row) for row in rows]


def data_chiefs() -> dict[str, str]:
    """Who is the data chief of each department now, by name."""
    return dict(people.holders(CHIEF))


def list_version(name: str, number: int = 0, *, area: str, actor: Actor) -> ListView:
    """A published version of a list; the newest when no number is given. Raises UnknownList, Refused."""
    require(actor, "catalogue.read", None)
    rows = ListVersion.objects.filter(name=name, area_code=area).order_by("-number")
    found = (rows.filter(number=number) if number else rows).first()
    if found is None:
        raise UnknownList(f"{name} {number or ''}".strip())
    return list_view(found)


def list_versions(name: str, *, area: str) -> tuple[ListView, ...]:
    """Every published version of a list without its rows, newest first."""
    rows = (
        ListVersion.objects.filter(name=name, area_code=area).defer("rows", "violations").order_by("-number")
    )
    return tuple(
        ListView(
            row.name,
            LISTS[row.name],
            row.number,
            (),
            (),
            row.digest,
            row.note,
            row.published_at,
            row.published_by,
        )
        for row in rows
    )


def list_diff(name: str, before: int, after: int, *, area: str, actor: Actor) -> ListChange:
    """How two published versions differ; 0 is the list as it stands. Raises UnknownList, Refused."""

    def rows(number: int) -> Sequence[Mapping[str, Any]]:
        if number:
            return list_version(name, number, area=area, actor=actor).rows
        return list_now(name, area=area, actor=actor).rows

    return compare(rows(before), rows(after))


def list_view(row: ListVersion) -> ListView:
    """A row as others see it."""
    return ListView(
        name=row.name,
        title=LISTS[row.name],
        number=row.number,
        rows=tuple(row.rows),
        violations=tuple(
            Violation(one["slug"], one["rule"], Text.of(one["message"])) for one in row.violations
        ),
        digest=row.digest,
        note=row.note,
        published_at=row.published_at,
        published_by=row.published_by,
    )


def city_area() -> str:
    """The division code of the city as a whole: the shortest of its departments'."""
    return min((one.area_code for one in orgs.departments()), key=len, default="")
