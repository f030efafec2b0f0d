"""The board of aggregation: records, the rate of core business data, freshness, trend."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_staff, require
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.console.data.collection.menu import READERS
from yiwang.orgs import api as orgs


@open_to_staff(*READERS)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The figures of the whole city; they hold no data of anybody."""
    require(actor_from(request), "collection.read", None)
    found = collection.statistics()
    offices = orgs.departments_named({one.department for one in found.departments})
    named = catalogue.resources_named([one.resource for one in found.resources])
    most = max((records for _, records in found.months), default=0) or 1
    context = {
        "found": found,
        "rate": None if found.rate is None else found.rate * 100,
        "months": [(month, records, records * 100 / most) for month, records in found.months],
        "departments": _begun_first(
            (
                one,
                offices[one.department].name if one.department in offices else one.department,
                None if one.rate is None else one.rate * 100,
            )
            for one in found.departments
        ),
        "resources": _begun_first(
            (one, named[one.resource].name if one.resource in named else one.resource)
            for one in found.resources
        ),
    }
    return render(request, "console/data/collection/board.html", context)


def _begun_first(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of what was collected at all, and of what was not: most of a young city is in the second."""
    parted: dict[str, list[tuple[Any, ...]]] = {"begun": [], "not_begun": []}
    for row in rows:
        parted["begun" if row[0].records else "not_begun"].append(row)
    return parted
