"""Lineage of one column: what it is made from, what is made from it, and by which jobs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.catalogue.menu import READERS

#: A page draws so many columns; more would not be read.
SHOWN = 200


@open_to_staff(*READERS)
@require_safe
def node(request: HttpRequest) -> HttpResponse:
    """Everything above and below a column in stages, sources first."""
    asked = request.GET.get("node", "").strip()[:200]
    known = catalogue.is_node(asked)
    up = catalogue.upstream(asked) if known else ()
    down = catalogue.downstream(asked) if known else ()
    stages: dict[int, list[str]] = {}
    for one in up[:SHOWN]:
        stages.setdefault(-one.depth, []).append(one.node)
    stages[0] = [asked]
    for one in down[:SHOWN]:
        stages.setdefault(one.depth, []).append(one.node)
    nodes = [node for names in stages.values() for node in names]
    context = {
        "node": asked,
        "known": known,
        "stages": [(depth, [_drawn(name) for name in names]) for depth, names in sorted(stages.items())],
        "cut": len(up) > SHOWN or len(down) > SHOWN,
        "steps": [
            (step, _drawn(step.source), _drawn(step.target))
            for step in (catalogue.steps(nodes, by=actor_from(request)) if known else ())
        ],
        "alone": known and not up and not down,
    }
    return render(
        request, "console/data/catalogue/lineage.html", context, status=200 if known or not asked else 422
    )


def _drawn(name: str) -> dict[str, Any]:
    """A node as the page shows it: its sort, its name, and the entry it belongs to."""
    kind = catalogue.kind_of(name)
    rest = name.partition(":")[2]
    return {
        "node": name,
        "kind": catalogue.NODE_KINDS.get(kind, kind),
        "name": rest,
        "slug": rest.partition(".")[0] if kind == "resource" else "",
    }
