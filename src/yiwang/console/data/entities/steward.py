"""A steward's desk: pairs that wait, decisions and taking them back, merging, splitting, holding a value."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.console.data.entities.views import PAGE, shell
from yiwang.entities import api as entities
from yiwang.errors import YiwangError
from yiwang.text import Text

#: Bits that fill a bar: more says no more to the eye.
_FULL_BAR = 20.0


@open_to_staff("data-steward")
@require_safe
def reviews(request: HttpRequest, kind: str) -> HttpResponse:
    """Pairs that a machine may not decide, the heaviest first; without values, so that nobody is browsed."""
    after = request.GET.get("after", "")
    rows, following = entities.reviews(kind, actor=actor_from(request), after=after, limit=PAGE)
    context = {
        **shell(request, kind, "reviews"),
        "rows": rows,
        "first": "?" if after else "",
        "next": f"?after={following}" if following else "",
    }
    return render(request, "console/data/entities/reviews.html", context)


@open_to_staff("data-steward")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, number: int) -> HttpResponse:
    """One pair side by side, with what speaks for and against; one key decides, and the next pair comes."""
    actor, posted = actor_from(request), request.POST
    if request.method == "POST":
        try:
            said = entities.decide_review(
                number,
                same=posted.get("do") == "same",
                reason=posted.get("reason", ""),
                actor=actor,
                transaction_id=posted.get("transaction") or str(uuid.uuid4()),
            )
        except entities.ReviewClosed as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("console:entities-board"))
        messages.success(request, gettext("已决定：%(act)s。可在决定列表中撤销。") % {"act": said.act_name})
        waiting, _ = entities.reviews(said.kind, actor=actor, limit=1)
        if waiting:
            return HttpResponseRedirect(reverse("console:entities-review", args=[waiting[0].id]))
        return HttpResponseRedirect(reverse("console:entities-reviews", args=[said.kind]))
    pair = entities.review(number, actor=actor)
    context = {
        **shell(request, pair.kind, "reviews"),
        "pair": pair,
        "fields": [
            (pair.titles[name], pair.left[name], pair.right[name], pair.left[name] == pair.right[name])
            for name in pair.left
        ],
        "weights": [
            (one, _field(pair, one.field), min(100.0, 100 * abs(one.bits) / _FULL_BAR), one.bits > 0)
            for one in pair.weights
        ],
        "transaction": uuid.uuid4(),
    }
    return render(request, "console/data/entities/review.html", context)


def _field(pair: entities.ReviewView, column: str) -> Text:
    """What a compared column is called; `number` is the kind's own number."""
    kind = entities.kind_of(pair.kind)
    name = kind.number_attribute if column == "number" else column
    return kind.attribute(name).title if name in pair.titles else Text(column)


@open_to_staff("data-steward")
@require_safe
def decisions(request: HttpRequest, kind: str) -> HttpResponse:
    """What stewards decided, the newest first, each with the way back."""
    after = request.GET.get("after", "")
    rows = entities.decisions(
        kind,
        actor=actor_from(request),
        after=int(after) if after.isdecimal() and len(after) < 12 else 0,
        limit=PAGE + 1,
    )
    context = {
        **shell(request, kind, "decisions"),
        "rows": rows[:PAGE],
        "first": "?" if after else "",
        "next": f"?after={rows[PAGE - 1].id}" if len(rows) > PAGE else "",
    }
    return render(request, "console/data/entities/decisions.html", context)


@open_to_staff("data-steward")
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a decision back. A second time is refused, and says so."""
    kind = request.POST.get("kind", "person")
    try:
        said = entities.undo(
            number,
            reason=request.POST.get("reason", ""),
            actor=actor_from(request),
            transaction_id=str(uuid.uuid4()),
        )
    except (entities.AlreadyUndone, entities.NoSuchDecision) as error:
        messages.error(request, str(error))
    else:
        kind = said.kind
        messages.success(request, gettext("已撤销，恢复到决定之前。"))
    return HttpResponseRedirect(reverse("console:entities-decisions", args=[kind]))


@open_to_staff("data-steward")
@require_POST
def decide(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Merge with another, split some records off, hold apart, or hold a value in place."""
    posted, actor = request.POST, actor_from(request)
    reason = posted.get("reason", "")
    transaction = posted.get("transaction") or str(uuid.uuid4())
    other = posted.get("other", "").strip()
    what = posted.get("do", "")
    try:
        if what in ("merge", "different"):
            verb = entities.merge if what == "merge" else entities.mark_different
            to = int(other) if other.isdecimal() and len(other) < 18 else 0
            verb(kind, number, to, reason=reason, actor=actor, transaction_id=transaction)
        elif what == "split":
            chosen = [int(one) for one in posted.getlist("records") if one.isdecimal() and len(one) < 18]
            entities.split(kind, number, chosen, reason=reason, actor=actor, transaction_id=transaction)
        else:
            entities.pin(
                kind,
                number,
                posted.get("attribute", ""),
                posted.get("value", ""),
                reason=reason,
                actor=actor,
                transaction_id=transaction,
            )
    except YiwangError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已决定，可在此撤销。"))
    return HttpResponseRedirect(reverse("console:entities-decisions", args=[kind]))
