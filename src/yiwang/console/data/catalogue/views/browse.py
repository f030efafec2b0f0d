"""Searching the catalogue, one entry with all that is known of it, and the data elements."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS
from yiwang.orgs import api as orgs
from yiwang.text import Text

PAGE = 30
SHOWN = 12
_FACETS = (
    ("kind", Text("资源类别", "Class")),
    ("sharing", Text("共享类型", "Sharing")),
    ("grade", Text("级别", "Grade")),
    ("department", Text("提供部门", "Department")),
    ("theme", Text("主题", "Theme")),
)


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The catalogue, searched and narrowed; each facet tells how many it would leave."""
    asked = request.GET
    q = asked.get("q", "").strip()[:60]
    chosen = {name: asked.get(name, "")[:64] for name in ("kind", "sharing", "grade", "department", "theme")}
    late = asked.get("overdue") == "1"
    wanted = catalogue.Filter(
        department=chosen["department"],
        sharing=chosen["sharing"],
        grade=int(chosen["grade"]) if chosen["grade"] in ("1", "2", "3", "4", "5", "6") else 0,
        theme=chosen["theme"],
        kind=chosen["kind"],
        overdue=late,
        state="retired" if asked.get("state") == "retired" else "published",
    )
    found = catalogue.search(q, wanted, after=asked.get("after", ""), limit=PAGE)
    offices = orgs.departments_named({row.department for row in found.rows} | set(found.facets["department"]))
    kept = {name: value for name, value in {"q": q, **chosen}.items() if value}
    if late:
        kept["overdue"] = "1"
    if wanted.state == "retired":
        kept["state"] = "retired"
    context = {
        "q": q,
        "found": found,
        "rows": [(row, _office(offices, row.department)) for row in found.rows],
        "facets": _facets(found, kept, offices),
        "chosen": [
            (
                name,
                _value_name(name, value, offices),
                f"?{urlencode({k: v for k, v in kept.items() if k != name})}",
            )
            for name, value in chosen.items()
            if value
        ],
        "overdue": late,
        "retired": wanted.state == "retired",
        "kept": {name: value for name, value in kept.items() if name not in ("q",)},
        "first": f"?{urlencode(kept)}" if asked.get("after") else "",
        "next": f"?{urlencode({**kept, 'after': found.next})}" if found.next else "",
        "may_compile": bool(may(actor_from(request), "catalogue.compile", None)),
    }
    return render(request, "console/data/catalogue/list.html", context)


def _office(offices: dict[str, orgs.Department], code: str) -> Text:
    return offices[code].name if code in offices else Text(code, code)


def _value_name(facet: str, value: str, offices: dict[str, orgs.Department]) -> Text:
    if facet == "department":
        return _office(offices, value)
    if facet == "grade":
        return catalogue.grades().get(int(value), Text(value)) if value.isdecimal() else Text(value)
    return catalogue.code_name({"kind": "class"}.get(facet, facet), value)


def _facets(
    found: catalogue.Found, kept: dict[str, str], offices: dict[str, orgs.Department]
) -> list[dict[str, Any]]:
    """Each facet with its values, how many, and the address that chooses or drops it."""
    drawn = []
    for name, title in _FACETS:
        lines = []
        for value, number in found.facets.get(name, {}).items():
            on = kept.get(name) == value
            rest = {key: one for key, one in kept.items() if key != name}
            address = urlencode(rest if on else {**rest, name: value})
            lines.append((_value_name(name, value, offices), number, on, f"?{address}"))
        if lines:
            drawn.append({"title": title, "first": lines[:SHOWN], "more": lines[SHOWN:]})
    return drawn


@open_to_staff(*READERS)
@require_safe
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry: metadata, fields with grade and mask, versions and what changed, lineage, demands, the last load."""
    actor = actor_from(request)
    number = request.GET.get("version", "")
    found = catalogue.resource(slug, int(number) if number.isdecimal() else None)
    draft = catalogue.draft(slug, actor=actor)
    versions = catalogue.versions(slug)
    held = actor.holds("data-officer", department=found.department, area=found.area_code)
    steward = actor.holds("data-steward", area=found.area_code)
    own = next((one for one in versions if draft and one.number == draft.version), None)
    asked, _ = catalogue.demands(actor, slug=slug, limit=5)
    sent, _ = catalogue.cascade(actor, slug=slug, limit=3)
    names = orgs.departments_named({one.department for one in asked})
    context = {
        "resource": found,
        "office": orgs.department(found.department).name,
        "clearance": catalogue.clearance(actor, found.department),
        "draft": draft,
        "draft_line": own,
        "versions": versions,
        "changes": _changes(slug, request.GET.get("diff", ""), versions),
        "acts": catalogue.acts(slug),
        "below": _below(slug),
        "demands": [(one, names[one.department].name, catalogue.DEMAND_STATES[one.state]) for one in asked],
        "sent": [(one, catalogue.SENT_ACTIONS[one.action], catalogue.SENT_STATES[one.state]) for one in sent],
        "edits": (held and found.state != "retired") or (held and draft is not None),
        "submits": held and draft is not None and draft.version_state in ("draft", "returned"),
        "reviews": steward and draft is not None and draft.version_state == "submitted" and own is not None
        and own.compiled_by != actor.ref,
        "publishes": steward and draft is not None and draft.version_state == "approved",
        "retires": steward and found.state == "published",
        "asks": actor.holds("data-officer") and not held and found.state == "published",
    }  # fmt: skip
    return render(request, "console/data/catalogue/entry.html", context)


def _changes(
    slug: str, asked: str, versions: tuple[catalogue.VersionLine, ...]
) -> tuple[int, int, tuple[catalogue.Difference, ...]] | None:
    """The two versions that are compared, and how they differ."""
    before, _, after = asked.partition("-")
    known = {one.number for one in versions}
    if not (before.isdecimal() and after.isdecimal() and {int(before), int(after)} <= known):
        return None
    return int(before), int(after), catalogue.diff(slug, int(before), int(after))


def _below(slug: str) -> list[tuple[str, str, int]]:
    """Each field something is made from, its node, and how many columns are made from it."""
    counts: dict[str, int] = {}
    for field, _ in catalogue.below_resource(slug):
        counts[field] = counts.get(field, 0) + 1
    return [(field, f"resource:{slug}.{field}", number) for field, number in counts.items()]


@open_to_staff(*READERS)
@require_safe
def elements(request: HttpRequest) -> HttpResponse:
    """The data elements; asked by htmx, the options of the compile form."""
    named = next((name for name in request.GET if name == "q" or name.endswith("-element")), "q")
    q = request.GET.get(named, "").strip()[:60]
    after = request.GET.get("after", "")[:64]
    if request.headers.get("HX-Request"):
        found = catalogue.elements(q, limit=20)
        return render(request, "console/data/catalogue/element_options.html", {"elements": found})
    found = catalogue.elements(q, after=after, limit=PAGE + 1)
    kept = urlencode({"q": q}) if q else ""
    context = {
        "q": q,
        "elements": found[:PAGE],
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&{urlencode({'after': found[PAGE - 1].code})}" if len(found) > PAGE else "",
    }
    return render(request, "console/data/catalogue/elements.html", context)


@open_to_staff(*READERS)
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Which published resources already hold what somebody means to collect (一数一源)."""
    asked = [
        one.strip()
        for one in request.GET.get("fields", "")[:2000].replace("，", "、").replace(",", "、").splitlines()
    ]
    names = [name.strip() for line in asked for name in line.split("、") if name.strip()][:100]
    known = {one.code for one in catalogue.elements_named(names).values()}
    found = catalogue.already_held(fields=names, elements=names)
    offices = orgs.departments_named({one.department for one in found})
    hits: dict[str, list[Any]] = {name: [] for name in names}
    for one in found:
        for name in (one.title, one.element):
            if name in hits:
                hits[name].append((one, _office(offices, one.department)))
                break
    context = {
        "fields": "、".join(names),
        "hits": [(name, name in known, rows) for name, rows in hits.items()],
    }
    return render(request, "console/data/catalogue/held.html", context)
