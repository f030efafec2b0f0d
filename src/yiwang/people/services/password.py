"""A forgotten password: reset through the confirmed mobile."""

import secrets
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from yiwang.codes.api import BadCode, check_mobile
from yiwang.crypto.api import blind_index, open_field
from yiwang.ledger import api as ledger
from yiwang.people.errors import WeakPassword, WrongCode
from yiwang.people.models import Account, MobileCode
from yiwang.people.services.lockout import clear_failures, note_failure, refuse_if_locked
from yiwang.people.sources import messages
from yiwang.text import Text

CODE_LIFE = timedelta(minutes=5)


def account_typed(typed: str) -> Account | None:
    """The account that a username, or a confirmed mobile, belongs to."""
    by_name = Account.objects.filter(username=typed).first()
    if by_name is not None:
        return by_name
    try:
        return Account.objects.filter(mobile_index=blind_index(check_mobile(typed))).first()
    except BadCode:
        return None


def send_reset_code(*, typed: str) -> None:
    """Send a code to the mobile of the account, if there is one; silent otherwise, so that names stay unknown.

    Staff are left out: their second factor and their office's operator are the way back in.
    """
    row = account_typed(typed)
    key = _key("reset-sent", row, typed)
    refuse_if_locked(key)
    note_failure(key)
    if row is None or not row.mobile_sealed or not row.is_active or row.kind != Account.Kind.RESIDENT:
        return
    code = f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        MobileCode.objects.update_or_create(
            account=row,
            defaults={"code_index": _code_index(row, code), "expires_at": timezone.now() + CODE_LIFE},
        )
        ledger.record("people.reset-code-sent", by="public", subject=row.ref)
    text = Text(
        f"【一网】重设密码的验证码 {code}，5 分钟内有效。如非本人操作，请勿理会。",
        f"[Yiwang] Code to reset your password: {code}. If you did not ask for it, do nothing.",
    )
    messages().send(mobile=open_field(row.mobile_sealed), text=str(text))


def reset_password(*, typed: str, code: str, password: str) -> None:
    """Set a new password with the code that was sent; every open session of the account ends.

    Raises `WrongCode`, `WeakPassword`, or `Locked` after five wrong codes.
    """
    row = account_typed(typed)
    key = _key("reset-typed", row, typed)
    refuse_if_locked(key)
    sent = MobileCode.objects.filter(account=row, expires_at__gt=timezone.now()).first() if row else None
    if (
        row is None
        or sent is None
        or not secrets.compare_digest(sent.code_index, _code_index(row, code.strip()))
    ):
        note_failure(key, subject=row.ref if row else "")
        raise WrongCode
    try:
        validate_password(password, row)
    except ValidationError as error:
        raise WeakPassword(error.messages) from error
    with transaction.atomic():
        sent.delete()
        row.set_password(password)
        row.save(update_fields=["password"])
        clear_failures(key)
        clear_failures(f"sign-in:{row.pk}")
        ledger.record("people.password-reset", by=row.ref, subject=row.ref, detail={"how": "mobile"})
    for session in UserSession.objects.filter(user=row):
        session.end()


def _key(what: str, row: Account | None, typed: str) -> str:
    """Counted by account: a mobile can be spelled in many ways, and each spelling would be five more guesses."""
    return f"{what}:{row.pk}" if row else f"{what}:{blind_index(typed.lower())}"


def _code_index(row: Account, code: str) -> str:
    return blind_index(f"reset-code:{row.pk}:{code}")
