"""Climbing the real-name levels: mobile, then identity."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yiwang.access.api import Actor, actor_from
from yiwang.errors import YiwangError
from yiwang.people.forms import CodeForm, IdentityForm, MobileForm
from yiwang.people.services.identity import verify_identity
from yiwang.people.services.mobile import confirm_mobile, send_mobile_code
from yiwang.people.sources import sms_is_simulated

_MOBILE = "people.mobile"


@require_http_methods(["GET", "POST"])
def mobile(request: HttpRequest) -> HttpResponse:
    """First the number, then the code that was sent to it."""
    actor = actor_from(request)
    waiting_for = request.session.get(_MOBILE, "")
    if request.method == "POST" and "code" in request.POST:
        return _type_code(request, actor, waiting_for)
    form = MobileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["mobile"]
        try:
            send_mobile_code(account_id=_id(actor), mobile=number, by=actor)
        except YiwangError as error:
            form.add_error("mobile", str(error))
        else:
            request.session[_MOBILE] = number
            return redirect(request.get_full_path())
    if request.GET.get("again"):
        request.session.pop(_MOBILE, None)
        waiting_for = ""
    return _mobile_page(request, CodeForm() if waiting_for and not form.is_bound else form, waiting_for)


def _type_code(request: HttpRequest, actor: Actor, waiting_for: str) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            confirm_mobile(
                account_id=_id(actor), mobile=waiting_for, code=form.cleaned_data["code"], by=actor
            )
        except YiwangError as error:
            form.add_error("code", str(error))
        else:
            request.session.pop(_MOBILE, None)
            messages.success(request, gettext("手机号已验证。"))
            return redirect(next_of(request))
    return _mobile_page(request, form, waiting_for)


def _mobile_page(request: HttpRequest, form: Form, waiting_for: str) -> HttpResponse:
    context = {"form": form, "sent_to": waiting_for, "simulated": sms_is_simulated()}
    return render(request, "people/mobile.html", context)


@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Name and ID number, compared with the population register."""
    actor = actor_from(request)
    form = IdentityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verify_identity(
                account_id=_id(actor),
                name=form.cleaned_data["name"],
                resident_id=form.cleaned_data["resident_id"],
                by=actor,
            )
        except YiwangError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("实名认证成功。"))
            return redirect(next_of(request))
    return render(request, "people/identity.html", {"form": form, "level": actor.level})


def next_of(request: HttpRequest) -> str:
    """Where the visitor was going before being sent here, if that is a page of ours."""
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/me/account/"


def _id(actor: Actor) -> int:
    if actor.account_id is None:
        raise LookupError("The door lets only signed-in people in.")
    return actor.account_id
