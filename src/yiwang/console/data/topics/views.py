"""Topic stores: the list, one store, one table with its counts and rows, a query by key."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.console.data.topics.menu import READERS
from yiwang.orgs import api as orgs
from yiwang.text import Text
from yiwang.topics import api as topics

KINDS = {
    "person": Text("公民身份号码", "Resident number"),
    "firm": Text("统一社会信用代码", "Credit code"),
    "house": Text("不动产单元号", "Unit number of a home"),
    "vehicle": Text("车牌号", "Plate"),
    "place": Text("地址、网格或区划代码", "Code of an address, cell or division"),
}


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every store: lead department, rows, when built."""
    found = topics.stores()
    names = orgs.departments_named({one.definition.department for one in found})
    context = {
        "stores": [(one, names[one.definition.department].name) for one in found],
        "may_define": may(actor_from(request), "topics.define"),
    }
    return render(request, "console/data/topics/list.html", context)


@open_to_staff(*READERS)
@require_safe
def store(request: HttpRequest, slug: str) -> HttpResponse:
    """One store: its tables, how each stands, where it comes from."""
    found = topics.store(slug)
    context = {
        "store": found,
        "department": orgs.department(found.definition.department).name,
        "may_build": may(actor_from(request), "topics.build"),
    }
    return render(request, "console/data/topics/store.html", context)


@open_to_staff("operator", "data-steward")
@require_POST
def build(request: HttpRequest, slug: str) -> HttpResponse:
    """Build what has newer sources, now."""
    report = topics.build(slug, by=actor_from(request))
    built = sum(1 for what in report.done.values() if what == "built")
    messages.success(
        request,
        gettext("构建了 %(built)s 张表，%(problems)s 张有问题。")
        % {"built": built, "problems": len(report.problems)},
    )
    return HttpResponseRedirect(reverse("console:topics-one", args=[slug]))


@open_to_staff(*READERS)
@require_safe
def table(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """One table: columns and their sources, published counts, and rows when they are about nobody."""
    actor, whole, asked = actor_from(request), topics.store(slug), _table(slug, table)
    counts = [
        (one, topics.aggregate(slug, f"{table}.{one.name}", by=actor))
        for one in asked.definition.aggregates
        if asked.lake_table
    ]
    after = request.GET.get("after", "")
    rows = None
    chosen = {name: request.GET.get(name, "") for name in asked.definition.filters}
    if asked.lake_table and not asked.personal and not asked.definition.case_needed:
        rows = topics.listing(
            slug,
            table,
            by=actor,
            filters=chosen,
            after=int(after) if after.isdecimal() and len(after) < 12 else 0,
        )
    context = {
        "store": whole,
        "table": asked,
        "counts": counts,
        "rows": rows,
        "filters": [(name, asked.column(name), chosen[name]) for name in chosen],
        "first": "?" if after else "",
        "next": f"?after={rows.next}" if rows and rows.next else "",
        "kinds": _kinds(asked),
        "may_query": may(actor, "topics.query", whole.definition.department),
    }
    return render(request, "console/data/topics/table.html", context)


@open_to_staff("data-officer", "data-steward")
@require_POST
def query(request: HttpRequest, slug: str, table: str) -> HttpResponse:
    """The rows of one subject, for a purpose."""
    posted = request.POST
    rows = topics.by_key(
        slug,
        table,
        kind=posted.get("kind", ""),
        number=posted.get("number", ""),
        purpose=posted.get("purpose", ""),
        case=posted.get("case", ""),
        by=actor_from(request),
    )
    context = {"store": topics.store(slug), "table": _table(slug, table), "rows": rows}
    return render(request, "console/data/topics/answer.html", context)


def _table(slug: str, table: str) -> topics.BuiltView:
    found = topics.store(slug).table(table)
    if found is None:
        raise topics.NoSuchTable(slug, table)
    return found


def _kinds(asked: topics.BuiltView) -> list[tuple[str, Text]]:
    return [(kind, name) for kind, name in KINDS.items() if kind in asked.asked_by]
