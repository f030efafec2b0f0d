"""The holder's certificates: look, download, show, see who used them."""

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_residents
from yiwang.certificates import api as certificates
from yiwang.portal.looks import describer
from yiwang.theme import delivery

_MEDIA_TYPES = {"ofd": "application/ofd", "pdf": "application/pdf"}


@open_to_residents(level=2)
@require_safe
def my_certificates(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    actor = actor_from(request)
    held = certificates.certificates_of(actor.person_id, by=actor) + certificates.certificates_of_firms(actor)
    return render(request, "portal/certificates.html", {"certificates": held})


@open_to_residents(level=0)
@require_safe
def certificate(request: HttpRequest, identifier: str) -> HttpResponse:
    """One certificate, whole."""
    found = certificates.certificate(identifier, by=actor_from(request))
    context = {"certificate": found, "history": certificates.history(identifier)}
    return render(request, "portal/certificate.html", context)


@open_to_residents(level=0)
@require_safe
def file(request: HttpRequest, identifier: str, form: str) -> HttpResponse:
    """The sealed file as it was issued, byte for byte."""
    if form not in _MEDIA_TYPES:
        raise Http404
    actor = actor_from(request)
    found = certificates.certificate(identifier, by=actor)
    data = certificates.file_of(identifier, form, by=actor)
    certificates.record_use(identifier=identifier, kind="downloaded", purpose=gettext("本人下载"), by=actor)
    return delivery.saved(data, media_type=_MEDIA_TYPES[form], name=f"{found.name.zh} {found.number}.{form}")


@open_to_residents(level=1)
@require_POST
def present(request: HttpRequest, identifier: str) -> HttpResponse:
    """A code to show, good for a minute."""
    actor = actor_from(request)
    purpose = request.POST.get("purpose", "").strip()[:60] or gettext("出示")
    shown = certificates.present(identifier=identifier, purpose=purpose, by=actor)
    drawing = segno.make(shown.url, error="m").svg_inline(border=1, omitsize=True)
    context = {
        "certificate": certificates.certificate(identifier, by=actor),
        "shown": shown,
        "code_svg": mark_safe(drawing),
    }
    return render(request, "portal/present.html", context)


@open_to_residents(level=0)
@require_safe
def uses(request: HttpRequest, identifier: str) -> HttpResponse:
    """Who used it, when and for what."""
    actor = actor_from(request)
    who = describer(actor)
    lines = [
        {"at": use.at, "text": use.text, "purpose": use.purpose, "who": who(use.by)}
        for use in certificates.uses_of(identifier, by=actor)
    ]
    context = {"certificate": certificates.certificate(identifier, by=actor), "uses": lines}
    return render(request, "portal/uses.html", context)
