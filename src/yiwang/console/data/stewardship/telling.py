"""Doing something a form asked for, and saying how it went."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from yiwang.errors import YiwangError


def tell(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Whether it was done; a named error is shown with its remedy."""
    try:
        act()
    except YiwangError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True
