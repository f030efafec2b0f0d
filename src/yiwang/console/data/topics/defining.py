"""Define a topic on a page: choose resources and a key, look at what it gives, publish."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yiwang.access.api import actor_from, open_to_staff
from yiwang.catalogue import api as catalogue
from yiwang.orgs import api as orgs
from yiwang.text import Text
from yiwang.topics import api as topics

_FOUND = 200


@open_to_staff("data-steward")
@require_http_methods(["GET", "HEAD", "POST"])
def define(request: HttpRequest) -> HttpResponse:
    """The form; with `do=preview` what it would give, with `do=publish` the store is defined and built."""
    actor, posted = actor_from(request), request.POST
    chosen = [one for one in posted.getlist("sources") if one]
    context = {
        "resources": catalogue.resources(limit=_FOUND).rows,
        "departments": orgs.departments(""),
        "kinds": topics.KINDS,
        "chosen": chosen,
        "posted": posted,
    }
    if request.method == "POST":
        known = catalogue.resources_named(chosen)
        content = topics.draft(
            slug=posted.get("slug", ""),
            name=Text(posted.get("name", ""), posted.get("name_en", "")),
            department=posted.get("department", ""),
            sources=[known[one] for one in chosen if one in known],
            key=posted.get("key", ""),
        )
        try:
            if posted.get("do") == "publish":
                made = topics.define(content, by=actor)
                topics.build(made.definition.slug, by=actor)
                return HttpResponseRedirect(reverse("console:topics-one", args=[made.definition.slug]))
            counted = topics.preview(content, by=actor)
            context["preview"] = [(one["title"], counted[one["name"]]) for one in content["table"]]
        except topics.BadDefinition as wrong:
            context["problems"] = wrong.problems
            return render(request, "console/data/topics/define.html", context, status=422)
    return render(request, "console/data/topics/define.html", context)
