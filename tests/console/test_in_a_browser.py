"""The desk in a real browser: queue and keys, a case with all that explains it, a decision with reasons."""

import re

import pytest
from playwright.sync_api import expect
from tests.support.chromium import Screens
from tests.support.errands import apply_for_card, number_of, open_restaurant
from tests.support.visitors import Visitors

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def restaurant(visitors: Visitors) -> str:
    """A case that the window has accepted."""
    number = number_of(open_restaurant(visitors.resident("agent")))
    visitors.staff("clerk").open(f"/window/cases/{number}/").press("受理")
    return number


@pytest.fixture(scope="module")
def card(visitors: Visitors) -> str:
    """A certificate's identifier, and a bad rating of how it was got."""
    page = apply_for_card(visitors.resident("elder"))
    identifier = next(link for link in page.links("^/me/certificates/.+")).split("/")[-2]
    page.follow("评价这次服务").press("提交评价", {"stars": "1", "tags": "system"})
    return identifier


@pytest.mark.parametrize(("phone", "english"), [(False, True), (True, False)], ids=["desktop-en", "phone-zh"])
def test_no_page_of_the_desk_has_a_fault(
    screens: Screens, visitors: Visitors, restaurant: str, card: str, phone: bool, english: bool
) -> None:
    pages = {
        "approver": ("/desk/", "/desk/?all=1&light=red", f"/desk/{restaurant}/", "/board/"),
        "approver-civil": ("/desk/redress/",),
        "issuer": ("/console/certificates/", f"/console/certificates/{card}/"),
        "seal-keeper": ("/console/seals/",),
        "operator": ("/console/sources/",),
        "auditor": ("/console/ledger/?subject=register:population",),
    }
    faults = {}
    for who, paths in pages.items():
        screen = screens.open(visitors.staff(who), phone=phone, english=english)
        for path in paths:
            screen.open(path)
            if found := [*screen.faults(), *screen.complaints]:
                faults[path] = found
    assert not faults


def test_an_approver_works_from_the_keyboard_and_gives_reasons(
    screens: Screens, visitors: Visitors, restaurant: str
) -> None:
    page = screens.open(visitors.staff("approver")).open("/desk/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/desk/{restaurant}/"))
    page.get_by_role("button", name="核查通过").click()
    page.wait_for_url(re.compile(r"/desk/$"))
    for outcome in ("同意", "准予"):
        page.goto(f"{page.url.split('/desk/')[0]}/desk/{restaurant}/")
        if outcome == "准予":
            page.get_by_role("button", name="不予许可").click()
            expect(page.locator("#messages")).to_contain_text("请写明理由")
        page.keyboard.press("r")
        expect(page.locator("textarea[name=reasons]")).to_be_focused()
        page.keyboard.type("场所和人员符合要求")
        page.get_by_role("button", name=outcome, exact=True).click()
        page.wait_for_url(re.compile(r"/desk/$"))
    done = visitors.resident("agent").open(f"/me/cases/{restaurant}/").main
    assert "准予" in done


def test_a_source_taken_out_of_use_is_said_everywhere(screens: Screens, visitors: Visitors) -> None:
    page = screens.open(visitors.staff("operator")).open("/console/sources/")
    page.fill("#reason-housing-fund", "上游检修")
    page.locator("form[action*='housing-fund'] button").click()
    expect(page.locator("form[action*='housing-fund']")).to_contain_text("上游检修")
    told = visitors.resident("younger").open("/apply/housing-fund-proof/?step=account").main
    assert "暂时无法查询" in told
    assert "不会自动出结果" in told
    assert "已停用" in visitors.staff("leader").open("/board/").main
    page.locator("form[action*='housing-fund'] button").click()
    expect(page.locator("form[action*='housing-fund']")).to_contain_text("正常")


def test_an_auditor_follows_a_trail_and_checks_the_whole_log(
    screens: Screens, visitors: Visitors, restaurant: str
) -> None:
    page = screens.open(visitors.staff("auditor")).open("/console/ledger/")
    page.fill("#subject", f"case:{restaurant}")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("table")).to_contain_text("cases.submitted")
    page.get_by_role("button", name="验证全部").click()
    expect(page.locator(".alert")).to_contain_text("条完整无改动")
