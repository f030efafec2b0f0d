"""The same doors in a real browser: with its scripts, on a telephone's screen, and by keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.support.cast import PDF

from yiwang.people import api as people

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=15_000)  # a machine that is busy with other tests is slow, not wrong
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(chromium: Browser, house, *, width: int = 1280, height: int = 900) -> Page:
    """A window whose complaints are kept."""
    context: BrowserContext = chromium.new_context(
        locale="zh-CN", base_url=house.url, viewport={"width": width, "height": height}, accept_downloads=True
    )
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    return page


def sign_in(page: Page, username: str, door: str = "/signin/") -> None:
    page.goto(door)
    page.get_by_label("用户名或手机号").fill(username)
    page.get_by_label("密码").fill(people.sample_password())
    page.get_by_role("button", name="登录", exact=True).click()
    if door != "/signin/":
        page.get_by_label("动态口令或恢复码").fill(people.sample_code(username))
        page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(re.compile("/(me|desk|window|console|board)/"))


def narrow(page: Page) -> bool:
    """Whether everything fits the width of the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_elder_gets_a_card_on_a_telephone(chromium: Browser, house, tmp_path: Path) -> None:
    page = opened(chromium, house, width=390, height=800)
    sign_in(page, "elder")
    page.goto("/")
    assert narrow(page)
    page.get_by_label("搜索要办的事").fill("老年证")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="老年证办理").first.click()
    assert narrow(page)
    page.get_by_role("link", name="在线办理").click()
    expect(page.get_by_text("来自人口库，无需填写").first).to_be_visible()
    page.get_by_role("button", name="下一步", exact=True).last.click()
    page.get_by_label("我确认以上信息真实").check()
    page.get_by_role("button", name="下一步", exact=True).last.click()
    page.get_by_label("我保证以上内容真实").check()
    page.get_by_role("button", name="提交申请").dblclick()
    expect(page.get_by_text("已办结，电子证照已签发。")).to_be_visible()
    assert narrow(page)
    page.get_by_role("link", name="看证照").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("PDF")).click()
    saved = tmp_path / "card.pdf"
    waiting.value.save_as(saved)
    assert saved.read_bytes().startswith(b"%PDF")
    page.goto("/me/cases/")
    expect(page.get_by_text("老年证办理")).to_have_count(1)

    page.goto("/verify/")
    page.get_by_label("选择 OFD 或 PDF 证照文件").set_input_files(saved)
    page.get_by_role("button", name="开始核验").click()
    expect(page.get_by_text("核验通过")).to_be_visible()
    assert page.complaints == []  # type: ignore[attr-defined]


def test_what_is_typed_is_kept_by_itself_and_questions_come_as_they_are_needed(
    chromium: Browser, house, tmp_path: Path
) -> None:
    page = opened(chromium, house)
    sign_in(page, "agent")
    page.goto("/apply/food-business-licence/?step=whom")
    page.get_by_label(re.compile("天润美食|有限公司|店")).first.check()
    page.get_by_role("button", name="下一步", exact=True).click()
    page.get_by_label("联系人", exact=True).fill("王建国")
    with page.expect_response("**/autosave/"):
        page.get_by_label("联系人手机").fill("13800013800")
        page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("草稿已保存")
    page.goto("/me/")
    page.goto("/apply/food-business-licence/?step=firm")
    expect(page.get_by_label("联系人", exact=True)).to_have_value("王建国")

    page.goto("/apply/food-business-licence/?step=business")
    expect(page.get_by_text("餐饮经营项目")).to_have_count(0)
    page.get_by_label("餐饮服务经营者").check()
    expect(page.get_by_text("餐饮经营项目")).to_be_visible()

    page.goto("/apply/food-business-licence/?step=materials")
    large = tmp_path / "大.pdf"
    large.write_bytes(PDF + b"0" * (21 * 2**20))
    chosen = page.get_by_label("平面布局和操作流程图")
    chosen.set_input_files(large)
    assert "文件超过 20 MB" in chosen.evaluate("input => input.validationMessage"), "said before it is sent"
    assert page.complaints == []  # type: ignore[attr-defined]


def test_an_officer_works_by_keyboard(chromium: Browser, house, visitors) -> None:
    from tests.support import errands

    number = errands.number_of(errands.open_restaurant(visitors.resident("agent")))
    visitors.staff("clerk").open(f"/window/cases/{number}/").press("受理")
    page = opened(chromium, house)
    sign_in(page, "approver", "/staff/signin/")
    page.goto("/desk/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/{number}/")
    page.keyboard.press("r")
    page.keyboard.type("场所与申请一致")
    page.get_by_role("button", name="核查通过").click()
    page.wait_for_url("**/desk/")
    expect(page.get_by_text(f"已办理：{number}")).to_be_visible()
    assert page.complaints == []  # type: ignore[attr-defined]


def test_the_city_board_moves_by_itself(chromium: Browser, house, visitors) -> None:
    from tests.support import errands

    page = opened(chromium, house, width=1920, height=1080)
    sign_in(page, "leader", "/staff/signin/")
    page.goto("/board/")
    before = page.locator("#board").inner_text()
    errands.apply_for_card(visitors.resident("younger"))
    page.wait_for_function(
        "before => document.querySelector('#board').innerText !== before", arg=before, timeout=15000
    )
    assert page.complaints == []  # type: ignore[attr-defined]
