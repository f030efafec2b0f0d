"""The cascade to the provincial catalogue: what went, what waits, what was not taken."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS

PAGE = 50


@open_to_staff(*READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Messages, newest first, and how many are in each state."""
    actor = actor_from(request)
    state, after = request.GET.get("state", ""), request.GET.get("after", "")
    rows, next_ = catalogue.cascade(
        actor, state=state, after=int(after) if after.isdecimal() else 0, limit=PAGE
    )
    counts = catalogue.cascade_counts()
    kept = urlencode({"state": state})
    context = {
        "rows": [
            (row, catalogue.SENT_ACTIONS.get(row.action, row.action), catalogue.SENT_STATES[row.state])
            for row in rows
        ],
        "state": state,
        "states": [(slug, name, counts[slug]) for slug, name in catalogue.SENT_STATES.items()],
        "connected": catalogue.is_connected(),
        "may_send": bool(may(actor, "catalogue.cascade", None)),
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&after={next_}" if next_ else "",
    }
    return render(request, "console/data/catalogue/province.html", context)


@open_to_staff("data-steward", "operator")
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Try now what waits, or once more what was refused."""
    actor = actor_from(request)
    again = request.POST.get("message", "")
    if again.isdecimal():
        catalogue.send_again(int(again), by=actor)
    sent, failed = catalogue.send_now(by=actor)
    if failed:
        messages.error(request, gettext("省级目录没有接收，稍后会自动重试，不会丢失。"))
    elif sent:
        messages.success(request, gettext("已发送，省级目录已接收。"))
    else:
        messages.info(request, gettext("没有可发送的内容，或尚未配置省级目录地址。"))
    return HttpResponseRedirect(reverse("console:catalogue-province"))
