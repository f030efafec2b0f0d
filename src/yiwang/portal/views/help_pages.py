"""Pages that explain: how to use the site, and how it serves readers with disabilities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import open_to_all


@open_to_all
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to use the site."""
    return render(request, "portal/help.html")


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is done for readers with disabilities, and whom to tell about a barrier."""
    return render(request, "portal/accessibility.html")
