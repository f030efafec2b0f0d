"""Mandates I gave and mandates I hold."""

import re
from datetime import datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.access.api import Actor, actor_from
from yiwang.errors import YiwangError
from yiwang.people import queries
from yiwang.people.forms import MandateForm
from yiwang.people.services.mandates import grant_mandate, revoke_mandate
from yiwang.people.types import EVERY_MATTER, Principal


@require_http_methods(["GET", "POST"])
def mandates(request: HttpRequest) -> HttpResponse:
    """Appoint an agent; see whom I appointed and for whom I act."""
    actor = actor_from(request)
    form = MandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _grant(form, actor)
        except YiwangError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("授权已生效。"))
            return redirect("people:mandates")
    context = {
        "form": form,
        "given": queries.mandates_given(actor.account_id or 0),
        "held": queries.mandates_of(actor.account_id or 0),
    }
    return render(request, "people/mandates.html", context)


@require_POST
def revoke(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Take a mandate back."""
    revoke_mandate(mandate_id=mandate_id, by=actor_from(request))
    messages.success(request, gettext("授权已撤销。"))
    return redirect("people:mandates")


def _grant(form: MandateForm, actor: Actor) -> None:
    answers = form.cleaned_data
    firm = answers["firm"].strip().upper()
    principal = Principal("firm", firm) if firm else Principal("person", actor.person_id, actor.name)
    matters = [part for part in re.split(r"[,，、\s]+", answers["matters"]) if part]
    # The whole of the last day counts.
    until = timezone.make_aware(datetime.combine(answers["until"], time(23, 59, 59)))
    grant_mandate(
        principal=principal,
        agent_username=answers["agent"].strip(),
        scope=matters or [EVERY_MATTER],
        until=until,
        may_pass_on=answers["may_pass_on"],
        by=actor,
    )
