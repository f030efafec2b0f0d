"""The pages of an application: for whom, one step, the last look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yiwang.access.api import actor_from
from yiwang.cases import api as cases
from yiwang.errors import YiwangError
from yiwang.forms import api as forms
from yiwang.portal import applicants
from yiwang.portal.audience import serves_firms
from yiwang.portal.wizard import REVIEW, way_of


def show_step(
    request: HttpRequest,
    preparation: cases.Preparation,
    step: str,
    errors: forms.Errors | None = None,
    wrong: YiwangError | None = None,
) -> HttpResponse:
    """Draw one step, with what is wrong on it if anything is."""
    actor = actor_from(request)
    item, way = preparation.item, way_of(preparation.item)
    known = cases.known_answers(actor=actor, preparation=preparation)
    context: dict[str, object] = {
        "item": item,
        "preparation": preparation,
        "applicant": preparation.applicant,
        "step": step,
        "step_title": way.titles[step],
        "steps": list(way.titles.values()),
        "now": way.number(step),
        "first": way.first,
        "before": way.before(step),
        "may_choose": serves_firms(item) or len(applicants.choices(actor, item)) > 1,
        "wrong": wrong,
    }
    if step == REVIEW:
        context["answers"] = forms.answers(item.form, preparation.complete(known), prefilled=known)
        context["down"] = known.down
        return render(request, "portal/apply_review.html", context)
    context["form"] = forms.render(
        item.form, preparation.answers, prefilled=known, errors=errors or {}, step=step
    )
    return render(request, "portal/apply_step.html", context, status=422 if errors or wrong else 200)


def show_whom(
    request: HttpRequest, preparation: cases.Preparation, error: YiwangError | None = None
) -> HttpResponse:
    """Ask for whom the application is."""
    item = preparation.item
    context = {
        "item": item,
        "choices": applicants.choices(actor_from(request), item),
        "firms": serves_firms(item),
        "applicant": preparation.applicant,
        "credit_code": request.POST.get("credit_code", ""),
        "error": error,
    }
    return render(request, "portal/apply_whom.html", context, status=error.http_status if error else 200)
