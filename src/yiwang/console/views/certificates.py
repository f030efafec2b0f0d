"""The directory of certificates, and each one's life: suspend, give back, withdraw, cancel, revoke."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.certificates import api as certificates
from yiwang.seals.api import CERTIFICATE_STATES

PAGE = 50
READERS = ("data-officer", "issuer", "approver", "auditor", "leader")
_STEPS: Mapping[str, Callable[..., certificates.CertificateView]] = {
    "suspend": certificates.suspend,
    "restore": certificates.restore,
    "withdraw": certificates.withdraw,
    "cancel": certificates.cancel,
    "revoke": certificates.revoke,
}


@open_to_staff(*READERS)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The directory, narrowed by type and state; an identifier goes straight to its certificate."""
    if identifier := request.GET.get("identifier", "").strip():
        return HttpResponseRedirect(reverse("console:certificate", args=[identifier[:160]]))
    chosen = {name: request.GET.get(name, "") for name in ("type", "state")}
    after = request.GET.get("after", "")
    page = certificates.directory(
        by=actor_from(request),
        type_slug=chosen["type"],
        state=chosen["state"],
        after=int(after) if after.isdecimal() else None,
        limit=PAGE,
    )
    kept = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "page": page,
        "chosen": chosen,
        "types": certificates.catalogue(),
        "states": CERTIFICATE_STATES.items(),
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&after={page.next}" if page.next else "",
    }
    return render(request, "console/certificates.html", context)


@open_to_staff(*READERS)
@require_safe
def certificate(request: HttpRequest, identifier: str) -> HttpResponse:
    """One certificate and the steps that can be taken with it now; the look is on the ledger."""
    actor = actor_from(request)
    found = certificates.certificate(identifier, by=actor)
    may_change = actor.holds("issuer", "approver", department=found.issuer_department)
    context = {
        "certificate": found,
        "history": certificates.history(identifier),
        "steps": certificates.steps_from(found.state) if may_change else (),
    }
    return render(request, "console/certificate.html", context)


@open_to_staff("issuer", "approver")
@require_POST
def change(request: HttpRequest, identifier: str) -> HttpResponse:
    """Take one step in a certificate's life, with the reason."""
    here = HttpResponseRedirect(reverse("console:certificate", args=[identifier]))
    reason = request.POST.get("reason", "").strip()
    step = _STEPS.get(request.POST.get("step", ""))
    if step is None or not reason:
        messages.error(request, gettext("请选择操作并写明理由，持证人会看到。"))
        return here
    try:
        step(identifier=identifier, reason=reason, by=actor_from(request))
    except certificates.WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("证照状态已变更。"))
    return here
