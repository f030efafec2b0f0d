"""The form for departments that have only spreadsheets: template, paste or upload, every error by cell, then send."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff, require
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.errors import YiwangError
from yiwang.files import api as files

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows offered for typing in by hand.
BY_HAND = 3


@open_to_staff("data-officer")
@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    """The published resources of the reader's own departments."""
    actor = actor_from(request)
    found = [
        row
        for department in sorted(collection.own_departments(actor))
        for row in catalogue.resources(catalogue.Filter(department=department), limit=500).rows
    ]
    return render(request, "console/data/collection/forms.html", {"rows": found})


@open_to_staff("data-officer")
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """One resource's form; a posted sheet is checked and shown with what is wrong, and kept until it is sent."""
    actor = actor_from(request)
    resource = catalogue.resource(slug)
    require(actor, "collection.load", resource.department)
    context: dict[str, object] = {
        "resource": resource,
        "pasted": request.POST.get("pasted", ""),
        "by_hand": [
            [(field, request.POST.get(f"cell-{row}-{field.name}", "")) for field in resource.fields]
            for row in range(BY_HAND)
        ],
    }
    status = 200
    if request.method == "POST":
        try:
            data, name = _sheet(request, resource)
            checked = collection.check_sheet(slug, data, name=name, actor=actor)
            context |= {
                "checked": checked,
                "token": collection.keep_sheet(data, name, actor=actor),
                "name": name,
            }
            status = 422 if checked.errors else 200
        except YiwangError as error:
            context["trouble"], status = error, error.http_status
    return render(request, "console/data/collection/form.html", context, status=status)


@open_to_staff("data-officer")
@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """The empty spreadsheet of a resource."""
    response = HttpResponse(collection.template(slug, actor=actor_from(request)), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.xlsx"'
    return response


@open_to_staff("data-officer")
@require_POST
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Load a checked sheet; sending it twice loads it once."""
    actor, token = actor_from(request), request.POST.get("token", "")
    try:
        data, name = collection.kept_sheet(token, actor=actor)
        done = collection.accept_file(slug, data, name=name, actor=actor, transaction_id=f"form:{token}")
    except YiwangError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("console:collection-form", args=[slug]))
    return HttpResponseRedirect(reverse("console:collection-load", args=[done.id]))


def _sheet(request: HttpRequest, resource: catalogue.ResourceView) -> tuple[bytes, str]:
    """What was uploaded, pasted or typed in, in this order. Raises YiwangError."""
    if isinstance(sent := request.FILES.get("file"), UploadedFile):
        if (sent.size or 0) > files.LIMIT_BYTES:
            raise files.FileTooLarge(sent.name or "", sent.size or 0, files.LIMIT_BYTES)
        return sent.read(), sent.name or "data.csv"
    pasted = request.POST.get("pasted", "")
    if pasted.strip():
        rows = [line.split("\t") for line in pasted.splitlines()]
    else:
        rows = [
            [request.POST.get(f"cell-{row}-{field.name}", "") for field in resource.fields]
            for row in range(BY_HAND)
        ]
    return collection.rows_as_csv(resource.slug, rows), f"{resource.slug}.csv"
