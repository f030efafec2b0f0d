"""Signing in through the provincial or national identity service."""

import secrets

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from yiwang.errors import YiwangError
from yiwang.people.errors import UpstreamRefused
from yiwang.people.forms import IdentityForm
from yiwang.people.models import Account
from yiwang.people.services.lockout import clear_failures, note_failure, refuse_if_locked
from yiwang.people.services.upstream_sign_in import account_for
from yiwang.people.sources import identity_source
from yiwang.people.upstream import SimulatedUpstream, Upstream, UpstreamPerson, upstream

_STATE = "people.upstream.state"


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Send the visitor up."""
    state = request.session[_STATE] = secrets.token_urlsafe(16)
    redirect_uri = request.build_absolute_uri(reverse("people:upstream-return"))
    return redirect(_service().authorize_url(state=state, redirect_uri=redirect_uri))


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Take in the visitor who comes back with a code."""
    expected = request.session.pop(_STATE, "")
    state = request.GET.get("state", "")
    if not expected or not secrets.compare_digest(state, expected):
        raise UpstreamRefused
    service = _service()
    person = service.exchange(code=request.GET.get("code", ""))
    with transaction.atomic():
        account_id = account_for(person=person, service=service)
    login = Login(user=Account.objects.get(pk=account_id))
    response: HttpResponse = perform_login(request, login)
    return response


@require_http_methods(["GET", "POST"])
def simulator(request: HttpRequest) -> HttpResponse:
    """The page of the simulated province."""
    service = _service()
    if not isinstance(service, SimulatedUpstream):
        raise Http404
    form = IdentityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = UpstreamPerson(form.cleaned_data["name"].strip(), form.cleaned_data["resident_id"].strip())
        try:
            _check(person, request)
        except YiwangError as error:
            form.add_error(None, str(error))
        else:
            back = {"code": service.issue_code(person), "state": request.GET.get("state", "")}
            return redirect(f"{reverse('people:upstream-return')}?{urlencode(back)}")
    return render(request, "people/upstream_simulator.html", {"form": form, "service": service})


def _check(person: UpstreamPerson, request: HttpRequest) -> None:
    key = f"upstream:{request.META.get('REMOTE_ADDR', '')}"
    refuse_if_locked(key)
    answer = identity_source().verify(name=person.name, resident_id=person.resident_id, by="system:upstream")
    if not answer.matches:
        note_failure(key)
        raise UpstreamRefused
    clear_failures(key)


def _service() -> Upstream:
    service = upstream()
    if service is None:
        raise Http404
    return service
