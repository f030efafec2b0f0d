"""Applying: step by step, kept as one goes, checked, sent once."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import Actor, actor_from, open_to_residents
from yiwang.cases import api as cases
from yiwang.errors import YiwangError
from yiwang.forms import api as forms
from yiwang.portal import applicants
from yiwang.portal.audience import serves_firms, serves_people
from yiwang.portal.views.apply_pages import show_step, show_whom
from yiwang.portal.wizard import REVIEW, way_of
from yiwang.theme import delivery


@open_to_residents(level=1)
@require_safe
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """The step asked for, the one last kept, or the first."""
    actor = actor_from(request)
    preparation = cases.prepare(actor=actor, item_slug=slug)
    if not preparation.item.online:
        raise cases.ItemClosed
    if actor.level < preparation.item.level_required:
        raise cases.LevelTooLow(preparation.item.level_required)
    if preparation.applicant is None and serves_people(preparation.item):
        applicant = applicants.applicant_of(actor, applicants.SELF, preparation.item)
        preparation = preparation.on_behalf_of(applicant)
    if preparation.applicant is None or request.GET.get("step") == "whom":
        return show_whom(request, preparation)
    way = way_of(preparation.item)
    asked = (request.GET.get("step"), preparation.step)
    step = next((one for one in asked if one in way.titles), way.first)
    if step == REVIEW and not preparation.transaction_id:
        preparation = cases.keep(actor=actor, preparation=replace(preparation, step=REVIEW))
    return show_step(request, preparation, step)


@open_to_residents(level=1)
@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Say for whom; registers are asked about them from then on."""
    actor = actor_from(request)
    preparation = cases.prepare(actor=actor, item_slug=slug)
    credit_code = request.POST.get("credit_code", "").strip().upper()
    typed = credit_code and serves_firms(preparation.item)
    try:
        applicant = applicants.applicant_of(
            actor, f"firm-{credit_code}" if typed else request.POST.get("for", ""), preparation.item
        )
    except YiwangError as error:
        return show_whom(request, preparation, error)
    cases.keep(actor=actor, preparation=replace(preparation.on_behalf_of(applicant), step=""))
    return _to(slug)


@open_to_residents(level=1)
@require_POST
def answer(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Take one step's answers: keep them, then go on, go back, or show what is wrong."""
    actor = actor_from(request)
    preparation = _with_applicant(actor, cases.prepare(actor=actor, item_slug=slug))
    way = way_of(preparation.item)
    if step not in way.titles or step == REVIEW:
        return _to(slug)
    preparation, refused = _take(request, preparation, step)
    edit = forms.edit_asked(preparation.item.form, request.POST)
    if edit:
        answers = forms.edited(preparation.item.form, preparation.answers, edit)
        preparation = preparation.answered(answers)
    going = request.POST.get("_go", "")
    errors = dict(refused)
    if going == "on" and not edit:
        errors = _wrong_on(actor, preparation, step) | errors
    onward = step
    if not errors and not edit:
        onward = {"on": way.after(step), "back": way.before(step)}.get(going, step)
    preparation = cases.keep(
        actor=actor, preparation=replace(preparation, step=onward), expected_revision=_revision(request)
    )
    if errors or edit:
        return show_step(request, preparation, step, errors)
    return HttpResponseRedirect(reverse("portal:my-cases")) if going == "later" else _to(slug, onward)


@open_to_residents(level=1)
@require_POST
def autosave(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Keep what has been typed so far; answers with when it was kept."""
    actor = actor_from(request)
    preparation = _with_applicant(actor, cases.prepare(actor=actor, item_slug=slug))
    try:
        answers = forms.read(preparation.item.form, request.POST, kept=preparation.answers, step=step)
        kept = cases.keep(
            actor=actor,
            preparation=replace(preparation.answered(answers), step=step),
            expected_revision=_revision(request),
        )
    except (forms.DraftConflict, forms.HostileInput) as error:
        return render(request, "portal/apply_saved.html", {"error": error})
    return render(request, "portal/apply_saved.html", {"preparation": kept})


@open_to_residents(level=1)
@require_POST
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Send it. The same page sent twice leads to the same case."""
    actor = actor_from(request)
    preparation = cases.prepare(actor=actor, item_slug=slug)
    try:
        sent = cases.send(
            actor=actor,
            preparation=preparation,
            transaction_id=request.POST.get("transaction", ""),
            channel="portal",
        )
    except forms.FormInvalid as error:
        step = forms.step_of(preparation.item.form, next(iter(error.errors), ""))
        return show_step(request, _with_applicant(actor, preparation), step, dict(error.errors), wrong=error)
    return HttpResponseRedirect(reverse("portal:case", args=[sent.number]))


@open_to_residents(level=1)
@require_POST
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    account = actor_from(request).account_id
    if account is not None:
        forms.drop_draft(account_id=account, item_slug=slug)
    return HttpResponseRedirect(reverse("portal:item", args=[slug]))


def _with_applicant(actor: Actor, preparation: cases.Preparation) -> cases.Preparation:
    if preparation.applicant is None:
        return preparation.on_behalf_of(applicants.applicant_of(actor, applicants.SELF, preparation.item))
    return preparation


def _take(
    request: HttpRequest, preparation: cases.Preparation, step: str
) -> tuple[cases.Preparation, forms.Errors]:
    """The posted answers and files laid over those kept; files that are not taken come back as errors."""
    answers = forms.read(preparation.item.form, request.POST, kept=preparation.answers, step=step)
    return cases.take_files(preparation.answered(answers), delivery.sent_with(request))


def _wrong_on(actor: Actor, preparation: cases.Preparation, step: str) -> forms.Errors:
    """What is wrong on this step; what other steps lack is said when it is sent."""
    form = preparation.item.form
    known = cases.known_answers(actor=actor, preparation=preparation)
    told = forms.validate(form, preparation.complete(known), on=timezone.localdate())
    return {path: message for path, message in told.items() if path and forms.step_of(form, path) == step}


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("_revision", "")
    return int(text) if text.isdecimal() and text != "0" else None


def _to(slug: str, step: str = "") -> HttpResponse:
    address = reverse("portal:apply", args=[slug])
    return HttpResponseRedirect(f"{address}?step={step}" if step else address)
