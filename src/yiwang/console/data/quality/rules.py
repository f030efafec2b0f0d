"""The rule library: every data set's rules, their text, and a trial on the newest data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.access.api import Refused, actor_from, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.console.data.quality.menu import READERS
from yiwang.console.data.quality.views import lines
from yiwang.orgs import api as orgs
from yiwang.quality import api as quality


@open_to_staff(*READERS)
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every data set with rules: how many, of which dimensions. Rules are no secret among those who keep data."""
    found = catalogue.resources_named(quality.resources_with_rules())
    names = orgs.departments_named({one.department for one in found.values()})
    counted = quality.rule_counts()
    rows = [
        {
            "slug": slug,
            "name": one.name,
            "department": names[one.department].name if one.department in names else one.department,
            "count": counted[slug],
        }
        for slug, one in sorted(found.items(), key=lambda pair: (pair[1].department, pair[0]))
    ]
    context = {"rows": rows, "total": sum(counted[slug].total for slug in found)}
    return render(request, "console/data/quality/library.html", context)


@open_to_staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, resource: str) -> HttpResponse:
    """One data set's rules and their text as a pack holds them; a POST tries them on the newest snapshot."""
    actor = actor_from(request)
    entry = catalogue.resource(resource)
    rules = quality.rules_of(resource)
    tried = None
    if request.method == "POST":
        try:
            tried = quality.dry_run(resource, quality.ruleset(resource).rules, by=actor)
        except (quality.NoData, quality.BadRule, Refused) as wrong:
            messages.error(request, str(wrong))
    context = {
        "entry": entry,
        "rules": [(one, quality.DIMENSIONS[one.dimension], quality.CHECKS[one.check]) for one in rules],
        "text": quality.rules_text(resource),
        "tried": tried,
        "lines": lines(tried.rules, {}) if tried else (),
    }
    return render(request, "console/data/quality/rules.html", context)
