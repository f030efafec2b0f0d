"""The lake for those who keep and watch it: figures only, never a row of anybody's."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff, require
from yiwang.catalogue import api as catalogue
from yiwang.console.data.lake.menu import READERS
from yiwang.lake import api as lake
from yiwang.text import Text

PAGE = 50
#: Up to this grade (GB/T 43697) the least and the greatest value of a column are shown, unless it is about persons.
OPEN_GRADE = 2
LAYERS = {
    "ods": Text("原始层", "As delivered"),
    "dwd": Text("明细层", "Cleaned"),
    "ads": Text("应用层", "Served"),
    "quarantine": Text("隔离区", "Quarantine"),
}
KINDS = {
    "append": Text("追加", "Rows"),
    "files": Text("批量写入", "Files"),
    "replace": Text("替换分区", "Partition replaced"),
    "drop": Text("销毁分区", "Partition destroyed"),
    "compact": Text("整理", "Compaction"),
}


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """One page of tables by name, with what the lake holds in all."""
    require(actor_from(request), "lake.read")
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "layer")}
    found = lake.tables(
        text=chosen["q"].lower(), layer=chosen["layer"], after=request.GET.get("after", ""), limit=PAGE + 1
    )
    shown = found[:PAGE]
    asked = {name: value for name, value in chosen.items() if value}
    context = {
        "rows": [(one, LAYERS[one.layer]) for one in shown],
        "totals": lake.totals(),
        "layers": LAYERS.items(),
        "chosen": chosen,
        "first": f"?{urlencode(asked)}" if request.GET.get("after") else "",
        "next": f"?{urlencode(asked | {'after': shown[-1].name})}" if len(found) > PAGE else "",
    }
    return render(request, "console/data/lake/list.html", context)


@open_to_staff(*READERS)
@require_safe
def table(request: HttpRequest, name: str) -> HttpResponse:
    """One table, as it is or as it was: `at` is a snapshot's number, `as_of` a time."""
    actor = actor_from(request)
    require(actor, "lake.read")
    view = lake.table(name)
    number, moment = request.GET.get("at", ""), parse_datetime(request.GET.get("as_of", "") or "-")
    at = lake.snapshot_at(
        name,
        snapshot_id=int(number) if number.isdecimal() else None,
        as_of=make_aware(moment) if moment and is_naive(moment) else moment,
    )
    resource = _resource(view)
    shown = {one.name for one in resource.fields if _is_open(one)} if resource else set()
    figures = lake.column_figures(name, snapshot_id=at.snapshot_id if at else None)
    context = {
        "table": view,
        "resource": resource,
        "layer": LAYERS[view.layer],
        "at": at,
        "past": at is not None and at.snapshot_id != view.snapshot_id,
        "before_all": at is None and view.snapshot_id is not None,
        "as_of": request.GET.get("as_of", ""),
        "columns": [(one, _range(one) if one.column.name in shown else "") for one in figures],
        "snapshots": _kinds(lake.snapshots(name, limit=6)),
        "may_compact": bool(may(actor, "lake.maintain")),
        "small": lake.small_files(name),
        "work": lake.newest_work(name),
    }
    return render(request, "console/data/lake/table.html", context)


@open_to_staff(*READERS)
@require_safe
def snapshots(request: HttpRequest, name: str) -> HttpResponse:
    """One page of a table's snapshots, the newest first."""
    require(actor_from(request), "lake.read")
    before = request.GET.get("before", "")
    found = lake.snapshots(name, before=int(before) if before.isdecimal() else 0, limit=PAGE + 1)
    context = {
        "table": lake.table(name),
        "snapshots": _kinds(found[:PAGE]),
        "first": "?" if before else "",
        "next": f"?before={found[PAGE - 1].id}" if len(found) > PAGE else "",
    }
    return render(request, "console/data/lake/snapshots.html", context)


@open_to_staff(*READERS)
@require_safe
def files(request: HttpRequest, name: str) -> HttpResponse:
    """One page of the files of a snapshot."""
    require(actor_from(request), "lake.read")
    number, after = request.GET.get("at", ""), request.GET.get("after", "")
    found = sorted(
        lake.file_views(name, snapshot_id=int(number) if number.isdecimal() else None),
        key=lambda one: one.name,
    )
    rest = [one for one in found if one.name > after]
    asked = {"at": number} if number else {}
    context = {
        "table": lake.table(name),
        "number": number,
        "files": rest[:PAGE],
        "first": f"?{urlencode(asked)}" if after else "",
        "next": f"?{urlencode(asked | {'after': rest[PAGE - 1].name})}" if len(rest) > PAGE else "",
    }
    return render(request, "console/data/lake/files.html", context)


@open_to_staff("operator")
@require_POST
def compact(request: HttpRequest, name: str) -> HttpResponse:
    """Have the worker compact the table."""
    lake.ask_compaction(name, by=actor_from(request))
    return HttpResponseRedirect(reverse("console:lake-table", args=[name]))


@open_to_staff(*READERS)
@require_safe
def work(request: HttpRequest, name: str) -> HttpResponse:
    """How far the compaction is; htmx asks for it."""
    require(actor_from(request), "lake.read")
    return render(
        request,
        "console/data/lake/work.html",
        {"table": lake.table(name), "work": lake.newest_work(name)},
    )


def _kinds(found: tuple[lake.SnapshotView, ...]) -> list[tuple[lake.SnapshotView, Text]]:
    return [(one, KINDS[one.kind]) for one in found]


def _resource(view: lake.TableView) -> catalogue.ResourceView | None:
    """The resource of the catalogue whose deliveries a table holds."""
    try:
        found = catalogue.resource(view.name.partition(".")[2].replace("_", "-"))
    except catalogue.ResourceMissing:
        return None
    return found if catalogue.table_of(found.slug) == view.name else None


def _is_open(field: catalogue.FieldView) -> bool:
    return field.grade <= OPEN_GRADE and not field.category.startswith("personal")


def _range(figures: lake.ColumnFigures) -> str:
    bounds = (figures.least, figures.greatest)
    if None in bounds:
        return ""
    return " – ".join(f"{one:%Y-%m-%d %H:%M}" if isinstance(one, datetime) else str(one) for one in bounds)
