"""Where a member of staff begins."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import actor_from, open_to_staff
from yiwang.theme import nav


@open_to_staff()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the reader's own menu: each post begins where its work lies."""
    mine = nav.links("desk", request.path, actor_from(request).role_slugs)
    if mine:
        return HttpResponseRedirect(mine[0].href)
    return render(request, "console/nothing.html")
