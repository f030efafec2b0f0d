"""The way in for signed requests: who sent it is proved first, what it says is read after, the answer is signed."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from yiwang.access.api import open_to_all
from yiwang.docking import api as docking
from yiwang.errors import YiwangError
from yiwang.forms.api import FormInvalid
from yiwang.text import Text

#: A message; files go by themselves and may be as large as the house takes.
LARGEST = 2 * 2**20

Endpoint = Callable[..., tuple[int, Mapping[str, Any]]]

_TOO_LARGE = YiwangError(
    Text("报文超过 2 MB。", "The message is larger than 2 MB."),
    Text("文件请先用文件接口上传。", "Send files by the address for files first."),
)
_TOO_LARGE.code, _TOO_LARGE.http_status = "openapi.too-large", 413


def signed(method: str, *, largest: int = LARGEST) -> Callable[[Endpoint], Callable[..., HttpResponse]]:
    """Decorator: an endpoint `(sender, body, …) -> (status, answer)` behind a signature; errors become signed JSON."""

    def decorate(endpoint: Endpoint) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @open_to_all
        @wraps(endpoint)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method != method:
                    return _answer(request, 405, {"error": "openapi.method", "allowed": method})
                if int(request.META.get("CONTENT_LENGTH") or 0) > largest:
                    raise _TOO_LARGE
                sender = docking.authenticate(_claim(request))
                status, answer = endpoint(sender, request.body, *args, **kwargs)
            except YiwangError as error:
                return _answer(request, error.http_status, _told(error))
            return _answer(request, status, answer)

        return enter

    return decorate


def json_object(body: bytes) -> Mapping[str, Any]:
    """The body as a JSON object. Raises docking's BadMessage."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):
        raise docking.BadMessage({"body": "no JSON object"})
    return message


def _claim(request: HttpRequest) -> docking.Claim:
    return docking.Claim(
        party=request.headers.get(docking.PARTY, ""),
        time=request.headers.get(docking.TIME, ""),
        nonce=request.headers.get(docking.NONCE, ""),
        signature=request.headers.get(docking.SIGNATURE, ""),
        method=request.method or "",
        path=request.get_full_path(),
        body=request.body,
    )


def _told(error: YiwangError) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "error": error.code,
        "message": error.message.as_dict(),
        "remedy": error.remedy.as_dict(),
    }
    if isinstance(error, docking.BadMessage):
        told["problems"] = error.problems
    if isinstance(error, FormInvalid):
        told["problems"] = {path: text.as_dict() for path, text in error.errors.items()}
    return told


def _answer(request: HttpRequest, status: int, body: Mapping[str, Any]) -> HttpResponse:
    data = docking.canonical(body)
    nonce = request.headers.get(docking.NONCE, "")[:64]
    answer = HttpResponse(data, status=status, content_type="application/json; charset=utf-8")
    answer[docking.SIGNATURE] = docking.sign(docking.answer_text(nonce=nonce, status=status, body=data))
    return answer
