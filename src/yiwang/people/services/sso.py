"""Single sign-on: applications, the subjects they know accounts by, and the key that signs."""

import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from allauth.idp.oidc.models import Client, Token
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import transaction

from yiwang.access import api as access
from yiwang.crypto.api import open_field, seal_field
from yiwang.ledger import api as ledger
from yiwang.people.models import Account, SsoSubject

SCOPES = ("openid", "profile", "assurance")


@dataclass(frozen=True)
class Application:
    """An application connected to single sign-on. The secret is shown once, and only to confidential clients."""

    client_id: str
    name: str
    redirect_uris: tuple[str, ...]
    secret: str = ""


def connect_application(
    *, name: str, redirect_uris: Sequence[str], public: bool, by: access.Actor, trusted: bool = False
) -> Application:
    """Let an application sign people in (OpenID Connect, code flow with PKCE).

    `public` for one that cannot keep a secret (a page or a phone app); `trusted` for the city's own, which
    asks no consent.
    """
    access.require(by, "people.connect-application")
    secret = "" if public else secrets.token_urlsafe(32)
    with transaction.atomic():
        client = Client(
            name=name,
            type=Client.Type.PUBLIC if public else Client.Type.CONFIDENTIAL,
            skip_consent=trusted,
        )
        client.set_scopes(list(SCOPES))
        client.set_default_scopes(["openid"])
        client.set_redirect_uris(list(redirect_uris))
        client.set_grant_types([Client.GrantType.AUTHORIZATION_CODE, Client.GrantType.REFRESH_TOKEN])
        client.set_secret(secret or secrets.token_urlsafe(32))
        client.full_clean()
        client.save()
        subject = f"application:{client.id}"
        detail = {"name": name, "redirect_uris": list(redirect_uris), "public": public, "trusted": trusted}
        ledger.record("people.application-connected", by=by.ref, subject=subject, detail=detail)
    return Application(client.id, name, tuple(redirect_uris), secret)


def subject_of(client_id: str, account: Account) -> str:
    """The name under which an application knows an account, made at the first meeting."""
    row, _ = SsoSubject.objects.get_or_create(
        client_id=client_id, account=account, defaults={"subject": secrets.token_urlsafe(24)}
    )
    return row.subject


def has_consented(client_id: str, account_id: int, scopes: Iterable[str]) -> bool:
    """Whether an account allowed this very application these scopes, by a token that still stands."""
    allowed: set[str] = set()
    for token in Token.objects.valid().filter(client_id=client_id, user_id=account_id):
        allowed.update(token.get_scopes())
    return allowed.issuperset(scopes)


def account_behind(client_id: str, subject: str) -> Account | None:
    """The active account that an application means by a subject."""
    return Account.objects.filter(
        sso_subjects__client_id=client_id, sso_subjects__subject=subject, is_active=True
    ).first()


def signing_key() -> str:
    """The private key of the identity provider (RSA, PEM), made at first use and kept sealed on disk."""
    return _opened(_key_file())


def _key_file() -> Path:
    file = Path(settings.VAR) / "keys" / "sso.key"
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        partial = file.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(seal_field(pem.decode()))
        # Two processes may make one at once: the first link wins, and both read the same key.
        try:
            os.link(partial, file)
        except FileExistsError:
            pass
        partial.unlink()
    return file


@lru_cache(maxsize=4)
def _opened(file: Path) -> str:
    return open_field(file.read_text())
