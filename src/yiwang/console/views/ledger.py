"""The auditor's page: what happened to a case, a person or a seal, and whether the whole log still holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.ledger import api as ledger


@open_to_staff("auditor")
@require_safe
def ledger_page(request: HttpRequest) -> HttpResponse:
    """The trail of a subject, and the newest signed head."""
    subject = request.GET.get("subject", "").strip()[:100]
    if subject:
        # Whoever watches is watched too; a person sees that their trail was read.
        person = subject if subject.startswith("person:") else ""
        ledger.record("ledger.read", by=actor_from(request).ref, subject=subject, person=person)
    context = {
        "subject": subject,
        "trail": ledger.trail(subject) if subject else (),
        "head": ledger.signed_tree_head(),
    }
    return render(request, "console/ledger.html", context)


@open_to_staff("auditor")
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Check the whole log, leaf by leaf."""
    context = {"report": ledger.verify_log(), "head": ledger.signed_tree_head(), "subject": "", "trail": ()}
    return render(request, "console/ledger.html", context)
