"""The exchange with other systems: how each platform stands, messages, dead letters, days compared, counterparts."""

import json
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.console.data.docking.menu import READERS
from yiwang.docking import api as docking
from yiwang.errors import YiwangError
from yiwang.items import api as items
from yiwang.orgs import api as orgs
from yiwang.text import Text

PAGE = 50
_FILTERS = ("platform", "kind", "state", "subject")


@open_to_staff(*READERS)
@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """Every platform above the city: connected or not, how far behind, when it last acknowledged."""
    actor = actor_from(request)
    context = {
        "statuses": docking.statuses(actor),
        "may_connect": may(actor, "docking.connect"),
        "party": docking.our_name(),
        "key": docking.public_key().hex(),
    }
    return render(request, "console/data/docking/platforms.html", context)


@open_to_staff(*READERS)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Outgoing messages, newest first, narrowed as asked; dead letters are a state."""
    actor = actor_from(request)
    chosen = {name: request.GET.get(name, "").strip() for name in _FILTERS}
    if number := chosen["subject"]:
        chosen["subject"] = f"case:{number}" if number.isdecimal() else number
    after = request.GET.get("after", "")
    page = docking.messages(actor, docking.MessageFilter(**chosen), after=after, limit=PAGE)
    kept = urlencode(chosen)
    declared = docking.platforms()
    context = {
        "rows": [(row, declared[row.platform].name) for row in page.rows],
        "chosen": chosen,
        "platforms": [one for one in declared.values() if one.interface == "messages"],
        "kinds": [(kind, text) for kind, text in docking.KINDS.items() if kind in docking.schemas()],
        "states": docking.STATES.items(),
        "may_replay": may(actor, "docking.replay"),
        "first": f"?{kept}" if after else "",
        "next": f"?{kept}&{urlencode({'after': page.next})}" if page.next else "",
    }
    return render(request, "console/data/docking/messages.html", context)


@open_to_staff(*READERS)
@require_safe
def message(request: HttpRequest, message_id: str) -> HttpResponse:
    """One message: what it says with personal fields masked, every attempt, the receipt."""
    actor = actor_from(request)
    found = docking.message(message_id, actor)
    context = {
        "message": found,
        "platform": docking.platforms()[found.row.platform].name,
        "body": json.dumps(found.body, ensure_ascii=False, indent=2),
        "may_replay": found.row.state == "dead" and may(actor, "docking.replay"),
    }
    return render(request, "console/data/docking/message.html", context)


@open_to_staff("operator")
@require_POST
def replay(request: HttpRequest, message_id: str) -> HttpResponse:
    """Put one dead letter back in line."""
    _try(
        request,
        lambda: docking.replay(actor=actor_from(request), message_id=message_id),
        gettext("已放回发送队列。"),
    )
    return HttpResponseRedirect(reverse("console:docking-message", args=[message_id]))


@open_to_staff("operator")
@require_POST
def replay_all(request: HttpRequest, party: str) -> HttpResponse:
    """Put every dead letter of a platform back in line."""
    count = docking.replay_all(actor=actor_from(request), platform=party)
    notices.success(request, gettext("已放回发送队列：%(n)s 条。") % {"n": count})
    return HttpResponseRedirect(reverse("console:docking-list"))


@open_to_staff("operator")
@require_POST
def probe(request: HttpRequest, party: str) -> HttpResponse:
    """Try the line to a platform."""
    _try(
        request,
        lambda: docking.probe(actor=actor_from(request), platform=party),
        gettext("连通，签名核验通过。"),
    )
    return HttpResponseRedirect(reverse("console:docking-list"))


@open_to_staff(*READERS)
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """What came to us: applications, and what ministries' systems sent back."""
    after = request.GET.get("after", "")
    page = docking.received(actor_from(request), after=after, limit=PAGE)
    context = {
        "rows": page.rows,
        "first": "?" if after else "",
        "next": f"?{urlencode({'after': page.next})}" if page.next else "",
    }
    return render(request, "console/data/docking/received.html", context)


@open_to_staff(*READERS)
@require_safe
def days(request: HttpRequest) -> HttpResponse:
    """The latest days compared with each platform."""
    actor = actor_from(request)
    declared = docking.platforms()
    context = {
        "rows": [(one, declared[one.platform].name) for one in docking.reconciliations(actor)],
        "platforms": docking.parties(actor, kind="platform"),
        "today": timezone.localdate().isoformat(),
        "may_reconcile": may(actor, "docking.reconcile"),
    }
    return render(request, "console/data/docking/days.html", context)


@open_to_staff("operator")
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Compare one day with one platform now."""
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        notices.error(request, gettext("请选择日期。"))
        return HttpResponseRedirect(reverse("console:docking-days"))
    platform = request.POST.get("platform", "")
    _try(
        request,
        lambda: docking.reconcile(actor=actor_from(request), platform=platform, day=day),
        gettext("已对账。"),
    )
    return HttpResponseRedirect(reverse("console:docking-days"))


@open_to_staff(*READERS)
@require_safe
def parties(request: HttpRequest) -> HttpResponse:
    """Counterparts with their keys, and forms to register them."""
    actor = actor_from(request)
    found = docking.parties(actor)
    names = orgs.departments_named({one.department for one in found if one.department})
    context = {
        "rows": [(one, names[one.department].name if one.department in names else "") for one in found],
        "platforms": [one for one in docking.platforms().values() if one.interface == "messages"],
        "departments": orgs.departments(),
        "items": items.published(limit=200),
        "may_connect": may(actor, "docking.connect"),
        "party": docking.our_name(),
        "key": docking.public_key().hex(),
    }
    return render(request, "console/data/docking/parties.html", context)


@open_to_staff("operator")
@require_POST
def connect_platform(request: HttpRequest) -> HttpResponse:
    """Register where a platform is and its key."""
    posted = request.POST
    seconds = posted.get("ack_seconds", "")
    _try(
        request,
        lambda: docking.connect_platform(
            actor=actor_from(request),
            slug=posted.get("platform", ""),
            base_url=posted.get("base_url", "").strip(),
            public_key=posted.get("public_key", "").strip(),
            ack_seconds=int(seconds) if seconds.isdecimal() and len(seconds) < 8 else 0,
        ),
        gettext("已登记。"),
    )
    return HttpResponseRedirect(reverse("console:docking-parties"))


@open_to_staff("operator")
@require_POST
def connect_vertical(request: HttpRequest) -> HttpResponse:
    """Register a department's own system, its key and what it may hand in."""
    posted = request.POST
    _try(
        request,
        lambda: docking.connect_vertical(
            actor=actor_from(request),
            slug=posted.get("slug", "").strip(),
            name=Text(posted.get("name", "").strip()[:100]),
            department=posted.get("department", ""),
            allowed=posted.getlist("items"),
            public_key=posted.get("public_key", "").strip(),
        ),
        gettext("已登记。"),
    )
    return HttpResponseRedirect(reverse("console:docking-parties"))


@open_to_staff("operator")
@require_POST
def switch(request: HttpRequest, party: str) -> HttpResponse:
    """Stop the exchange with a counterpart, or take it up again."""
    enabled = request.POST.get("enabled") == "yes"
    docking.switch(actor=actor_from(request), slug=party, enabled=enabled)
    return HttpResponseRedirect(reverse("console:docking-parties"))


def _try(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do something and say how it went."""
    try:
        act()
    except YiwangError as error:
        notices.error(request, str(error))
    else:
        notices.success(request, done)
