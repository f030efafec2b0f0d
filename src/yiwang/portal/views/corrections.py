"""Answering a correction notice: the whole form once more, with what is to be put right on top."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yiwang.access.api import Actor, actor_from, open_to_residents
from yiwang.cases import api as cases
from yiwang.errors import YiwangError
from yiwang.forms import api as forms
from yiwang.items import api as items
from yiwang.theme import delivery


@open_to_residents(level=0)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """Show the notice and the answers; take the corrected ones and let the case go on."""
    actor = actor_from(request)
    found = cases.case(number, actor)
    if found.state != "correcting":
        return HttpResponseRedirect(reverse("portal:case", args=[number]))
    item = items.item(found.item_slug, found.item_version)
    preparation = cases.Preparation(item, found.applicant, dict(found.form))
    errors: forms.Errors = {}
    wrong: YiwangError | None = None
    if request.method == "POST":
        preparation = preparation.answered(forms.read(item.form, request.POST, kept=preparation.answers))
        preparation, errors = cases.take_files(preparation, delivery.sent_with(request))
        edit = forms.edit_asked(item.form, request.POST)
        if edit:
            preparation = preparation.answered(forms.edited(item.form, preparation.answers, edit))
        elif not errors:
            try:
                _send(actor, number, preparation, request.POST.get("_transaction", ""))
            except forms.FormInvalid as error:
                errors, wrong = dict(error.errors), error
            else:
                messages.success(request, gettext("已补正，办件继续办理。"))
                return HttpResponseRedirect(reverse("portal:case", args=[number]))
    known = cases.known_answers(actor=actor, preparation=preparation)
    context = {
        "case": found,
        "item": item,
        "notice": found.corrections[-1],
        "form": forms.render(item.form, preparation.answers, prefilled=known, errors=errors),
        "wrong": wrong,
        "transaction": request.POST.get("_transaction") or uuid.uuid4(),
    }
    return render(request, "portal/correct.html", context, status=422 if errors else 200)


def _send(actor: Actor, number: str, preparation: cases.Preparation, transaction_id: str) -> None:
    cases.finish_step(
        actor=actor,
        number=number,
        step="correct",
        outcome="corrected",
        data=preparation.answers,
        transaction_id=transaction_id or str(uuid.uuid4()),
    )
