"""Public verification, open to everybody: a file, an identifier with its code, or a code just shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.access.api import open_to_all
from yiwang.certificates import api as certificates
from yiwang.errors import YiwangError
from yiwang.files import api as files
from yiwang.portal.file_fields import named_fields
from yiwang.portal.states import current_states
from yiwang.seals import api as seals
from yiwang.theme import delivery


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page, and its three answers."""
    given = request.GET
    context: dict[str, object] = {"identifier": given.get("id", ""), "code": given.get("code", "")}
    status = 200
    try:
        if request.method == "POST":
            context |= _file_report(request)
        elif given.get("token"):
            shown = certificates.check_presented(given["token"])
            context |= {"checked": shown.certificate, "purpose": shown.purpose, "shown_at": shown.shown_at}
        elif given.get("id"):
            context["checked"] = certificates.check(given["id"], given.get("code", ""))
    except YiwangError as error:
        context["error"] = error
        status = error.http_status
    response = render(request, "portal/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _file_report(request: HttpRequest) -> dict[str, object]:
    upload = request.FILES.get("file")
    if upload is None or upload.size is None:
        raise files.EmptyFile("")
    if upload.size > files.LIMIT_BYTES:
        raise files.FileTooLarge(upload.name or "", upload.size, files.LIMIT_BYTES)
    anchors = seals.trust_anchors()
    report = seals.verify_file(upload.read(), anchors, at=timezone.now(), status=current_states(anchors))
    return {"report": report, "filename": upload.name, "fields": named_fields(report.fields)}


@open_to_all
@require_safe
def anchors(request: HttpRequest) -> HttpResponse:
    """The trust anchors, for those who verify on their own machine."""
    data = seals.write_anchors(seals.trust_anchors())
    return delivery.saved(data, media_type="application/json", name="anchors.json")


@open_to_all
@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """The signed list of certificates that are not in force."""
    return delivery.saved(certificates.state_list(), media_type="application/json", name="states.json")
