"""The catalogue as a spreadsheet: the template, taking it out, and bringing it in after a preview."""

import base64
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.access.api import actor_from, open_to_staff, require
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS
from yiwang.console.data.catalogue.views.rows import attachment
from yiwang.orgs import api as orgs

#: A sheet travels back with the preview, so that nobody chooses the file twice; larger ones are chosen again.
CARRIED = 700_000
SHOWN = 200


@open_to_staff(*READERS)
@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest) -> HttpResponse:
    """Bring a sheet in: first what it would do and everything wrong by cell, then the drafts."""
    actor = actor_from(request)
    mine = {role.department for role in actor.roles if role.slug == "data-officer"}
    context = {"mine": orgs.departments_named(mine).values(), "transaction": uuid.uuid4()}
    if request.method != "POST":
        return render(request, "console/data/catalogue/sheets.html", context)
    department = request.POST.get("department", "")
    require(actor, "catalogue.compile", None)
    data, name = _file(request)
    context |= {"department": department, "name": name}
    try:
        if request.POST.get("do") == "keep":
            changed = catalogue.import_sheet(
                data,
                name,
                department=department,
                actor=actor,
                transaction_id=request.POST.get("transaction", "")[:50] or str(uuid.uuid4()),
            )
            told = ngettext("%(n)s 项资源已存为草稿。", "%(n)s 项资源已存为草稿。", len(changed))
            messages.success(request, told % {"n": len(changed)})
            return HttpResponseRedirect(f"{reverse('console:catalogue-work')}?state=draft")
        seen = catalogue.preview_sheet(data, name, department=department, actor=actor)
    except (catalogue.BadSheet, catalogue.WrongTurn, orgs.UnknownDepartment) as error:
        return render(request, "console/data/catalogue/sheets.html", context | {"wrong": error}, status=422)
    context |= {
        "seen": seen,
        "faults": seen.faults[:SHOWN],
        "carried": base64.b64encode(data).decode() if len(data) <= CARRIED else "",
    }
    return render(request, "console/data/catalogue/sheets.html", context, status=422 if seen.faults else 200)


def _file(request: HttpRequest) -> tuple[bytes, str]:
    """The file chosen now, or the one that came with the preview. Raises BadSheet through an empty file."""
    chosen = request.FILES.get("sheet")
    if chosen is not None:
        return chosen.read(), (chosen.name or "sheet")[:100]
    try:
        return base64.b64decode(request.POST.get("carried", ""), validate=True), request.POST.get(
            "name", "sheet"
        )[:100]
    except ValueError:
        return b"", "sheet"


@open_to_staff(*READERS)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The published catalogue of a department or of all as a file; `form=template-xlsx` the empty sheet."""
    form = "csv" if request.GET.get("form", "").endswith("csv") else "xlsx"
    if request.GET.get("form", "").startswith("template"):
        return attachment(catalogue.template(form=form), f"catalogue-template.{form}")
    wanted = catalogue.Filter(department=request.GET.get("department", "")[:64])
    data = catalogue.export_catalogue(wanted, form=form, actor=actor_from(request))
    return attachment(data, f"catalogue.{form}")
