"""Doors of pages and endpoints: every view says who may come in, by one decorator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, URLResolver

from yiwang.access.actors import ROLES, Actor, actor_from, role_name
from yiwang.access.errors import Refused, SignInNeeded
from yiwang.text import Text

View = Callable[..., Any]
Door = Callable[[View], View]

RESIDENT_SIGN_IN = "/signin/"
STAFF_SIGN_IN = "/staff/signin/"
SECOND_STEP = "/me/account/second-step/"
#: Where a resident raises the real-name level to 1, 2 and 3.
RAISE_LEVEL = {1: "/me/account/mobile/", 2: "/me/account/verify/", 3: "/me/account/passkeys/"}


@dataclass(frozen=True)
class RouteRule:
    """Who may come in: anybody, anybody signed in, residents from a real-name level, or staff by role."""

    kind: Literal["all", "signed-in", "residents", "staff"]
    level: int = 0
    roles: frozenset[str] = frozenset()


def open_to_all(view: View) -> View:
    """Anybody may come in."""
    return _door(RouteRule("all"))(view)


def open_to_signed_in(view: View) -> View:
    """Any account, even staff who have not passed the second step yet: for signing out and setting it up."""
    return _door(RouteRule("signed-in"))(view)


def open_to_residents(*, level: int = 0) -> Door:
    """Residents whose real-name level is at least `level`."""
    return _door(RouteRule("residents", level=level))


def open_to_staff(*role_slugs: str) -> Door:
    """Staff past the second step who hold one of the roles now; any post will do if none is named."""
    unknown = set(role_slugs) - set(ROLES)
    if unknown:
        raise ValueError(f"Unknown roles: {sorted(unknown)}")
    return _door(RouteRule("staff", roles=frozenset(role_slugs)))


def guarded(door: Door, patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same routes behind a door: for routes of other people's applications."""
    result: list[URLPattern | URLResolver] = []
    for entry in patterns:
        if isinstance(entry, URLPattern):
            result.append(URLPattern(entry.pattern, door(entry.callback), entry.default_args, entry.name))
        else:
            inner = guarded(door, entry.url_patterns)
            result.append(
                URLResolver(entry.pattern, inner, entry.default_kwargs, entry.app_name, entry.namespace)
            )
    return result


def _door(rule: RouteRule) -> Door:
    def decorate(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            turned_away = _turned_away(request, actor_from(request), rule)
            return turned_away or view(request, *args, **kwargs)

        enter.access_rule = rule  # type: ignore[attr-defined]
        return enter

    return decorate


def _turned_away(request: HttpRequest, actor: Actor, rule: RouteRule) -> HttpResponse | None:
    """None lets the actor in; a redirect leads to what is missing; `Refused` if nothing they do can help."""
    request.actor = actor  # type: ignore[attr-defined]
    if rule.kind == "all":
        return None
    if actor.kind == "public":
        return _send_to(request, STAFF_SIGN_IN if rule.kind == "staff" else RESIDENT_SIGN_IN)
    if rule.kind == "signed-in":
        return None
    if rule.kind == "residents":
        return _resident_turned_away(request, actor, rule)
    return _staff_turned_away(request, actor, rule)


def _resident_turned_away(request: HttpRequest, actor: Actor, rule: RouteRule) -> HttpResponse | None:
    if actor.kind != "resident":
        raise Refused(
            (Text("这里只为居民和企业办事开放。", "This page is for residents and firms."),),
            Text("请用您个人的居民账号登录。", "Sign in with your own resident account."),
        )
    if actor.level < rule.level:
        return _send_to(request, RAISE_LEVEL[actor.level + 1])
    return None


def _staff_turned_away(request: HttpRequest, actor: Actor, rule: RouteRule) -> HttpResponse | None:
    if actor.kind != "staff":
        raise Refused(
            (Text("这里只对工作人员开放。", "This page is for staff."),),
            Text(
                "如您是工作人员，请从工作人员入口登录。", "If you are staff, sign in at the staff entrance."
            ),
        )
    if not actor.mfa:
        return _send_to(request, SECOND_STEP)
    if not actor.roles:
        raise Refused(
            (Text("您目前没有在任的岗位。", "You hold no post at present."),),
            Text(
                "请联系所在部门或平台运维授予岗位。",
                "Ask your department or the operator for a post.",
            ),
        )
    if rule.roles and not rule.roles & actor.role_slugs:
        wanted = sorted(rule.roles)
        raise Refused(
            (
                Text(
                    "这里需要岗位：" + "、".join(role_name(slug).zh for slug in wanted) + "。",
                    "This page needs the post of " + " or ".join(role_name(slug).en for slug in wanted) + ".",
                ),
            ),
            Text(
                "如工作需要，请由所在部门申请岗位授权。",
                "If your work needs it, have your department ask for the post.",
            ),
        )
    return None


def _send_to(request: HttpRequest, where: str) -> HttpResponse:
    """Send a browser to the page that is missing; tell a program in its own terms."""
    if "text/html" not in request.headers.get("Accept", "text/html"):
        raise SignInNeeded(where)
    target = f"{where}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        # htmx would swap the sign-in page into a corner of the old one; this header moves the whole window.
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return HttpResponseRedirect(target if request.method in ("GET", "HEAD") else where)
