"""The pages of the catalogue in a real browser: no fault of accessibility, and an entry compiled without a mouse."""

import pytest
from playwright.sync_api import expect
from tests.support.chromium import Screens
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue

pytestmark = pytest.mark.browser
ROOT = "/console/catalogue/"
ENTRY = f"{ROOT}resources/police-household/"
NODE = "resource:police-household.resident_id"
SHEET = """资源标识,资源名称,资源摘要,分类代码,资源格式,共享类型,开放类型,更新周期,字段名,数据元,必填,主键
police-drone,无人机登记信息,全市无人机登记。,3090010097,库表,无条件共享,不予开放,每日,resident_id,resident_id,是,1
,,,,,,,,mobile,mobile,,
"""
PAGES = {
    "steward": (
        ROOT,
        ENTRY,
        f"{ROOT}review/",
        f"{ROOT}lists/sharing/?diff=1-0",
        f"{ROOT}lists/negative/",
        f"{ROOT}board/",
        f"{ROOT}province/",
        f"{ROOT}lineage/?node={NODE}",
        f"{ROOT}held/?fields=手机号码、户籍地址",
    ),
    "officer-police": (f"{ENTRY}compile/", f"{ENTRY}rows/", f"{ROOT}sheets/", f"{ROOT}elements/"),
    "officer-civil": (f"{ENTRY}demand/", f"{ROOT}demands/"),
}


@pytest.fixture(scope="module")
def used(visitors: Visitors) -> None:
    """A published list, a traced column and a demand, so that no page is empty."""
    steward, civil = visitors.staff("steward"), visitors.staff("officer-civil")
    steward.open(f"{ROOT}lists/sharing/").press("发布为新版本")
    edges = (catalogue.LineageEdge(NODE, "topic:social.people.resident_id", "去重"),)
    catalogue.record_lineage(
        catalogue.LineageRun("test", "run:1", columns=edges, sql="SELECT DISTINCT resident_id FROM t"),
        by=SYSTEM("test"),
    )
    form = civil.open(f"{ENTRY}demand/").form("提交需求").fill("items", "resident_id")
    form.fill_all({"用途": "低保资格核对", "依据": "《社会救助暂行办法》第二十条"}).press("提交需求")


@pytest.mark.parametrize(("phone", "english"), [(False, True), (True, False)], ids=["desktop-en", "phone-zh"])
def test_no_page_of_the_catalogue_has_a_fault(
    screens: Screens, visitors: Visitors, used: None, phone: bool, english: bool
) -> None:
    faults = {}
    for who, paths in PAGES.items():
        screen = screens.open(visitors.staff(who), phone=phone, english=english)
        for path in paths:
            screen.open(path)
            if found := [*screen.faults(), *screen.complaints]:
                faults[path] = found
    assert not faults


def test_a_sheet_is_looked_at_before_it_becomes_drafts(screens: Screens, visitors: Visitors) -> None:
    screen = screens.open(visitors.staff("officer-police"))
    page = screen.open(f"{ROOT}sheets/")
    for sheet, told in ((SHEET.replace("每日", "天天"), "H2"), (SHEET, "无人机登记信息")):
        file = {"name": "目录.csv", "mimeType": "text/csv", "buffer": sheet.encode("gb18030")}
        page.locator("#sheet").set_input_files(file)
        page.get_by_role("button", name="预览").click()
        expect(page.locator("main")).to_contain_text(told)
        assert not screen.faults()
    page.get_by_role("button", name="存为草稿").click()
    page.wait_for_url("**/review/?state=draft")
    expect(page.locator("main")).to_contain_text("无人机登记信息")


def test_an_entry_is_compiled_from_the_keyboard_with_elements_offered(
    screens: Screens, visitors: Visitors
) -> None:
    page = screens.open(visitors.staff("officer-police")).open(f"{ROOT}compile/")
    keys = page.keyboard
    page.locator("#id_slug").focus()
    keys.type("police-drone-flight")
    keys.press("Tab")
    keys.type("无人机飞行登记信息")
    page.locator("#id_classification").focus()
    keys.type("3090010098")
    page.locator("#f0-name").focus()
    keys.type("resident_id")
    keys.press("Tab")
    keys.type("公民身份", delay=20)
    expect(page.locator("#elements option[value=resident_id]")).to_be_attached()
    for _ in "公民身份":
        keys.press("Backspace")
    keys.type("resident_id")
    keys.press("Enter")
    page.wait_for_url("**/resources/police-drone-flight/")
    expect(page.locator("#messages")).to_contain_text("草稿已保存")
    draft = catalogue.draft("police-drone-flight", actor=SYSTEM("test"))
    assert draft is not None
    assert [(one.name, one.title.zh) for one in draft.fields] == [("resident_id", "公民身份号码")]
