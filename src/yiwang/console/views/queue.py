"""The queue: what waits for the reader's posts, the nearest deadline first."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.cases import api as cases
from yiwang.items import api as items
from yiwang.text import Text

PAGE = 50
LIGHTS = {
    "red": Text("已超期", "Overdue"),
    "yellow": Text("将到期", "Due soon"),
    "green": Text("正常", "In time"),
    "paused": Text("暂停", "Paused"),
}
_FILTERS = ("light", "item", "all")


@open_to_staff("approver", "issuer")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """One page of the queue, narrowed by light and item."""
    chosen = {name: request.GET.get(name, "") for name in _FILTERS}
    wanted = cases.QueueFilter(
        light=chosen["light"] if chosen["light"] in LIGHTS else "",
        item_slug=chosen["item"],
        mine_only=chosen["all"] != "1",
    )
    after = request.GET.get("after", "")
    page = cases.queue(actor_from(request), wanted, after=after, limit=PAGE)
    kept = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "page": page,
        "chosen": chosen,
        "lights": LIGHTS.items(),
        "items": items.published(limit=200),
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&after={page.next}" if page.next else "",
    }
    return render(request, "console/queue.html", context)


@open_to_staff("approver", "issuer", "auditor")
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Go to a case by its number."""
    number = "".join(request.GET.get("number", "").split())[:32]
    found = cases.find_for_staff(actor_from(request), number) if number else None
    if found is None:
        messages.warning(request, gettext("没有这个编号的办件，或不归您办理。"))
        return HttpResponseRedirect(reverse("console:home"))
    return HttpResponseRedirect(reverse("console:case", args=[found.number]))
