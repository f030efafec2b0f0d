"""Signed-in sessions, as sign-in leaves them."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import get_random_string


def session_of(account: Any, *, second_factor: bool = False) -> Any:
    """A session row not yet saved; last used a minute ago, so that the next request has to write it anew as most do."""
    from allauth.account.internal.flows import login
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.models import Session

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    moment = timezone.now().timestamp() - 60
    methods = [{"method": "password", "at": moment, "username": account.username}]
    if second_factor:
        methods.append({"method": "mfa", "at": moment, "type": "totp"})
    content = {
        SESSION_KEY: str(account.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: account.get_session_auth_hash(),
        login.AUTHENTICATION_METHODS_SESSION_KEY: methods,
        login._AUTHENTICATION_METHODS_USER_SESSION_KEY: str(account.pk),
        "people.seen": moment,
        "people.began": moment,
    }
    return Session(
        session_key=get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789"),
        session_data=store.encode(content),
        expire_date=timezone.now() + timedelta(hours=8),
    )
