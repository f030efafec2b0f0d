"""What waits to be done with the catalogue, and the acts on one entry."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import Actor, actor_from, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS
from yiwang.orgs import api as orgs

PAGE = 50
_STATES = ("draft", "submitted", "returned", "approved")


@open_to_staff(*READERS)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Versions under way: a department's own drafts, or what waits for the steward, the longest waiting first."""
    actor = actor_from(request)
    officer = actor.holds("data-officer")
    steward = actor.holds("data-steward")
    state = request.GET.get("state", "submitted" if steward else "")
    states = [state] if state in _STATES else _STATES
    everybody = steward or actor.holds("operator", "auditor", "leader")
    after = request.GET.get("after", "")
    rows, next_ = catalogue.work(
        actor,
        states=states,
        departments=None if everybody else actor.departments,
        after=int(after) if after.isdecimal() else 0,
        limit=PAGE,
    )
    offices = orgs.departments_named({row.department for row in rows})
    kept = urlencode({"state": state})
    context = {
        "rows": [(row, offices[row.department].name) for row in rows],
        "state": state,
        "states": [(one, catalogue.VERSION_STATES[one]) for one in _STATES],
        "may_compile": officer,
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&after={next_}" if next_ else "",
    }
    return render(request, "console/data/catalogue/work.html", context)


@open_to_staff("data-officer", "data-steward")
@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """One act on an entry; what is refused says why."""
    here = HttpResponseRedirect(reverse("console:catalogue-entry", args=[slug]))
    try:
        told = _act(request, slug, actor_from(request))
    except catalogue.BadResource as error:
        messages.error(request, str(error.remedy))
        for problem in error.problems[:20]:
            messages.error(request, f"{problem.key}：{problem.message}")
    except (catalogue.WrongTurn, catalogue.SayWhy, catalogue.StillUsed) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return here


def _act(request: HttpRequest, slug: str, actor: Actor) -> str:
    posted = request.POST
    number = posted.get("transaction", "")[:60] or str(uuid.uuid4())
    reasons = posted.get("reasons", "").strip()
    match posted.get("do"):
        case "submit":
            catalogue.submit(slug, actor=actor, transaction_id=number)
            return gettext("已提交审核。")
        case "approve":
            catalogue.review(slug, approve=True, reasons=reasons, actor=actor, transaction_id=number)
            return gettext("审核通过，可以发布。")
        case "return":
            catalogue.review(slug, approve=False, reasons=reasons, actor=actor, transaction_id=number)
            return gettext("已退回编制部门。")
        case "publish":
            catalogue.publish(slug, actor=actor, transaction_id=number)
            return gettext("已发布，并将级联到省级目录。")
        case "retire":
            catalogue.retire(
                slug,
                reason=reasons,
                actor=actor,
                transaction_id=number,
                though_used=posted.get("though_used") == "yes",
            )
            return gettext("已注销；历史版本仍可查阅。")
    raise catalogue.WrongTurn
