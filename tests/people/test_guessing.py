"""Those who guess: codes, factors and numbers, one after another, from many places and in many spellings."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.access import api as access
from yiwang.people import api as people
from yiwang.people import sources
from yiwang.people.errors import Locked, WrongCode
from yiwang.people.models import Account
from yiwang.people.services.password import reset_password, send_reset_code
from yiwang.people.services.totp import ensure_totp, new_secret

from .conftest import PASSWORD
from .test_sign_in import actor_in, code_of, sign_in

pytestmark = pytest.mark.django_db
SPELLINGS = ("13800001111", "138 00001111", "138-0000-1111", "+8613800001111", "１３８00001111", "wang")


def own(row: Account) -> access.Actor:
    return people.actor_of(row)


def test_spelling_a_number_differently_gives_no_more_guesses_at_a_reset_code(resident) -> None:
    row = resident("wang", mobile="13800001111")
    send_reset_code(typed="wang")
    for spelling in SPELLINGS[:5]:
        with pytest.raises(WrongCode):
            reset_password(typed=spelling, code="000000x", password="another-horse-8")
    for spelling in SPELLINGS:
        with pytest.raises(Locked):
            reset_password(typed=spelling, code="000000x", password="another-horse-8")
    row.refresh_from_db()
    assert row.check_password(PASSWORD)


def test_spelling_a_number_differently_sends_no_more_messages(resident, monkeypatch) -> None:
    resident("wang", mobile="13800001111")
    for spelling in SPELLINGS[:5]:
        send_reset_code(typed=spelling)
    for spelling in SPELLINGS:
        with pytest.raises(Locked):
            send_reset_code(typed=spelling)


def test_asking_whether_a_mobile_is_taken_counts_like_a_message(resident) -> None:
    resident("first", mobile="13800001111")
    second = resident("second")
    for _ in range(5):
        with pytest.raises(people.MobileTaken):
            people.send_mobile_code(account_id=second.pk, mobile="13800001111", by=own(second))
    with pytest.raises(people.Locked):
        people.send_mobile_code(account_id=second.pk, mobile="13900001111", by=own(second))
    assert "13900001111" not in sources.messages().last_to


def test_one_time_codes_are_not_guessed_from_many_addresses(client: Client, staff) -> None:
    row = staff("li", "approval.approver")
    secret = new_secret()
    ensure_totp(row, secret)
    for number in range(10):
        visitor = Client(REMOTE_ADDR=f"10.0.0.{number + 1}")
        sign_in(visitor, "li", door="/staff/signin/")
        visitor.post("/signin/second-step/", {"code": "000000"})
    visitor = Client(REMOTE_ADDR="10.0.0.99")
    sign_in(visitor, "li", door="/staff/signin/")
    visitor.post("/signin/second-step/", {"code": code_of(secret)})
    assert actor_in(visitor) == access.PUBLIC


def test_appointing_a_username_does_not_tell_whose_it_is(client: Client, resident) -> None:
    resident("wang", name="王桂兰", resident_id="37160219490904002X", mobile="13800001111")
    resident("liu", name="刘强", resident_id="371602199003070073")
    sign_in(client, "wang")
    until = timezone.localdate() + timedelta(days=30)
    client.post("/me/account/mandates/", {"agent": "liu", "until": until})
    page = client.get("/me/account/mandates/").content.decode()
    assert "刘*" in page
    assert "刘强" not in page
