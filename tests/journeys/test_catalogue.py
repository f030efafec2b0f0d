"""A year of the catalogue: compiled by departments of city and county, reviewed, published, asked for, handed on, retired."""

import csv
import io
import re
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pyarrow as pa
import pytest
from django.utils import timezone
from tests.support import city as cities
from tests.support.browser import Browser, Page
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.catalogue.adapters.simulated_province import SimulatedProvince, serve
from yiwang.catalogue.models import Entry
from yiwang.lake import api as lake

ROOT = "/console/catalogue/"
SLUG = "police-residence-endorsement"
PAGE = f"{ROOT}resources/{SLUG}/"
COUNTY = "371602-civil-affairs"
BY = SYSTEM("test")


@pytest.fixture(scope="module")
def province() -> Iterator[tuple[SimulatedProvince, str]]:
    """The provincial system, simulated, and its address."""
    state = SimulatedProvince()
    server = serve(0, state)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield state, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def house(
    town: str, province: tuple[SimulatedProvince, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[cities.Served]:
    """The town behind its servers, connected to the province."""
    log = tmp_path_factory.mktemp("house") / "server.log"
    served = cities.Served(town, cities.free_port(), log, extra={"YIWANG_PROVINCE_URL": province[1]})
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def county(visitors: Visitors) -> Browser:
    """The data officer of a district's civil affairs bureau."""
    return visitors.hire("officer-bincheng", "高岩", (f"{COUNTY}.data-officer", "371602"))


def compiled(officer: Browser, slug: str, name: str, classification: str, **more: str) -> Page:
    """A new entry through the form, kept as a draft."""
    form = officer.open(f"{ROOT}compile/").form("保存草稿")
    answers = {
        "slug": slug, "name.zh": name, "abstract.zh": f"{name}的基本情况。", "classification": classification,
        "format": "库表", "cycle": "每日", "sharing.type": "有条件共享", "sharing.condition": "经本部门同意",
        "sharing.means": "共享平台（库表）", "opening.type": "不予开放", "system": "业务系统", "duty.zh": "依法管理",
        "retention_years": "10", "theme": "public-security", "keywords": "居住证、流动人口",
    }  # fmt: skip
    form.fill_all({**answers, **more})
    for number, (element, name) in enumerate((("resident_id", ""), ("person_name", "name"), ("mobile", ""))):
        form.fill(f"{number}-element", element).fill(f"{number}-name", name)
    form.fill("0-required", True).fill("0-key", "1")
    return form.press("保存草稿")


def reviewed(steward: Browser, slug: str) -> Page:
    """Approved and published by the steward."""
    page = steward.open(f"{ROOT}resources/{slug}/").press("审核通过")
    assert "审核通过，可以发布" in page.text
    page = page.press("发布这一版")
    assert "已发布" in page.text
    return page


def eventually(browser: Browser, path: str, words: str) -> Page:
    """The page once it says so: the worker has to hear of it first."""
    deadline = time.monotonic() + 30
    while words not in (page := browser.open(path)).main:
        assert time.monotonic() < deadline, page.main
        time.sleep(0.3)
    return page


@pytest.mark.system("data-catalogue")
def test_a_resource_from_its_compilation_to_its_end(
    visitors: Visitors, county: Browser, province: tuple[SimulatedProvince, str]
) -> None:
    police, civil, steward = (visitors.staff(who) for who in ("officer-police", "officer-civil", "steward"))
    known = province[0].entries

    # Compile, with what is missing told before it can be handed in; nobody else's department may touch it.
    page = compiled(police, SLUG, "居住证签注信息", "3090010099", **{"sharing.condition": ""})
    assert "草稿已保存" in page.text
    wrong = police.open(f"{PAGE}compile/").press("保存并提交审核", expect=422)
    assert "有条件共享须写明条件" in wrong.alerts
    police.open(f"{PAGE}compile/").press("保存并提交审核", {"sharing.condition": "限于居住登记核对"})
    civil.open(f"{PAGE}compile/", expect=403)
    civil.forge(f"{PAGE}act/", expect=403, do="approve")

    # Reviewed by somebody else: returned with reasons, mended, approved, published.
    queue = steward.open(f"{ROOT}review/")
    assert "居住证签注信息" in queue.main
    page = steward.open(PAGE).press("退回修改")
    assert "请写明理由" in page.text
    page = page.press("退回修改", {"reasons": "摘要请写明统计口径"})
    assert "摘要请写明统计口径" in police.open(f"{ROOT}review/").main
    police.open(f"{PAGE}compile/").press(
        "保存并提交审核", {"abstract.zh": "全市有效居住证持有人，按日统计。"}
    )
    page = reviewed(steward, SLUG)
    assert re.search(r"3090010099/\d{6}", page.main)

    # City and county: the district compiles its own and no other's, under the same review.
    compiled(county, "bincheng-elder-allowance", "滨城区高龄津贴发放信息", "3110010099")
    county.open(f"{ROOT}resources/bincheng-elder-allowance/").press("提交审核")
    reviewed(steward, "bincheng-elder-allowance")
    county.open(f"{PAGE}compile/", expect=403)

    # Published for everybody in one place: found by words, sounds and initials, with its facets.
    for q in ("居住证签注", "juzhuzhengqianzhu", "jzzqz"):
        assert "居住证签注信息" in civil.open(f"{ROOT}?q={q}").main
    found = civil.open(f"{ROOT}?q=gaolingjintie&department={COUNTY}")
    assert "滨城区高龄津贴发放信息" in found.main
    assert "滨州市公安局" in visitors.staff("leader").open(f"{ROOT}?q=居住证签注").main

    # Taken out as a spreadsheet and looked at again, all the department's entries are as they were.
    sheet = police.download(f"{ROOT}sheets/export/?form=xlsx&department=3716-public-security")
    seen = police.open(f"{ROOT}sheets/").press("预览", {"sheet": ("目录.xlsx", sheet, "application/zip")})
    told = seen.section("预览 · 目录.xlsx")
    assert told.count("没有变化") >= 20
    assert "新增" not in told
    assert "变更" not in told

    # Handed on to the province, which acknowledges.
    steward.open(f"{ROOT}province/").press("立即发送")
    code = catalogue.resource(SLUG).code
    deadline = time.monotonic() + 60
    while code not in known and time.monotonic() < deadline:
        steward.open(f"{ROOT}province/").press("立即发送")
    assert known[code]["name"] == "居住证签注信息"
    assert known[catalogue.resource("bincheng-elder-allowance").code]["area_code"] == "371602"
    assert "（模拟）" in steward.open(PAGE).text

    # Dynamic adjustment: what is not loaded in time is flagged, a load makes it fresh; a change is a new version.
    Entry.objects.filter(slug=SLUG).update(due_at=timezone.now() - timedelta(days=1))
    assert "居住证签注信息" in steward.open(f"{ROOT}?overdue=1&q=居住证签注").main
    assert "超期未更新" in police.open(PAGE).main
    lake.define_table(catalogue.table_of(SLUG), catalogue.lake_columns(SLUG), by=BY)
    rows = pa.table({"resident_id": ["11010519491231002X"], "name": ["王建国"], "mobile": ["13800013800"]})
    lake.append(catalogue.table_of(SLUG), rows, load_id="load:1", by=BY)
    assert "超期未更新" not in eventually(police, PAGE, "1 行").main
    police.open(f"{PAGE}compile/").press("保存并提交审核", {"cycle": "每月", "2-name": "", "2-element": ""})
    assert "每日" in civil.open(PAGE).fact("更新周期"), (
        "the version in force stands until the next is published"
    )
    reviewed(steward, SLUG)
    changed = civil.open(f"{PAGE}?diff=1-2").section("第 1 版与第 2 版的不同")
    assert "更新周期" in changed
    assert "删除" in changed
    assert "每日" in civil.open(f"{PAGE}?version=1").fact("更新周期")

    # Used: another department says what it needs, the owner answers, and what it sees is masked and on the ledger.
    form = civil.open(PAGE).follow("提出共享需求").form("提交需求")
    form.fill("items", "resident_id")
    assert (
        form.fill_all({"用途": "低保资格核对", "依据": "《社会救助暂行办法》第二十条"}).press("提交需求").path
        == f"{ROOT}demands/"
    )
    page = police.open(f"{ROOT}demands/").press("同意共享", {"answer": "同意，走库表"})
    page = page.press("已交付")
    assert "已满足" in civil.open(f"{ROOT}demands/").main
    looked = civil.open(f"{PAGE}rows/").press("查看数据", {"用途": "低保资格核对"})
    assert "110***********002X" in looked.main
    assert "11010519491231002X" not in looked.text

    # Standardisation pilots in three key fields, measured.
    for theme in ("population", "credit", "certificates"):
        steward.open(f"{ROOT}board/").press("列为试点", {"领域": theme})
    pilots = visitors.staff("leader").open(f"{ROOT}board/").section("重点领域目录规范化试点")
    assert pilots.count("100%") + pilots.count("100.0%") == 3, pilots
    assert "部门没有数长" in pilots

    # Retired with a reason, told to the province; the versions stay.
    page = steward.open(PAGE).press("确认注销资源", {"注销理由": "并入人口综合信息"})
    assert "已注销" in page.main
    assert f"{PAGE}" not in civil.open(f"{ROOT}?q=居住证签注信息").links()
    deadline = time.monotonic() + 60
    while known[code]["action"] != "retire" and time.monotonic() < deadline:
        steward.open(f"{ROOT}province/").press("立即发送")
    assert known[code]["reason"] == "并入人口综合信息"
    assert "王建国" not in civil.open(f"{PAGE}?version=1").text
    acts = civil.open(PAGE).section("办理过程")
    assert [
        word for word in ("编制", "提交审核", "审核退回", "审核通过", "发布", "注销") if word not in acts
    ] == []
    visitors.staff("clerk").open(PAGE, expect=403)


@pytest.mark.system("data-sharing-lists")
def test_the_three_lists_are_made_published_checked_and_compared(visitors: Visitors) -> None:
    steward, officer, leader = (visitors.staff(who) for who in ("steward", "officer-civil", "leader"))

    # Generated from catalogue and duties, each resource where it belongs, each negative entry with its basis.
    negative = leader.open(f"{ROOT}lists/negative/")
    rows = list(
        csv.DictReader(io.StringIO(leader.download(f"{ROOT}lists/negative/?form=csv").decode("utf-8-sig")))
    )
    assert rows
    assert all(row["不予共享依据"] for row in rows)
    assert all("《" in row["不予共享依据"] for row in rows)
    duties = leader.open(f"{ROOT}lists/responsibility/")
    assert "蒋文" in duties.main or "蒋文" in leader.download(f"{ROOT}lists/responsibility/?form=csv").decode(
        "utf-8-sig"
    )

    # Checked: what breaks a rule is told.
    assert "依据尚未与现行文本核对" in negative.section("不符合要求的条目")
    assert "责任部门没有数长" in duties.section("不符合要求的条目")
    Entry.objects.filter(slug="police-household").update(due_at=timezone.now() - timedelta(days=1))
    shared = leader.open(f"{ROOT}lists/sharing/")
    assert "已承诺共享，但未按更新周期更新" in shared.section("不符合要求的条目")

    # Published by the steward and by nobody else, numbered, with a digest.
    officer.forge(f"{ROOT}lists/sharing/publish/", expect=403)
    assert not any("发布为新版本" in one for one in leader.open(f"{ROOT}lists/sharing/").buttons)
    for name in ("sharing", "responsibility", "negative"):
        page = steward.open(f"{ROOT}lists/{name}/").press("发布为新版本", {"说明": "年度发布"})
        assert "清单已发布：第 1 版" in page.text
    digest = catalogue.list_version("sharing", 1, area="3716", actor=BY).digest
    assert digest in leader.open(f"{ROOT}lists/sharing/?version=1").main
    assert "与最近发布的版本相同" in steward.open(f"{ROOT}lists/sharing/").main

    # The catalogue changes: the list as it stands differs, the published one does not, and the difference is shown.
    with pytest.raises(catalogue.StillUsed):
        catalogue.retire("civil-marriage", reason="样例", actor=BY)
    catalogue.retire("civil-marriage", reason="样例", actor=BY, though_used=True)
    assert "婚姻登记" in leader.open(f"{ROOT}lists/sharing/?diff=1-0").section("第 1 版之后的变化")
    assert "清单已发布：第 2 版" in steward.open(f"{ROOT}lists/sharing/").press("发布为新版本").text
    gone = leader.open(f"{ROOT}lists/sharing/?diff=1-2").section("第 1 版与第 2 版的不同")
    assert "移出" in gone
    before = leader.download(f"{ROOT}lists/sharing/?version=1&form=csv").decode("utf-8-sig")
    after = leader.download(f"{ROOT}lists/sharing/?version=2&form=csv").decode("utf-8-sig")
    assert "婚姻登记" in before
    assert before.count("\n") == after.count("\n") + 1
