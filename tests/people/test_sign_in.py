"""The doors: who comes in, with what, and who is kept out."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from yiwang.access import api as access
from yiwang.ledger import api as ledger
from yiwang.people.actors import IDLE_SECONDS, LONGEST_SECONDS, actor_behind
from yiwang.people.models import Account, Lockout
from yiwang.people.services.totp import ensure_totp, new_secret

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db
WRONG = "wrong-horse-7"


def code_of(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def sign_in(client: Client, username: str, password: str = PASSWORD, door: str = "/signin/", **data: str):
    return client.post(door, {"login": username, "password": password, **data})


def actor_in(client: Client) -> access.Actor:
    """Who the house believes is behind the client's next request."""
    from django.contrib.auth import get_user
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.session = client.session
    request.user = get_user(request)
    actor = actor_behind(request)
    request.session.save()
    return actor


def test_a_resident_signs_in_by_name_or_mobile_and_out(client: Client, resident) -> None:
    row = resident("wang", mobile="13800001111")
    for login in ("wang", "13800001111", "+86 138 0000 1111"):
        assert sign_in(client, login)["Location"] == "/me/"
        assert actor_in(client).account_id == row.pk
        assert client.post("/signout/")["Location"] == "/"
        assert actor_in(client) == access.PUBLIC
    acts = [entry.act for entry in ledger.trail(row.ref)]
    assert "people.signed-in" in acts
    assert "people.signed-out" in acts


def test_the_sign_in_pages_stand(client: Client) -> None:
    for door, words in (
        ("/signin/", "忘记密码"),
        ("/staff/signin/", "动态口令或通行密钥"),
        ("/register/", "注册账号"),
    ):
        page = client.get(door)
        assert page.status_code == 200
        assert words in page.content.decode()


def test_registering_signs_in_at_level_zero(client: Client, db: None) -> None:
    response = client.post("/register/", {"username": "新居民", "password1": PASSWORD, "password2": PASSWORD})
    assert response["Location"] == "/me/"
    assert actor_in(client).level == 0


@pytest.mark.parametrize(
    "answers",
    [
        {"username": "新居民", "password1": "12345678", "password2": "12345678"},
        {"username": "新居民", "password1": PASSWORD, "password2": WRONG},
        {"username": "a<script>", "password1": PASSWORD, "password2": PASSWORD},
    ],
)
def test_a_bad_registration_opens_nothing(client: Client, db: None, answers: dict[str, str]) -> None:
    assert client.post("/register/", answers).status_code == 200
    assert not Account.objects.exists()


def test_each_door_lets_in_its_own_kind(client: Client, resident, staff) -> None:
    resident("wang")
    staff("li", "approval.approver")
    assert "居民入口" in sign_in(client, "wang", door="/staff/signin/").content.decode()
    assert "工作人员入口" in sign_in(client, "li").content.decode()
    assert actor_in(client) == access.PUBLIC


def test_the_sixth_guess_finds_a_locked_door_even_when_right(client: Client, resident) -> None:
    row = resident("wang")
    for _ in range(5):
        assert sign_in(client, "wang", WRONG).status_code == 200
    page = sign_in(client, "wang")
    assert "锁定" in page.content.decode()
    assert actor_in(client) == access.PUBLIC
    assert "people.locked" in [entry.act for entry in ledger.trail(row.ref)]
    Lockout.objects.update(locked_until=timezone.now())
    assert sign_in(client, "wang")["Location"] == "/me/"


def test_a_name_nobody_has_locks_just_the_same(client: Client, db: None) -> None:
    for _ in range(5):
        sign_in(client, "nobody-here", WRONG)
    assert "锁定" in sign_in(client, "nobody-here", WRONG).content.decode()


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client: Client, staff) -> None:
    staff("li", "approval.approver")
    response = sign_in(client, "li", door="/staff/signin/")
    assert response["Location"] == "/me/account/second-step/"
    actor = actor_in(client)
    assert actor.kind == "staff"
    assert not actor.mfa
    page = client.get("/me/account/second-step/").content.decode()
    assert "启用之前不能打开任何工作页面" in page


def test_setting_up_a_code_generator_at_the_first_sign_in_opens_the_desk(client: Client, staff) -> None:
    row = staff("li", "approval.approver")
    sign_in(client, "li", door="/staff/signin/")
    client.get("/me/account/code/")
    secret = client.session["mfa.totp.secret"]
    assert client.post("/me/account/code/", {"code": "000000"}).status_code == 200
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.db.transaction.on_commit", lambda fn, **_: fn())
        response = client.post("/me/account/code/", {"code": code_of(secret)})
    assert response["Location"] == "/me/account/recovery/"
    assert actor_in(client).mfa
    assert secret not in str(row.authenticator_set.get(type="totp").data)


def test_staff_pass_the_second_step_with_a_code_and_a_code_works_once(client: Client, staff) -> None:
    row = staff("li", "approval.approver")
    secret = new_secret()
    ensure_totp(row, secret)
    assert sign_in(client, "li", door="/staff/signin/")["Location"] == "/signin/second-step/"
    assert actor_in(client) == access.PUBLIC
    assert client.post("/signin/second-step/", {"code": "000000"}).status_code == 200
    assert actor_in(client) == access.PUBLIC
    code = code_of(secret)
    assert client.post("/signin/second-step/", {"code": code})["Location"] == "/console/"
    assert actor_in(client).mfa
    other = Client()
    sign_in(other, "li", door="/staff/signin/")
    assert other.post("/signin/second-step/", {"code": code}).status_code == 200
    assert actor_in(other) == access.PUBLIC
    acts = [entry.act for entry in ledger.trail(row.ref)]
    assert "people.factor-failed" in acts


def test_staff_cannot_put_their_last_second_factor_away(client: Client, staff) -> None:
    row = staff("li", "approval.approver")
    secret = new_secret()
    ensure_totp(row, secret)
    sign_in(client, "li", door="/staff/signin/")
    client.post("/signin/second-step/", {"code": code_of(secret)})
    assert "至少一种" in client.get("/me/account/code/remove/").content.decode()
    assert client.post("/me/account/code/remove/").status_code == 200
    assert row.authenticator_set.filter(type="totp").exists()


def test_an_idle_session_ends_and_a_busy_one_does_not_live_for_ever(client: Client, resident) -> None:
    row = resident("wang")
    sign_in(client, "wang")
    assert actor_in(client).account_id == row.pk
    for key, seconds in (("people.seen", IDLE_SECONDS["resident"]), ("people.began", LONGEST_SECONDS)):
        sign_in(client, "wang")
        actor_in(client)
        session = client.session
        session[key] = time.time() - seconds - 1
        session.save()
        assert actor_in(client) == access.PUBLIC
    assert "people.session-ended" in [entry.act for entry in ledger.trail(row.ref)]


def test_a_suspended_account_cannot_sign_in(client: Client, resident) -> None:
    row = resident("wang")
    Account.objects.filter(pk=row.pk).update(is_active=False)
    assert sign_in(client, "wang")["Location"] == "/signin/inactive/"
    assert "停用" in client.get("/signin/inactive/").content.decode()


def test_after_signing_in_one_goes_on_to_a_page_of_ours_only(client: Client, resident) -> None:
    resident("wang")
    assert sign_in(client, "wang", next="/me/account/")["Location"] == "/me/account/"
    client.post("/signout/")
    assert sign_in(client, "wang", next="https://evil.example/")["Location"] == "/me/"
