"""The window in a real browser: a person comes, is found, is helped, goes home with a receipt, and fetches the result."""

import re

import pytest
from playwright.sync_api import expect
from tests.support.chromium import Screens
from tests.support.errands import number_of, open_restaurant
from tests.support.visitors import Visitors

from yiwang.people.models import Account
from yiwang.registers import api as registers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def restaurant(visitors: Visitors) -> str:
    """A case that was applied for online and waits at the window."""
    return number_of(open_restaurant(visitors.resident("agent")))


@pytest.mark.parametrize(("phone", "english"), [(False, False), (True, True)], ids=["desktop-zh", "phone-en"])
def test_no_page_of_the_window_has_a_fault(
    screens: Screens, visitors: Visitors, restaurant: str, phone: bool, english: bool
) -> None:
    screen = screens.open(visitors.staff("clerk"), phone=phone, english=english)
    faults = {}
    for path in (
        "/window/",
        "/window/results/",
        "/window/new/",
        "/window/new/food-business-licence/",
        f"/window/cases/{restaurant}/",
        f"/window/cases/{restaurant}/receipt/",
    ):
        screen.open(path)
        if found := screen.faults():
            faults[path] = found
    assert not faults
    assert not screen.complaints


def test_a_person_without_a_phone_is_served_at_the_window(screens: Screens, visitors: Visitors) -> None:
    elder = Account.objects.get(username="elder")
    person = registers.person(elder.person_id, purpose="测试", by="system:test")
    screen = screens.open(visitors.staff("clerk"))
    page = screen.open("/window/")
    page.get_by_role("link", name="收件").first.click()
    page.get_by_role("link", name="老年证办理").click()
    page.fill("#number", person.resident_id)
    page.get_by_role("button", name="查询并继续").click()
    expect(page.locator("aside")).to_contain_text(person.name)
    assert screen.faults() == []
    page.get_by_label("我确认以上信息真实").check()
    page.get_by_role("button", name="收件登记").click()
    page.wait_for_url(re.compile(r"/window/cases/\d+/"))
    expect(page.locator("main")).to_contain_text("准予办结")
    page.get_by_role("button", name="登记出件").click()
    expect(page.locator("#messages")).to_contain_text("已登记出件")
    # The person can see that the window looked at their data, and what for.
    assert "窗口收件：老年证办理" in visitors.resident("elder").open("/me/looks/").main


def test_what_lacks_is_told_once_and_stops_the_clock(
    screens: Screens, visitors: Visitors, restaurant: str
) -> None:
    page = screens.open(visitors.staff("clerk")).open(f"/window/cases/{restaurant}/")
    page.get_by_role("button", name="一次性告知补正").click()
    expect(page.locator("#messages")).to_contain_text("请写明理由")
    page.fill("#reasons", "布局图缺少设备位置\n健康证明看不清")
    page.get_by_role("button", name="一次性告知补正").click()
    expect(page.locator("main")).to_contain_text("待补正")
    page.get_by_role("link", name="打印回执").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("补正材料一次性告知书")
    expect(page.locator(".receipt")).to_contain_text("健康证明看不清")
    told = visitors.resident("agent").open(f"/me/cases/{restaurant}/").main
    assert "布局图缺少设备位置" in told
    assert "计时已暂停" in told
