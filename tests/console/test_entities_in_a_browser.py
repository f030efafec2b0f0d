"""The pages of golden records in a real browser: no fault of accessibility, and pairs decided by one key."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.entities.conftest import archive, bring, content, insured, police, resident_id
from tests.support import cast
from tests.support import city as cities
from tests.support.chromium import Screens
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.entities import api as entities

pytestmark = pytest.mark.browser
BY = SYSTEM("test")
#: Where pictures of the pages go when somebody wants to look at them.
PICTURES = os.environ.get("YIWANG_PICTURES", "")


@pytest.fixture(scope="module")
def registers(house: cities.Served) -> int:
    """People and firms with a disagreement, two doubts and a decision; gives the id of one person."""
    for kind in ("person", "firm"):
        entities.define(content(kind), by=BY)
    bring("person", "police-household", *(police(n) for n in range(1, 12)))
    bring("person", "social-insured", insured(1, name="王国墙"), insured(2), insured(3))
    bring("person", "health-archive", archive(1), archive(2))
    for n in (11, 5):
        bring("person", "police-household", police(n, name="王国强", updated_at="2026-10-20"))
        bring("person", "health-archive", archive(n, resident_id="", name="王国刚", mobile=""))
    row = {"credit_code": "91350100M000100Y43", "name": "滨州鑫盛商贸有限公司", "status": "存续"}
    bring("firm", "market-entity", {**row, "representative_name": "王二", "updated_at": "2026-01-01"})
    share = {"credit_code": row["credit_code"], "holder_kind": "自然人", "holder_id": resident_id(3)}
    bring(
        "firm",
        "market-shareholder",
        {**share, "holder_name": "王二", "share": "60", "updated_at": "2026-01-01"},
    )
    ids = entities.key_indexes("person", [resident_id(n) for n in (1, 2, 3)])
    entities.mark_different(
        "person", ids[resident_id(2)], ids[resident_id(3)], reason="双胞胎", actor=BY, transaction_id="setup"
    )
    entities.subscribe(
        "person",
        department="3716-health",
        attributes=["mobile", "address"],
        purpose="健康档案更新",
        actor=cast.actor("officer-health"),
    )
    bring("person", "social-insured", insured(2, mobile="13911112222", updated_at="2026-11-01"))
    return ids[resident_id(1)]


@pytest.mark.parametrize(("phone", "english"), [(False, True), (True, False)], ids=["desktop-en", "phone-zh"])
def test_no_page_of_the_registers_has_a_fault(
    screens: Screens, visitors: Visitors, registers: int, phone: bool, english: bool
) -> None:
    (pair, *_), _ = entities.reviews("person", actor=BY)
    paths = (
        "",
        "person/find/",
        "person/authorities/",
        "person/conflicts/",
        "person/reviews/",
        f"reviews/{pair.id}/",
        "person/decisions/",
        "person/compare/",
        "person/verify/",
        f"person/{registers}/",
        "subscriptions/",
    )
    if phone:
        # What a phone shows differently: cards for tables, wide tables that scroll.
        paths = ("", "person/authorities/", "person/reviews/", f"reviews/{pair.id}/", "person/decisions/")
    screen = screens.open(visitors.staff("steward"), phone=phone, english=english)
    faults = {}

    def look(name: str) -> None:
        if found := [*screen.faults(), *screen.complaints]:
            faults[name] = found
        if PICTURES:
            file = (
                Path(PICTURES)
                / f"{'phone' if phone else 'desk'}-{name.strip('/').replace('/', '-') or 'board'}.png"
            )
            screen.page.screenshot(path=file, full_page=True)

    for path in paths:
        screen.open(f"/console/entities/{path}")
        look(path)
    # The golden record itself, found by its number.
    page = screen.open("/console/entities/person/find/")
    page.fill("#number", resident_id(1))
    page.fill("#purpose", "核对户籍")
    page.locator("main form button.button").last.click()
    look("found")
    page.locator("article form button").click()
    page.wait_for_url(f"**/person/{registers}/")
    look("record")
    page = screen.open("/console/entities/person/compare/")
    page.fill(
        "#pasted", f"公民身份号码\t姓名\n{resident_id(1)}\t{police(1)['name']}\n{resident_id(2)}\t李四\n"
    )
    page.fill("#purpose", "核对名单")
    page.locator("form[enctype] button.button").first.click()
    look("compared")
    officer = screens.open(visitors.staff("officer-health"), phone=phone, english=english)
    screen = officer
    page = screen.open("/console/entities/subscriptions/")
    look("own")
    page.locator("main table a").first.click()
    look("pending")
    assert not faults


def test_pairs_are_decided_by_one_key(screens: Screens, visitors: Visitors, registers: int) -> None:
    (first, second), _ = entities.reviews("person", actor=BY)
    page = screens.open(visitors.staff("steward")).open(f"/console/entities/reviews/{first.id}/")
    page.keyboard.press("d")
    expect(page.locator("#messages")).to_contain_text("已决定")
    page.wait_for_url(f"**/reviews/{second.id}/")
    page.keyboard.press("m")
    expect(page.locator("#messages")).to_contain_text("合并")
    assert [one.act for one in entities.decisions("person", actor=BY)][:2] == ["merge", "different"]
    page.goto(f"{page.url.split('/console')[0]}/console/entities/person/decisions/")
    page.locator("main table form button").first.click()
    expect(page.locator("#messages")).to_contain_text("恢复")
