"""Errors as people see them: every `YiwangError` becomes a page that says what happened and what to do."""

from collections.abc import Callable

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from psycopg.errors import DiskFull

from yiwang.errors import YiwangError
from yiwang.text import Text

log = structlog.get_logger("yiwang.faults")

_BUSY = Text(
    "系统暂时连不上数据库，您的内容没有丢失。",
    "The system cannot reach its database; nothing you sent was lost.",
)
_FULL = Text(
    "存储空间不足，这次没有保存，已有内容没有丢失。",
    "The storage is full: this was not saved; what was there is not lost.",
)
_RETRY = Text(
    "请稍候再提交一次，重复提交不会产生两个办件。",
    "Please send it again in a moment; sending twice never makes two cases.",
)


class FaultMiddleware:
    """Turns named errors into pages (or JSON for programs), and a lost database into an honest 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, YiwangError):
            return answer(request, error.http_status, error.message, error.remedy, error.code)
        if isinstance(error.__cause__, DiskFull):
            log.error("database.disk-full", error=str(error).strip())
            return answer(request, 507, _FULL, _RETRY, "database.disk-full")
        if isinstance(error, OperationalError | InterfaceError):
            log.error("database.unreachable", error=str(error).strip())
            response = answer(request, 503, _BUSY, _RETRY, "database.unreachable")
            response["Retry-After"] = "5"
            return response
        if isinstance(error, DataError):
            # A null character, a number or a text that no column holds: whoever sent it did not use our pages.
            log.warning("request.unstorable")
            return bad_request(request, error)
        if isinstance(error, RequestDataTooBig):
            return too_large(request)
        return None


def answer(request: HttpRequest, status: int, message: Text, remedy: Text, code: str) -> HttpResponse:
    """The error page, or the same facts as JSON when a program asked."""
    if "application/json" in request.headers.get("Accept", ""):
        facts = {"error": code, "message": message.as_dict(), "remedy": remedy.as_dict()}
        return JsonResponse(facts, status=status)
    # A page about a lost database must not need the database: no request, so no session and no sign-in state.
    context = {"status": status, "message": message, "remedy": remedy, "code": code}
    page = loader.render_to_string("theme/fault.html", context, request=None if status == 503 else request)
    return HttpResponse(page, status=status)


def too_large(request: HttpRequest) -> HttpResponse:
    """More than a request may carry."""
    return answer(
        request,
        413,
        Text("提交的内容太大。", "What you sent is too large."),
        Text(
            "单个文件不超过 20 MB，请压缩后再上传。",
            "A file may have 20 MB at most; compress it and try again.",
        ),
        "request.too-large",
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Where the form is first read by a middleware, what is wrong with it does not reach `process_exception`.
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return answer(
        request,
        400,
        Text("这个请求有误。", "This request is malformed."),
        Text("请返回上一页重试。", "Go back and try again."),
        "request.malformed",
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(
        request,
        403,
        Text("您无权查看或办理此内容。", "You may not see or do this."),
        Text("请使用有权限的账号登录。", "Sign in with an account that may."),
        "request.forbidden",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(
        request,
        404,
        Text("没有找到这个页面。", "There is no such page."),
        Text("请检查网址，或从首页搜索。", "Check the address, or search from the home page."),
        "request.not-found",
    )


def broken(request: HttpRequest) -> HttpResponse:
    return answer(
        request,
        500,
        Text("系统出了点问题，已记录。", "Something went wrong on our side; it has been written down."),
        Text("请稍后重试；如仍不行，请拨打 12345。", "Try again later; if it stays, call 12345."),
        "request.broken",
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its proof of origin: an old page, a blocked cookie, or somebody else's page."""
    return answer(
        request,
        403,
        Text(
            "页面已过期，或浏览器没有保存本站的 Cookie。",
            "This page is too old, or your browser keeps no cookie of ours.",
        ),
        Text(
            "请刷新页面后重新提交；草稿中的内容不会丢失。",
            "Reload the page and send it again; what a draft holds is kept.",
        ),
        "request.stale-form",
    )
