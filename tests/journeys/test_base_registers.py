"""人口库、法人库、一数一源: departments hand in their files, and one record of each person and firm comes of it."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.support import city as cities
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.entities import api as entities
from yiwang.lake import api as lake
from yiwang.packs import api as packs
from yiwang.registers import api as registers
from yiwang.tickets import api as tickets

HOME = Path(__file__).parents[2]
BY = SYSTEM("test")
PEOPLE = (
    "police-household",
    "civil-marriage",
    "civil-subsistence",
    "education-student",
    "health-archive",
    "tax-person",
    "social-insured",
)
FIRMS = (
    "market-entity",
    "staffing-institution",
    "civil-organisation",
    "tax-enterprise",
    "market-shareholder",
)
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def merged(house: cities.Served, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The house after a day on which the departments' files were collected and merged; gives what landed."""
    for name in ("city-catalogue", "model-sources", "base-registers"):
        packs.apply(HOME / "packs" / name, by=BY, city=HOME / "cities" / "binzhou")
    folder = tmp_path_factory.mktemp("files")
    landed: Rows = {}
    for extract in registers.write_extracts("3716", folder, now=timezone.localtime(), by=BY):
        if extract.resource in (*PEOPLE, *FIRMS):
            target = collection.drop_folder(extract.resource) / extract.path.name
            target.write_bytes(extract.path.read_bytes())
            collection.load(extract.resource, by=BY, transaction_id=f"test:{extract.resource}")
            landed[extract.resource] = rows_of(extract.resource)
    until(lambda: all(merged_rows(one) >= len(rows) * 0.9 for one, rows in landed.items()), seconds=120)
    return landed


def merged_rows(resource: str) -> int:
    """How many of a resource's rows the worker brought into each register it feeds, the least of them."""
    found = {(one.kind, slug): rows for one in entities.figures(actor=BY) for slug, _, rows, _ in one.sources}
    return min(found[fed] for fed in entities.fed_by(resource))


def rows_of(resource: str) -> list[dict[str, Any]]:
    """What of a resource lies in the lake."""
    return lake.query("SELECT * FROM t", {"t": catalogue.table_of(resource)}).to_pylist()


def merge(resource: str, rows: list[dict[str, Any]]) -> None:
    """Bring landed rows into the registers they feed."""
    for kind, source in entities.fed_by(resource):
        entities.ingest(kind, source, rows, load_id=f"test:{resource}", by=BY)


def deliver(resource: str, row: dict[str, Any], **changed: Any) -> None:
    """A department hands in one row again, changed."""
    later = timezone.localtime().replace(tzinfo=None) + timedelta(minutes=1)
    merge(resource, [{**row, "updated_at": later, **changed}])


def until(held: Callable[[], Any], *, seconds: int = 30) -> Any:
    """Wait for the worker."""
    end = time.monotonic() + seconds
    while not (found := held()) and time.monotonic() < end:
        time.sleep(0.2)
    assert found
    return found


def look(officer: Any, kind: str, number: str, **more: str) -> Any:
    """Find by number and open the golden record, as an officer does."""
    found = officer.open(f"/console/entities/{kind}/find/").press(
        "查询", {"number": number, "purpose": "业务核对"}
    )
    page = found.press("查看标准记录")
    return page.press("查看", {"purpose": "业务核对", **more}) if more else page


def known_by(rows: Rows, *resources: str) -> dict[str, Any]:
    """A living person whom the police and all of these know by the same number and name."""
    others = [{row["resident_id"]: row for row in rows[one]} for one in resources]
    return next(
        row
        for row in rows["police-household"]
        if row["status"] == "正常"
        and all(
            row["resident_id"] in one and one[row["resident_id"]]["name"] == row["name"] for one in others
        )
    )


@pytest.mark.system("base-population")
def test_one_record_of_each_person(merged: Rows, visitors: Visitors) -> None:
    police, health, steward = (visitors.staff(one) for one in ("officer-police", "officer-health", "steward"))

    # Police population data are the base, and six kinds of sources join it.
    board = steward.open("/console/entities/").main
    (figures,) = [one for one in entities.figures(actor=BY) if one.kind == "person"]
    sources = {slug: rows for slug, _, rows, _ in figures.sources if rows}
    assert {
        "police-household",
        "civil-marriage-man",
        "civil-subsistence",
        "education-student",
        "health-archive",
        "tax-person",
        "social-insured",
    } <= set(sources)
    assert figures.entities >= len(merged["police-household"])
    # Of every slip of a number nearly each still found its person: few more golden records than people.
    assert figures.entities <= len(merged["police-household"]) * 1.02
    assert str(figures.entities) in board

    # Query: by full number for a purpose, old numbers too; the page says whose each value is.
    one = known_by(merged, "social-insured", "health-archive")
    number, name = one["resident_id"], one["name"]
    page = look(police, "person", number, full="1")
    assert name in page.main
    assert "公安户籍" in page.main
    assert "人社参保" in page.main
    assert "卫健健康档案" in page.main
    if number[6:8] == "19":
        assert f"/{page.path.split('/')[-2]}/" in look(police, "person", number[:6] + number[8:17]).path
    police.open("/console/entities/person/find/").press("查询", {"name": name, "purpose": "浏览"}, expect=422)
    wedded = next(iter(merged["civil-marriage"]))
    assert "已婚" in look(police, "person", wedded["man_id"]).main
    pupil = next(
        row for row in merged["education-student"] if entities.key_index("person", row["resident_id"])
    )
    assert pupil["school_name"] in look(police, "person", pupil["resident_id"]).main

    # Verify and compare: yes or no, for a purpose; who has no post sees nothing.
    desk = "/console/entities/person/verify/"
    asked = {"number": number, "purpose": "现场核验"}
    assert "不一致" not in health.open(desk).press("核验", {**asked, "name": name}).alerts
    assert "不一致" in health.open(desk).press("核验", {**asked, "name": "某某某"}).alerts
    listed = f"公民身份号码,姓名,出生日期\n{number},{name},{one['birthday']}\n{number},某某某,\n"
    compared = health.open("/console/entities/person/compare/").press(
        "比对", {"pasted": listed, "purpose": "名单核对"}
    )
    assert "2 行，1 行全部一致" in compared.main
    assert number not in compared.section("比对结果：2 行，1 行全部一致")
    visitors.staff("approver").open("/console/entities/person/find/", expect=403)

    # Subscribe: the health office follows two attributes, sees who changed and in what, and acknowledges.
    followed = health.open("/console/entities/subscriptions/?kind=person").form("订阅")
    followed.force("attributes", "mobile")
    feed = followed.fill("purpose", "随访").press("订阅")
    insured = next(row for row in merged["social-insured"] if row["resident_id"] == number)
    deliver("social-insured", insured, mobile="13900001111")
    changed = health.open(feed.path)
    assert "手机号码" in changed.main
    assert "13900001111" not in changed.main
    assert "没有新的变更" in changed.press("确认收到").main

    # Events of life: moving away, coming back, death; and the record as it was known before.
    for state, told in (("迁出", "迁出"), ("正常", "迁入"), ("死亡", "死亡登记")):
        deliver("police-household", one, status=state)
        one = {**one, "updated_at": None}
        assert told in look(police, "person", number).section("生命周期")
        time.sleep(0.01)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    was = look(police, "person", number)
    assert "死亡" in was.main
    was.press("查看", {"purpose": "核对", "known_on": yesterday}, expect=404)
    assert "正常" in was.press("查看", {"purpose": "核对", "valid_on": yesterday}).section("字段与出处")


@pytest.mark.system("base-legal-entity")
def test_one_record_of_each_firm(merged: Rows, visitors: Visitors) -> None:
    officer = visitors.staff("data-officer")
    taxed = {row["credit_code"] for row in merged["tax-enterprise"]}
    shared = {row["credit_code"] for row in merged["market-shareholder"]}
    firm = next(
        row for row in merged["market-entity"]
        if row["status"] == "存续" and row["credit_code"] in taxed & shared
    )  # fmt: skip
    page = look(officer, "firm", firm["credit_code"], full="1")
    for words in (firm["name"], firm["kind"], firm["industry_code"], "市场监管登记", "税务登记", "股东"):
        assert words in page.main
    holder = next(row for row in merged["market-shareholder"] if row["credit_code"] == firm["credit_code"])
    assert holder["holder_name"] in page.main
    # The base has three registries: firms, institutions, social organisations.
    for resource, title in (
        ("staffing-institution", "编办机构登记"),
        ("civil-organisation", "民政社会组织登记"),
    ):
        assert title in look(officer, "firm", merged[resource][0]["credit_code"]).main

    # Licences of the approval bureau join by the code.
    permit = {
        "decision_no": "滨审批〔2026〕18号",
        "subject_kind": "法人",
        "subject_code": firm["credit_code"],
        "subject_name": firm["name"],
        "item": "食品经营许可",
        "decided_on": "2026-03-01",
        "valid_until": "2031-02-28",
        "organ_code": "",
        "status": "有效",
    }
    deliver("credit-permit", permit)
    assert "食品经营许可" in look(officer, "firm", firm["credit_code"]).main

    # Statistics, justice and police extend it: staff and size, lawyers, a hotel's licence.
    code = firm["credit_code"]
    unit = {"credit_code": code, "org_name": firm["name"], "staff_count": "86", "unit_size": "小型"}
    deliver("statistics-unit", {**unit, "industry_code": firm["industry_code"]})
    lawyer = {"lawyer_licence_no": "13716202610123456", "name": "某律师", "credit_code": code}
    deliver("justice-lawyer", {**lawyer, "lawyer_kind": "专职律师", "practice_status": "执业"})
    deliver("police-hotel", {"permit_no": "滨公特字第18号", "credit_code": code, "org_name": firm["name"]})
    extended = look(officer, "firm", code)
    for words in ("统计单位名录", "小型", "86", "13716202610123456", "专职律师", "滨公特字第18号"):
        assert words in extended.main

    # The life-cycle: suspended, cancelled; what cannot follow goes to the registry as a ticket and moves nothing.
    for state, told in (("歇业", "歇业"), ("注销", "注销登记")):
        deliver("market-entity", firm, status=state)
        assert told in look(officer, "firm", firm["credit_code"]).section("生命周期")
    deliver("market-entity", firm, status="存续")
    page = look(officer, "firm", firm["credit_code"])
    assert "不符合规则，未采用" in page.section("生命周期")
    entity = entities.key_index("firm", firm["credit_code"])
    (ticket,) = [one for one in _tickets() if one.key == f"conflict:firm:{entity}:life"]
    assert ticket.department == "3716-market"


@pytest.mark.system("one-source-per-datum")
def test_each_datum_has_one_source_which_corrects_it_for_all(merged: Rows, visitors: Visitors) -> None:
    steward, police = visitors.staff("steward"), visitors.staff("officer-police")
    health, insurance = visitors.staff("officer-health"), visitors.staff("officer-insurance")

    # Each attribute has its authority; the others only verify. Nobody but the steward assigns, and each is a version.
    table = steward.open("/console/entities/person/authorities/")
    assert "公安户籍" in table.main
    assert "第 1 版" in table.main
    police.forge(table.path, expect=403, attribute="mobile", source="tax-person", reason="x")
    steward.forge(table.path, attribute="address", source="health-archive", reason="滨数发〔2026〕7号")
    assert "第 2 版" in police.open(table.path).main

    # A value that only verifies never stands, whatever its date; the difference is a ticket of the authority.
    one = known_by(merged, "health-archive", "education-student")
    number = one["resident_id"]
    right = f"{one['name'][0]}改正"
    feed = health.open("/console/entities/subscriptions/?kind=person").form("订阅")
    feed.force("attributes", "name")
    feed = feed.fill("purpose", "随访").press("订阅")
    archive = next(row for row in merged["health-archive"] if row["resident_id"] == number)
    deliver("health-archive", archive, name=right)
    page = look(health, "person", number, full="1")
    assert one["name"] in page.main
    assert "各来源的值" in page.section("字段与出处")
    entity = entities.key_index("person", number)
    (ticket,) = [two for two in _tickets() if two.key == f"conflict:person:{entity}:name"]
    assert ticket.department == "3716-public-security"
    insurance.open(f"/console/tickets/{ticket.id}/", expect=404)

    # The source department verifies and answers with the right value; the bureau accepts; it flows to everybody.
    answered = police.open(f"/console/tickets/{ticket.id}/").press(
        "提交答复", {"outcome": "corrected", "value": right, "answer": "系统登记有误，已更正"}
    )
    assert "已答复" in answered.text
    steward.open(f"/console/tickets/{ticket.id}/").press("验收通过")
    until(lambda: entities.entity("person", entity, by=BY, purpose="核对").value("name") == right)
    assert right in look(health, "person", number, full="1").main
    view = entities.entity("person", entity, by=BY, purpose="核对")
    assert (view.value("name"), view.attributes["name"].source) == (right, "police-household")
    verified = insurance.open("/console/entities/person/verify/").press(
        "核验", {"number": number, "name": right, "purpose": "参保登记"}
    )
    assert "不一致" not in verified.alerts
    assert "姓名" in health.open(feed.path).main


def _tickets() -> tuple[tickets.TicketView, ...]:
    return tickets.tickets(BY, tickets.TicketFilter(kind="conflict"), limit=500).rows
