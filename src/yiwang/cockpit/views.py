"""The board as a page, and its living part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.access.api import open_to_staff
from yiwang.cockpit.apps import READERS
from yiwang.cockpit.queries import board


@open_to_staff(*READERS)
@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    return render(request, "cockpit/board.html", {"board": board()})


@open_to_staff(*READERS)
@require_safe
def board_live(request: HttpRequest) -> HttpResponse:
    """Only the numbers; htmx asks for them every few seconds."""
    return render(request, "cockpit/numbers.html", {"board": board()})
