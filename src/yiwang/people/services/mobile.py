"""Confirming a mobile: a code is sent, and typed back."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.codes.api import check_mobile
from yiwang.crypto.api import blind_index, seal_field
from yiwang.ledger import api as ledger
from yiwang.people.errors import MobileTaken, WrongCode
from yiwang.people.models import Account, MobileCode
from yiwang.people.queries import find, view_of
from yiwang.people.services.lockout import clear_failures, note_failure, refuse_if_locked
from yiwang.people.sources import messages
from yiwang.people.types import AccountView
from yiwang.text import Text

CODE_LIFE = timedelta(minutes=5)


def send_mobile_code(*, account_id: int, mobile: str, by: access.Actor) -> None:
    """Send a six-digit code to a mobile. It lives five minutes and replaces any code before it.

    Five codes in a quarter of an hour, and the sixth is refused (`Locked`): messages cost money and patience.
    """
    access.require(by, "people.confirm-mobile", account_id)
    row = find(account_id)
    number = check_mobile(mobile)
    refuse_if_locked(_sent(account_id))
    if Account.objects.filter(mobile_index=blind_index(number)).exclude(pk=account_id).exists():
        # It costs as much as a message, or an account could ask through all numbers which of them are known here.
        note_failure(_sent(account_id))
        raise MobileTaken
    code = f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        MobileCode.objects.update_or_create(
            account=row,
            defaults={
                "code_index": _code_index(account_id, number, code),
                "expires_at": timezone.now() + CODE_LIFE,
            },
        )
        note_failure(_sent(account_id))
        ledger.record("people.mobile-code-sent", by=by.ref, subject=row.ref)
    text = Text(
        f"【一网】验证码 {code}，5 分钟内有效，请勿告诉他人。",
        f"[Yiwang] Your code is {code}. It lives five minutes; tell nobody.",
    )
    messages().send(mobile=number, text=str(text))


def confirm_mobile(*, account_id: int, mobile: str, code: str, by: access.Actor) -> AccountView:
    """Bind the mobile to which the code was sent. Raises `WrongCode`, or `Locked` after five failures."""
    access.require(by, "people.confirm-mobile", account_id)
    refuse_if_locked(_typed(account_id))
    row = find(account_id)
    number = check_mobile(mobile)
    sent = MobileCode.objects.filter(account=row, expires_at__gt=timezone.now()).first()
    expected = _code_index(account_id, number, code.strip())
    if sent is None or not secrets.compare_digest(sent.code_index, expected):
        note_failure(_typed(account_id), subject=row.ref)
        raise WrongCode
    with transaction.atomic():
        sent.delete()
        clear_failures(_typed(account_id))
        bind_mobile(row, number, by=by, how="code")
    return view_of(row)


def bind_mobile(row: Account, number: str, *, by: access.Actor, how: str) -> None:
    """Write a mobile that was proved in the way `how` says. Raises `MobileTaken`."""
    row.mobile_sealed, row.mobile_index = seal_field(number), blind_index(number)
    row.mobile_confirmed_at = timezone.now()
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(update_fields=["mobile_sealed", "mobile_index", "mobile_confirmed_at"])
        except IntegrityError as error:
            raise MobileTaken from error
        ledger.record("people.mobile-confirmed", by=by.ref, subject=row.ref, detail={"how": how})


def _sent(account_id: int) -> str:
    return f"mobile-sent:{account_id}"


def _typed(account_id: int) -> str:
    return f"mobile-typed:{account_id}"


def _code_index(account_id: int, number: str, code: str) -> str:
    """A code alone has a million values; indexed together it counts for this account and number only."""
    return blind_index(f"mobile-code:{account_id}:{number}:{code}")
