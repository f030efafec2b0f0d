"""What django-allauth tells us about sign-ins and second factors, written to the ledger."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from yiwang.ledger import api as ledger
from yiwang.people.models import Account


@receiver(user_logged_in, dispatch_uid="people.signed-in")
def signed_in(request: HttpRequest, user: Account, **_: Any) -> None:
    methods = [record.get("type", record["method"]) for record in get_authentication_records(request, user)]
    ledger.record("people.signed-in", by=user.ref, subject=user.ref, detail={"methods": methods})


@receiver(user_logged_out, dispatch_uid="people.signed-out")
def signed_out(request: HttpRequest, user: Account | None, **_: Any) -> None:
    if user is not None:
        ledger.record("people.signed-out", by=user.ref, subject=user.ref)


@receiver(password_changed, dispatch_uid="people.password-changed")
def changed_password(request: HttpRequest, user: Account, **_: Any) -> None:
    ledger.record("people.password-changed", by=user.ref, subject=user.ref)


@receiver(authenticator_added, dispatch_uid="people.factor-added")
def added_factor(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    ledger.record(
        "people.factor-added", by=user.ref, subject=user.ref, detail={"type": str(authenticator.type)}
    )
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        # Binding it proved it: a code was typed or a key was touched in this very session.
        record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)


@receiver(authenticator_removed, dispatch_uid="people.factor-removed")
def removed_factor(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    ledger.record(
        "people.factor-removed", by=user.ref, subject=user.ref, detail={"type": str(authenticator.type)}
    )


@receiver(authentication_failed, dispatch_uid="people.factor-failed")
def failed_factor(user: Account, authenticator: Authenticator, **_: Any) -> None:
    ledger.record(
        "people.factor-failed", by="public", subject=user.ref, detail={"type": str(authenticator.type)}
    )
