"""Single sign-on: the page where an application asks to know who somebody is."""

from allauth.idp.oidc.views import authorization
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt

from yiwang.access.api import Actor, actor_from
from yiwang.people.errors import UnsafeSignOn
from yiwang.people.services.sso import has_consented


@csrf_exempt  # the view inside checks the token itself once a consent form comes back
def authorize(request: HttpRequest) -> HttpResponse:
    """The authorization endpoint. PKCE is demanded of every application, and the second step of all staff."""
    asked = request.GET
    if "client_id" in asked and (
        not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256"
    ):
        raise UnsafeSignOn
    actor = actor_from(request)
    if actor.kind == "staff" and not actor.mfa:
        return redirect(f"/me/account/second-step/?{urlencode({'next': request.get_full_path()})}")
    if "none" in asked.get("prompt", "").split() and not _may_be_silent(request, actor):
        aloud = asked.copy()
        del aloud["prompt"]
        return redirect(f"{request.path}?{aloud.urlencode()}")
    response: HttpResponse = authorization(request)
    return response


def _may_be_silent(request: HttpRequest, actor: Actor) -> bool:
    """allauth takes a consent given to any application for one given to all: here each has its own."""
    if actor.account_id is None:
        return True  # answered with `login_required`, and nothing about anybody
    scopes = request.GET.get("scope", "").split()
    return bool(scopes) and has_consented(request.GET.get("client_id", ""), actor.account_id, scopes)
