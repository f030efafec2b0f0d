"""How files come from a browser and go to it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

#: A file somebody uploaded may be looked at, but it runs nothing in our name.
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def sent_with(request: HttpRequest) -> Iterator[tuple[str, "UploadedFile[Any]"]]:
    """Every file of a form, with the name of its field."""
    for name in request.FILES:
        for upload in request.FILES.getlist(name):
            yield name, upload


def shown(data: bytes, *, media_type: str, name: str) -> HttpResponse:
    """A stranger's file, opened in the browser where it can be."""
    response = _with_name(data, media_type, "inline", name)
    response["Content-Security-Policy"] = _SANDBOX
    return response


def saved(data: bytes, *, media_type: str, name: str) -> HttpResponse:
    """A file of ours, to keep."""
    return _with_name(data, media_type, "attachment", name)


def _with_name(data: bytes, media_type: str, how: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
