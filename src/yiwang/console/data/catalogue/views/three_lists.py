"""The three lists: as they stand, as published, what they break, and how versions differ."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS
from yiwang.console.data.catalogue.views.rows import attachment
from yiwang.orgs import api as orgs
from yiwang.text import Text

PAGE = 40
#: What stands together in the first column of the page.
_FIRST = ("name", "code")
_PROMISED = {
    "delivered": Text("按期更新", "Delivered"),
    "promised": Text("尚未归集", "Not yet loaded"),
    "overdue": Text("超期未更新", "Overdue"),
}


@open_to_staff(*READERS)
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """A list as it stands, or a published version of it; what it breaks; what changed between two versions."""
    actor, area = actor_from(request), catalogue.city_area()
    number = _number(request.GET.get("version", ""))
    found = (
        catalogue.list_version(slug, number, area=area, actor=actor)
        if number
        else catalogue.list_now(slug, area=area, actor=actor)
    )
    offices = {code: office.name for code, office in orgs.departments_named(
        str(row["department"]) for row in found.rows
    ).items()}  # fmt: skip
    if request.GET.get("form") in ("csv", "xlsx"):
        return _file(found, offices, request.GET["form"])
    page = max(_number(request.GET.get("page", "")), 1)
    shown = found.rows[(page - 1) * PAGE : page * PAGE]
    versions = catalogue.list_versions(slug, area=area)
    context = {
        "list": found,
        "columns": [(key, name) for key, name in catalogue.LIST_COLUMNS[slug].items() if key not in _FIRST],
        "rows": [(row, _cells(slug, row, offices)) for row in shown],
        "rules": _by_rule(found),
        "broken": found.violations[:PAGE],
        "versions": versions,
        "change": _change(request, slug, area, versions),
        "tabs": catalogue.LISTS.items(),
        "may_publish": not number and bool(may(actor, "catalogue.publish-list", area)),
        "fresh": not versions or versions[0].digest != found.digest,
        "first": f"?version={number}" if page > 1 else "",
        "next": f"?version={number}&page={page + 1}" if page * PAGE < len(found.rows) else "",
    }
    return render(request, "console/data/catalogue/three_list.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _by_rule(found: catalogue.ListView) -> list[tuple[Text, int]]:
    """How often each rule is broken, most often first."""
    counts: dict[str, tuple[Text, int]] = {}
    for violation in found.violations:
        message, number = counts.get(violation.rule, (violation.message, 0))
        counts[violation.rule] = message, number + 1
    return sorted(counts.values(), key=lambda one: -one[1])


def _cells(name: str, row: Mapping[str, Any], offices: Mapping[str, Text]) -> list[tuple[Text, object]]:
    """The cells of a row under their headings, in words."""
    return [
        (heading, _said(key, row.get(key, ""), offices))
        for key, heading in catalogue.LIST_COLUMNS[name].items()
        if key not in _FIRST
    ]


def _said(key: str, value: Any, offices: Mapping[str, Text]) -> object:
    match key:
        case "department":
            return offices.get(value, value)
        case "type":
            return catalogue.code_name("sharing", value)
        case "cycle":
            return catalogue.code_name("cycle", value)
        case "grade":
            return catalogue.grades().get(value, value)
        case "promised":
            return _PROMISED.get(value, value)
        case "core":
            return Text("是", "Yes") if value else Text("否", "No")
        case "duty" | "name":
            return Text.of(value)
    return value if value != "" else "—"


def _change(
    request: HttpRequest, slug: str, area: str, versions: tuple[catalogue.ListView, ...]
) -> tuple[int, int, catalogue.ListChange] | None:
    before, dash, after = request.GET.get("diff", "").partition("-")
    known = {0, *(one.number for one in versions)}
    if not dash or not {_number(before), _number(after)} <= known:
        return None
    numbers = _number(before), _number(after)
    return *numbers, catalogue.list_diff(slug, *numbers, area=area, actor=actor_from(request))


def _file(found: catalogue.ListView, offices: Mapping[str, Text], form: str) -> HttpResponse:
    columns = catalogue.LIST_COLUMNS[found.name]
    table = [
        [text.zh for text in columns.values()],
        *([_plain(_said(key, row.get(key, ""), offices)) for key in columns] for row in found.rows),
    ]
    data = catalogue.as_csv(table) if form == "csv" else catalogue.as_xlsx(table, title=found.title.zh)
    return attachment(data, f"{found.name}-{found.number or 'now'}.{form}")


def _plain(value: object) -> str:
    return value.zh if isinstance(value, Text) else str(value)


@open_to_staff("data-steward")
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the list as its next version."""
    found = catalogue.publish_list(
        slug,
        area=catalogue.city_area(),
        actor=actor_from(request),
        note=request.POST.get("note", ""),
    )
    messages.success(request, gettext("清单已发布：第 %(n)s 版。") % {"n": found.number})
    return HttpResponseRedirect(reverse("console:catalogue-lists", args=[slug]))
