"""Looking at the rows of a resource: with a purpose, through masks, on the ledger; and taking them out as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS
from yiwang.errors import YiwangError

PAGE = 20
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@open_to_staff(*READERS)
@require_http_methods(["GET", "POST"])
def rows(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks the purpose first; with it shows a page of rows, or gives the file."""
    found, actor = catalogue.resource(slug), actor_from(request)
    purpose = request.POST.get("purpose", "").strip()[:200]
    names = [name for name in request.POST.getlist("columns") if found.field(name)] or None
    shown, wrong = None, None
    if request.method == "POST":
        form = request.POST.get("do", "")
        try:
            if form in _TYPES:
                data = catalogue.export_rows(slug, by=actor, purpose=purpose, form=form, columns=names)
                return attachment(data, f"{slug}.{form}")
            shown = catalogue.rows(
                slug,
                by=actor,
                purpose=purpose,
                columns=names,
                after=_number(request.POST.get("after", "")),
                limit=PAGE,
                snapshot_id=_number(request.POST.get("snapshot", "")) or None,
            )
        except (catalogue.SayPurpose, catalogue.NotLoaded, catalogue.ExportRefused) as error:
            wrong = error
    context = {
        "resource": found,
        "purpose": purpose,
        "names": names or [],
        "shown": shown,
        "headings": [(found.field(name), name in shown.masked) for name in shown.columns] if shown else (),
        "wrong": wrong,
        "clearance": catalogue.clearance(actor, found.department),
        "may_ask": may(actor, "stewardship.ask-export"),
    }
    return render(request, "console/data/catalogue/rows.html", context, status=_status(wrong))


def _status(wrong: YiwangError | None) -> int:
    return wrong.http_status if wrong else 200


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 20 else 0


def attachment(data: bytes, name: str) -> HttpResponse:
    """A file to be kept, never shown."""
    kind = _TYPES[name.rpartition(".")[2]]
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
