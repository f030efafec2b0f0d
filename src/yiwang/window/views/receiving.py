"""Receiving an application at the window: which item, for whom, the form with the person beside you."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.access.api import Actor, actor_from, open_to_staff
from yiwang.cases import api as cases
from yiwang.errors import YiwangError
from yiwang.forms import api as forms
from yiwang.items import api as items
from yiwang.registers import api as registers
from yiwang.theme import delivery
from yiwang.window.applicants import find_applicant, kinds_of, seen_by_clerk

FOUND = 50
_GET_OR_POST = ["GET", "HEAD", "POST"]


@open_to_staff("window-clerk")
@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """Choose the item."""
    q = request.GET.get("q", "").strip()[:100]
    cards = [hit.item for hit in items.search(q, limit=FOUND)]
    return render(request, "window/pick.html", {"q": q, "items": cards})


@open_to_staff("window-clerk")
@require_http_methods(_GET_OR_POST)
def identify(request: HttpRequest, slug: str) -> HttpResponse:
    """Find the applicant by number, for this item's purpose; by the papers in hand while the register is down."""
    actor = actor_from(request)
    preparation = cases.prepare(actor=actor, item_slug=slug)
    kinds = kinds_of(preparation.item)
    posted, number = request.POST, request.POST.get("number", "")
    kind = posted["kind"] if posted.get("kind") in kinds else kinds[0]
    error: YiwangError | None = None
    by_hand = False
    if request.method == "POST":
        try:
            applicant = _applicant(kind, number, posted.get("name", ""), preparation.item, actor)
        except registers.SourceDown as down:
            error, by_hand = down, True
        except YiwangError as wrong:
            error = wrong
        else:
            begun = replace(preparation.on_behalf_of(applicant), step="")
            cases.keep(actor=actor, preparation=begun)
            return HttpResponseRedirect(reverse("window:fill", args=[slug]))
    context = {
        "item": preparation.item,
        "error": error,
        "by_hand": by_hand,
        "kinds": kinds,
        "kind": kind,
        "number": number,
    }
    return render(request, "window/identify.html", context, status=error.http_status if error else 200)


@open_to_staff("window-clerk")
@require_http_methods(_GET_OR_POST)
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole form on one page; kept with every button, sent when all is right."""
    actor = actor_from(request)
    preparation = cases.prepare(actor=actor, item_slug=slug)
    if preparation.applicant is None:
        return HttpResponseRedirect(reverse("window:identify", args=[slug]))
    errors: forms.Errors = {}
    wrong: YiwangError | None = None
    if request.method == "POST":
        preparation, errors = _take(request, preparation)
        preparation = cases.keep(actor=actor, preparation=preparation)
        if request.POST.get("_go") == "send" and not errors:
            try:
                sent = cases.send(
                    actor=actor,
                    preparation=preparation,
                    transaction_id=preparation.transaction_id,
                    channel="window",
                    origin_area=_area(actor),
                )
            except forms.FormInvalid as error:
                errors, wrong = dict(error.errors), error
            else:
                return HttpResponseRedirect(reverse("window:case", args=[sent.number]))
    known = cases.known_answers(actor=actor, preparation=preparation)
    context = {
        "item": preparation.item,
        "preparation": preparation,
        "applicant": preparation.applicant,
        "form": forms.render(preparation.item.form, preparation.answers, prefilled=known, errors=errors),
        "wrong": wrong,
    }
    return render(request, "window/fill.html", context, status=422 if errors else 200)


def _applicant(kind: str, number: str, name: str, item: items.Item, actor: Actor) -> cases.Applicant:
    """The register has the word while it answers: a name by hand counts only when it does not."""
    try:
        return find_applicant(kind, number, purpose=f"窗口收件：{item.name.zh}", by=actor.ref)
    except registers.SourceDown:
        if not name.strip():
            raise
        return seen_by_clerk(kind, number, name)


def _take(request: HttpRequest, preparation: cases.Preparation) -> tuple[cases.Preparation, forms.Errors]:
    form = preparation.item.form
    preparation = preparation.answered(forms.read(form, request.POST, kept=preparation.answers))
    preparation, refused = cases.take_files(preparation, delivery.sent_with(request))
    edit = forms.edit_asked(form, request.POST)
    if edit:
        preparation = preparation.answered(forms.edited(form, preparation.answers, edit))
    return preparation, refused


def _area(actor: Actor) -> str:
    """The area of the window the clerk sits at."""
    return min((role.area for role in actor.roles if role.slug == "window-clerk"), default="")
