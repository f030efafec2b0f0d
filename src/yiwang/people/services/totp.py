"""One-time password generators bound from outside a browser: for sample accounts, and to print their codes."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from yiwang.crypto.api import open_field
from yiwang.ledger import api as ledger
from yiwang.people.errors import NoSecondFactor
from yiwang.people.models import Account

PERIOD = 30


def new_secret() -> str:
    """A fresh secret, base32."""
    return str(generate_totp_secret())


def ensure_totp(row: Account, secret: str) -> None:
    """Bind a generator with a known secret unless one is bound already."""
    if Authenticator.objects.filter(user=row, type=Authenticator.Type.TOTP).exists():
        return
    TOTP.activate(row, secret)
    ledger.record("people.factor-added", by="system:people", subject=row.ref, detail={"type": "totp"})


def code_now(row: Account) -> str:
    """The code that the account's generator shows at this moment; raises `NoSecondFactor`."""
    bound = Authenticator.objects.filter(user=row, type=Authenticator.Type.TOTP).first()
    if bound is None:
        raise NoSecondFactor(row.username)
    secret = open_field(bound.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))
