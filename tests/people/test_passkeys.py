"""Passkeys in a real browser: Chromium with a virtual authenticator, over http://localhost."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, Page, expect, sync_playwright

from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.people.models import Account

from .conftest import PASSWORD
from .test_sign_in import code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()


def sign_in(page: Page, base: str, username: str, door: str) -> None:
    page.goto(base + door)
    page.get_by_label("用户名或手机号").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def add_passkey(page: Page, base: str) -> None:
    page.goto(base + "/me/account/passkeys/new/")
    page.get_by_label("名称").fill("我的电脑")
    page.get_by_role("button", name="添加").click()
    page.wait_for_url(re.compile("/me/account/(recovery|second-step)/"))


def sign_out(page: Page, base: str) -> None:
    page.goto(base + "/me/account/")
    page.locator("main").get_by_role("button", name="退出登录").click()
    page.wait_for_load_state()


def test_a_verified_resident_binds_a_passkey_and_signs_in_with_nothing_else(
    page, live_server, resident
) -> None:
    row = resident("wang", name="王桂兰", resident_id="37160219490904002X")
    sign_in(page, live_server.url, "wang", "/signin/")
    page.wait_for_url("**/me/**")
    add_passkey(page, live_server.url)
    assert people.account(row.pk).level == 3
    sign_out(page, live_server.url)

    page.goto(live_server.url + "/signin/?next=/me/account/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/me/account/")
    expect(page.get_by_text("强实名")).to_be_visible()
    assert Authenticator.objects.get(user=row, type="webauthn").last_used_at
    signed_in = [entry for entry in ledger.trail(row.ref) if entry.act == "people.signed-in"]
    assert any("webauthn" in entry.detail["methods"] for entry in signed_in)


def test_a_passkey_serves_staff_as_the_second_step(page, live_server, staff) -> None:
    row = staff("li", "approval.approver")
    sign_in(page, live_server.url, "li", "/staff/signin/")
    page.wait_for_url("**/me/account/second-step/")
    add_passkey(page, live_server.url)
    sign_out(page, live_server.url)

    sign_in(page, live_server.url, "li", "/staff/signin/")
    page.wait_for_url("**/signin/second-step/")
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url(re.compile("/(console|desk)/"))
    page.goto(live_server.url + "/me/account/")
    expect(page.get_by_text("审批人员")).to_be_visible()
    assert Authenticator.objects.filter(user=row, type="webauthn").exists()


def test_staff_set_up_one_time_codes_from_the_page_alone(page, live_server, staff) -> None:
    staff("li", "approval.approver")
    sign_in(page, live_server.url, "li", "/staff/signin/")
    page.get_by_role("link", name="启用动态口令").click()
    secret = page.locator("#totp-secret").inner_text()
    expect(page.locator(".totp-picture svg")).to_be_visible()
    page.get_by_label("动态口令", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="启用").click()
    page.wait_for_url("**/me/account/recovery/")
    sign_out(page, live_server.url)

    sign_in(page, live_server.url, "li", "/staff/signin/")
    page.get_by_label("动态口令或恢复码").fill(code_of(secret, 1))
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(re.compile("/(console|desk)/"))
    assert Account.objects.get(username="li").last_login.timestamp() > time.time() - 60


def test_the_pages_break_no_rule_of_their_own_policy(page, live_server, resident) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    resident("wang")
    sign_in(page, live_server.url, "wang", "/signin/")
    for path in (
        "",
        "second-step/",
        "code/",
        "passkeys/",
        "passkeys/new/",
        "sessions/",
        "password/",
        "mobile/",
    ):
        page.goto(f"{live_server.url}/me/account/{path}")
    assert [text for text in complaints if "Content Security Policy" in text or "Refused" in text] == []
