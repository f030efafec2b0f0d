"""The residents' pages in a real browser: what it looks like is held by axe and a ruler, what it does by doing it."""

import re

import pytest
from playwright.sync_api import expect
from tests.support.chromium import WEIGHT_LIMIT, Screens
from tests.support.errands import apply_for_card, number_of, open_restaurant
from tests.support.visitors import Visitors

pytestmark = pytest.mark.browser

PUBLIC = (
    "/",
    "/items/",
    "/items/?q=没有这样的事",
    "/items/food-business-licence/",
    "/verify/",
    "/verify/?id=1&code=2",
    "/help/",
    "/help/accessibility/",
    "/offline/",
    "/signin/",
    "/no-such-page/",
)


@pytest.fixture(scope="module")
def card(visitors: Visitors) -> dict[str, str]:
    """The pages of one finished case and its certificate."""
    page = apply_for_card(visitors.resident("elder"))
    certificate = next(link for link in page.links("^/me/certificates/.+"))
    return {"case": f"/me/cases/{number_of(page)}/", "certificate": certificate}


@pytest.fixture(scope="module")
def waiting(visitors: Visitors) -> str:
    """The number of a case that waits to be accepted."""
    return number_of(open_restaurant(visitors.resident("agent")))


@pytest.mark.parametrize(("phone", "english"), [(False, False), (True, True)], ids=["desktop-zh", "phone-en"])
def test_no_public_page_has_a_fault(screens: Screens, phone: bool, english: bool) -> None:
    screen = screens.open(phone=phone, english=english)
    faults = {}
    for path in PUBLIC:
        screen.open(path)
        if found := screen.faults():
            faults[path] = found
    assert not faults
    assert not screen.complaints


@pytest.mark.parametrize(("phone", "english"), [(False, True), (True, False)], ids=["desktop-en", "phone-zh"])
def test_no_page_of_ones_own_has_a_fault(
    screens: Screens, visitors: Visitors, card: dict[str, str], phone: bool, english: bool
) -> None:
    screen = screens.open(visitors.resident("elder"), phone=phone, english=english)
    paths = [
        "/",
        "/me/",
        "/me/cases/",
        card["case"],
        f"{card['case']}rate/",
        "/me/certificates/",
        card["certificate"],
        f"{card['certificate']}uses/",
        "/me/looks/?all=1",
        "/apply/housing-fund-proof/",
    ]
    faults = {}
    for path in paths:
        screen.open(path)
        if found := screen.faults():
            faults[path] = found
    screen.open(card["certificate"])
    screen.page.fill("#purpose", "Bus")
    screen.page.click("form:has(#purpose) button")
    expect(screen.page.locator(".code svg")).to_be_visible()
    if found := screen.faults():
        faults["present"] = found
    assert not faults
    assert not screen.complaints


def test_large_type_makes_everything_larger_and_is_remembered(screens: Screens) -> None:
    screen = screens.open(phone=True)
    page = screen.open("/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_role("button", name="长辈版").click()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 1.25 * before
    screen.open("/items/food-business-licence/")
    expect(page.locator("html")).to_have_attribute("data-reading", "large")
    assert screen.faults() == []


def test_a_keyboard_reaches_the_content_first(screens: Screens) -> None:
    page = screens.open().open("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_what_is_typed_is_saved_without_pressing_anything(screens: Screens, visitors: Visitors) -> None:
    screen = screens.open(visitors.resident("younger"))
    page = screen.open("/apply/housing-fund-proof/")
    typed = page.locator("#answers input.input:not([readonly])").first
    typed.fill("13700001111")
    typed.blur()
    expect(page.locator("#saved")).to_contain_text("草稿已保存")
    screen.open("/apply/housing-fund-proof/")
    expect(page.locator("#answers input.input:not([readonly])").first).to_have_value("13700001111")
    assert not screen.complaints


def test_a_doubled_click_sends_one_application(screens: Screens, visitors: Visitors) -> None:
    younger = visitors.resident("younger")
    filled = younger.open("/apply/elderly-card/?step=applicant").press("下一步")
    filled.press("下一步", {"我确认以上信息真实": True})
    page = screens.open(younger).open("/apply/elderly-card/?step=review")
    page.check("input[name=declared]")
    page.get_by_role("button", name="提交申请").dblclick()
    page.wait_for_url(re.compile(r"/me/cases/\d+/"))
    assert younger.open("/me/cases/").main.count("老年证办理") == 1


def test_a_case_moves_on_before_ones_eyes(screens: Screens, visitors: Visitors, waiting: str) -> None:
    page = screens.open(visitors.resident("agent")).open(f"/me/cases/{waiting}/")
    expect(page.locator("#live")).to_contain_text("待受理")
    visitors.staff("clerk").open(f"/window/cases/{waiting}/").press("受理")
    expect(page.locator("#live .timeline")).to_contain_text("已受理")
    expect(page.locator("#live")).to_contain_text("办理中")


def test_the_pages_are_light(screens: Screens, visitors: Visitors, card: dict[str, str]) -> None:
    screen = screens.open(visitors.resident("elder"), phone=True)
    weights = {path: screen.weight(path) for path in ("/", "/items/food-business-licence/", card["case"])}
    assert max(weights.values()) < WEIGHT_LIMIT, weights


def test_an_installed_site_says_so_when_it_is_offline(screens: Screens) -> None:
    screen = screens.open(phone=True, worker=True)
    page = screen.open("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(f"{screen.base}/help/")
    expect(page.get_by_role("heading", level=1)).to_have_text("现在没有网络")
