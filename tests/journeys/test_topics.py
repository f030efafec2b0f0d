"""主题库、信用库、证照库和画像: stores are built from what departments landed and asked by those who may."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.support import cast, errands

from yiwang.access.api import SYSTEM, Refused
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.packs import api as packs
from yiwang.profiles import api as profiles
from yiwang.registers import api as registers
from yiwang.topics import api as topics
from yiwang.topics.synthetic.planted import CLUSTER

BY = SYSTEM("setup")
NOW = datetime(2026, 6, 30, 12)
GRAPH = ("police-household", "civil-marriage", "market-shareholder", "realestate-home", "police-vehicle")

#: What the register of systems lists for each store, and the tables that hold it.
CLASSES = {
    "business-environment": "opening opening_time permits permit_time property property_time utilities evaluations scores",
    "employment-social-security": "insured contributions benefits unemployment_benefits employment unemployed states",
    "food-drug": "operators food_permits drug_permits food_sampling drug_sampling food_inspections drug_inspections complaints",
    "health": "archives institutions visits inpatients indicators epidemics",
    "culture-education": "schools students enrolment venues activities resources",
    "ecology": "air water soil noise radiation habitats pollution_sources radiation_sources pollutants discharges capacity",
    "emergency": "hazards resources plans shelters teams incidents",
    "social-governance": "population houses organisations special_groups disputes events grids",
    "transport": "routes stops vehicles taxis trips parking roads flows",
    "market-regulation": "entities permits inspections penalties complaints products",
    "financial-regulation": "organisations signals leads complaints licences",
    "intellectual-property": "patents trademarks indications disputes by_enterprise expiring",
    "open-government": "documents policies budgets accounts requests",
    "law-enforcement": "subjects officers cases reviews results appeals",
    "agriculture-rural": "plots operators crops livestock machinery subsidies",
}


@pytest.fixture(scope="module")
def stocked(town):
    """The town with a catalogue, landed rows, built stores and a drawn graph."""
    for name in ("city-catalogue", "topics"):
        packs.apply(Path("packs") / name, by=BY, city=Path("cities/binzhou"))
    topics.land_samples(now=NOW, by=BY, also=GRAPH)
    for one in topics.stores():
        assert not topics.build(one.definition.slug, by=BY).problems
    profiles.refresh_graph(by=BY)
    return town


def landed(slug):
    """All rows of a resource as they lie in the lake, for sums of our own."""
    return lake.query("SELECT * FROM t", {"t": catalogue.table_of(slug)}).to_pylist()


@pytest.mark.system("topic-business-environment")
@pytest.mark.system("topic-employment-social-security")
@pytest.mark.system("topic-food-drug")
@pytest.mark.system("topic-health")
@pytest.mark.system("topic-culture-education")
@pytest.mark.system("topic-ecology")
@pytest.mark.system("topic-emergency")
@pytest.mark.system("topic-social-governance")
@pytest.mark.system("topic-transport")
@pytest.mark.system("topic-market-regulation")
@pytest.mark.system("topic-financial-regulation")
@pytest.mark.system("topic-intellectual-property")
@pytest.mark.system("topic-open-government")
@pytest.mark.system("topic-law-enforcement")
@pytest.mark.system("topic-agriculture-rural")
@pytest.mark.parametrize("slug", CLASSES)
def test_a_store_answers_for_every_class_of_its_data(stocked, visitors, slug):
    steward, nobody = visitors.staff("steward"), visitors.staff("approver-education")
    store = topics.store(slug)
    for name in CLASSES[slug].split():
        table, address = store.table(name), f"/console/topics/{slug}/{name}/"
        assert table.state == "current", name
        assert table.rows, name
        page = steward.open(address)
        resource = table.definition.resource
        rows = (
            landed(resource)
            if resource
            else lake.query("SELECT * FROM t", {"t": table.lake_table}).to_pylist()
        )
        assert table.rows == len(rows), name
        for one in table.definition.aggregates:
            if not table.personal and not table.definition.case_needed:
                own = Counter(tuple(row[column] for column in one.by) for row in rows)
                cells = topics.aggregate(slug, f"{name}.{one.name}", by=BY)
                assert {row[: len(one.by)]: row[len(one.by)] for row in cells.rows} == own, name
        if table.personal or table.definition.case_needed:
            assert "不成批显示" in page.main, name
        else:
            shown = topics.listing(slug, name, by=BY, limit=1)
            number = next(at for at, one in enumerate(shown.columns) if one.name not in shown.masked)
            first = str(rows[0][shown.columns[number].name])
            assert first == str(shown.rows[0][number]), name
            assert first in page.main, name
        kinds = [kind for kind in table.definition.keys if kind != "subject"]
        if table.personal and "place" in kinds:
            many = {"kind": "place", "number": str(rows[0][table.definition.keys["place"]])}
            steward.forge(f"{address}query/", expect=403, purpose="摸底", case="测试任务001号", **many)
        kinds = [kind for kind in kinds if kind in table.asked_by]
        if kinds:
            column = table.asked_by[kinds[0]]
            number = next(str(row[column]) for row in rows if row[column])
            expected = sum(str(row[column]) == number for row in rows)
            asked = {"kind": kinds[0], "number": number, "purpose": "核对数据", "case": "测试任务001号"}
            answer = steward.forge(f"{address}query/", **asked)
            assert len(answer.tree.xpath("//tbody/tr")) == min(expected, 200), name
            nobody.forge(f"{address}query/", expect=403, **asked)
            if table.definition.case_needed:
                steward.forge(f"{address}query/", expect=422, **{**asked, "case": ""})
        if "person" in table.definition.keys:
            found = lake.query("SELECT person_entity FROM t", {"t": table.lake_table})
            assert found["person_entity"].null_count == 0, name
        nobody.open(address, expect=403)
    other = "officer-civil" if store.definition.department == "3716-human-resources" else "officer-insurance"
    with pytest.raises(Refused):
        topics.by_key(slug, name, kind="firm", number="x", purpose="核对", by=cast.actor(other))


def test_a_column_is_traced_back_to_its_resource_in_the_catalogue(stocked):
    (above,) = catalogue.upstream("topic:social-governance.grid_facts.grid_name")
    assert (above.node, above.depth) == ("resource:governance-grid.grid_name", 1)


def test_indicators_are_what_a_sum_by_hand_gives(stocked):
    hours = {}
    for row in landed("approval-opening-case"):
        if row["finished_at"]:
            hours.setdefault(row["area_code"], []).append(row["opening_hours"])
    shown = topics.listing("business-environment", "opening_time", by=BY).rows
    assert {row[0]: (row[1], float(row[2])) for row in shown} == {
        area: (len(ones), pytest.approx(float(sum(ones)) / len(ones), abs=0.051))
        for area, ones in hours.items()
    }
    grids = Counter(row["grid_code"] for row in landed("governance-resident"))
    store = topics.store("social-governance").table("grid_facts")
    places = {one.name: number for number, one in enumerate(store.columns)}
    for row in topics.listing("social-governance", "grid_facts", by=BY).rows:
        assert row[places["residents"]] == grids[row[places["grid_code"]]]


def test_planted_faults_are_found_each_signal_explained(stocked):
    signals = topics.store("financial-regulation").table("signals")
    worst = lake.query(
        "SELECT * FROM t ORDER BY score DESC, credit_code", {"t": signals.lake_table}, limit=1
    ).to_pylist()[0]
    assert worst["score"] == 100
    assert worst["marks"].split(",") == ["promised-yield", "keywords", "complaint-cluster", "shell-relations"]
    assert worst["complaints_90_days"] >= CLUSTER
    tags = topics.tags_of("firm", worst["credit_code"], by=BY, clearance=topics.CASE)
    told = {one.slug: one for one in tags if one.store == "financial-regulation"}
    assert set(told) == {"promised-yield", "keywords", "complaint-cluster", "shell-relations"}
    assert "18" in " ".join(told["promised-yield"].evidence[0].values())
    discharges = topics.store("ecology").table("discharges")
    over = lake.query(
        "SELECT * FROM t WHERE concentration > concentration_limit", {"t": discharges.lake_table}
    )
    assert over.num_rows >= 3


@pytest.mark.system("topic-databases")
def test_a_steward_defines_a_topic_on_a_page_and_it_serves(stocked, visitors):
    steward = visitors.staff("steward")
    wanted = {
        "slug": "firms-and-permits",
        "name": "企业许可专题",
        "name_en": "Firms and permits",
        "department": "3716-market",
        "key": "firm",
        "sources": ["market-permit", "market-complaint"],
    }
    page = steward.forge("/console/topics/define/", do="preview", **wanted)
    assert "对象汇总" in page.main
    assert str(len(landed("market-permit"))) in page.main
    page = steward.forge("/console/topics/define/", do="publish", **wanted)
    assert page.path == "/console/topics/firms-and-permits/"
    page = steward.open("/console/topics/firms-and-permits/subjects/")
    codes = {row["credit_code"] for slug in wanted["sources"] for row in landed(slug)}
    assert topics.store("firms-and-permits").table("subjects").rows == len(codes)
    code = sorted(codes)[0]
    answer = steward.forge(
        "/console/topics/firms-and-permits/subjects/query/", kind="firm", number=code, purpose="核对数据"
    )
    row = [one.text_content() for one in answer.tree.xpath("//tbody/tr/td")]
    assert row[0] == code
    assert row[1:3] == [
        str(sum(one["credit_code"] == code for one in landed(slug))) for slug in wanted["sources"]
    ]
    assert "market_permit.credit_code" in page.main
    bad = steward.forge("/console/topics/define/", expect=422, do="publish", **{**wanted, "slug": "Bad Slug"})
    assert "小写字母" in bad.main
    visitors.staff("approver-education").open("/console/topics/", expect=403)
    visitors.staff("leader").forge("/console/topics/define/", expect=403, do="publish", **wanted)


def test_a_table_is_built_again_only_when_its_source_changed_and_a_fault_leaves_the_last_serving(stocked):
    assert set(topics.build("emergency", by=BY).done.values()) == {"kept"}
    name = catalogue.table_of("emergency-team")
    before = topics.store("emergency").table("teams")
    rows = lake.query("SELECT * FROM t", {"t": name}, limit=1)
    lake.append(name, rows, load_id="again", by=BY)
    done = topics.build("emergency", by=BY).done
    assert [one for one, what in done.items() if what == "built"] == ["teams"]
    assert topics.store("emergency").table("teams").rows == before.rows + 1
    content = {
        "slug": "broken",
        "name": {"zh": "坏的", "en": "Broken"},
        "class": "topic",
        "department": "3716-market",
        "table": [
            {"name": "t", "title": {"zh": "表", "en": "T"}, "sql": "SELECT plan_no FROM emergency_plan"}
        ],
    }
    topics.define(content, by=BY)
    topics.build("broken", by=BY)
    good = topics.store("broken").table("t")
    content["table"][0]["sql"] = "SELECT no_such_column FROM emergency_plan"
    topics.define(content, by=BY)
    report = topics.build("broken", by=BY)
    assert report.done == {"t": "failed"}
    assert report.problems["t"].zh
    still = topics.store("broken").table("t")
    assert still.state == "failed"
    assert still.rows == good.rows
    assert still.snapshot_id == good.snapshot_id
    topics.retire("broken", by=BY)


@pytest.mark.system("base-credit")
def test_credit_of_five_classes_with_a_file_for_each_as_of_a_day(stocked, visitors):
    steward = visitors.staff("steward")
    cells = topics.aggregate("base-credit", "subjects.by_class", by=BY)
    assert {row[0] for row in cells.rows} == {"自然人", "企业", "事业单位", "政府机构", "社会组织"}
    kinds = {row["list_kind"] for row in landed("credit-list")}
    assert kinds == {"守信激励", "失信惩戒"}
    for table, resource in (
        ("permits", "credit-permit"),
        ("penalties", "credit-penalty"),
        ("lists", "credit-list"),
    ):
        rows = landed(resource)
        assert topics.store("base-credit").table(table).rows == len(rows)
        row = rows[0]
        kind = "person" if row["subject_kind"] == "自然人" else "firm"
        answer = steward.forge(
            f"/console/topics/base-credit/{table}/query/",
            kind=kind,
            number=row["subject_code"],
            purpose="信用核查",
            case="核查任务2026001",
        )
        own = sum(one["subject_code"] == row["subject_code"] for one in rows)
        assert len(answer.tree.xpath("//tbody/tr")) == own
        steward.forge(
            f"/console/topics/base-credit/{table}/query/",
            expect=422,
            kind=kind,
            number=row["subject_code"],
            purpose="x",
        )
    permit = next(
        one for one in landed("credit-permit") if one["status"] == "有效" and one["subject_kind"] != "自然人"
    )
    asked = {"kind": "firm", "purpose": "信用核查", "case": "核查任务2026001", "by": cast.actor("steward")}

    def state(row, column, day):
        lines = topics.credit_file(row["subject_code"], day=day, **asked)
        return next(
            one.state
            for one in lines
            for name, value in one.values
            if name.name == column and value == row[column]
        )

    assert state(permit, "decision_no", permit["decided_on"] - timedelta(days=1)) == "future"
    assert state(permit, "decision_no", permit["decided_on"]) == "valid"
    assert state(permit, "decision_no", permit["valid_until"] + timedelta(days=1)) == "expired"
    mended = next(
        one
        for one in landed("credit-penalty")
        if one["status"] == "已修复" and one["subject_kind"] != "自然人"
    )
    assert state(mended, "decision_no", mended["updated_at"].date()) == "repaired"
    assert state(mended, "decision_no", mended["decided_on"]) == "valid"
    visitors.staff("approver-education").open("/console/topics/base-credit/", expect=403)


@pytest.mark.system("base-certificate")
def test_the_base_of_certificates_follows_what_is_issued_and_changed(stocked, visitors, house):
    from yiwang.bus import api as bus
    from yiwang.certificates.handlers import tell_all
    from yiwang.certificates.models import Certificate

    page = errands.apply_for_card(visitors.resident("elder"))
    identifier = next(link for link in page.links("^/me/certificates/.+")).split("/")[-2]
    bus.drain()
    tell_all()
    elder = cast.person("elder").applicant
    steward = visitors.staff("steward")
    asked = {"kind": "person", "number": elder.id_number, "purpose": "核验证照"}
    answer = steward.forge("/console/topics/base-certificate/certificates/query/", **asked)
    for words in (identifier, "老年", "新增", "3716"):
        assert words in answer.main
    assert elder.id_number not in answer.main
    row = Certificate.objects.get(identifier=identifier)
    assert row.holder_masked in answer.main
    assert row.holder_index not in answer.main
    assert str(row.valid_from) in answer.main
    assert row.issuer_name["zh"] in answer.main
    assert row.state == "01"
    page = steward.open("/console/topics/base-certificate/certificates/")
    total = sum(
        int(row[2])
        for row in topics.aggregate("base-certificate", "certificates.by_type", by=BY).rows
        if row[2]
    )
    assert total <= Certificate.objects.count()
    assert topics.store("base-certificate").table("certificates").rows == Certificate.objects.count()
    visitors.staff("approver-education").forge(
        "/console/topics/base-certificate/certificates/query/", expect=403, **asked
    )


@pytest.mark.system("subject-profiling")
def test_a_profile_is_opened_for_a_purpose_with_a_second_approver_and_seen_by_its_person(stocked, visitors):
    officer, steward, leader = (
        visitors.staff("data-officer"),
        visitors.staff("steward"),
        visitors.staff("leader"),
    )
    elder = visitors.resident("elder")
    me = cast.person("elder").applicant
    ask = {
        "kind": "person",
        "number": me.id_number,
        "purpose": "investigation",
        "reference": "滨立案〔2026〕001号",
    }
    officer.forge("/console/profiles/ask/", expect=422, **{**ask, "reference": ""})
    officer.forge("/console/profiles/ask/", expect=422, **{**ask, "purpose": "curiosity"})
    officer.forge("/console/profiles/ask/", expect=404, **{**ask, "number": "110101199001011234"})
    officer.forge("/console/profiles/ask/", **ask)
    request = profiles.requests(cast.actor("data-officer"))[0]
    assert request.state == "waiting"
    officer.open(f"/console/profiles/{request.id}/", expect=403)
    officer.forge(f"/console/profiles/{request.id}/decide/", expect=403, do="approve", reason="自批")
    leader.forge(f"/console/profiles/{request.id}/decide/", do="approve", reason="案件需要")
    page = officer.open(f"/console/profiles/{request.id}/")
    assert "公共信用基础信息库 · 信用主体" in page.main
    for resource, title in (
        ("credit-permit", "公共信用基础信息库 · 行政许可"),
        ("credit-penalty", "公共信用基础信息库 · 行政处罚"),
        ("social-insured", "就业社保主题库 · 社会保险参保人员信息"),
        ("health-archive", "医疗健康主题库 · 居民电子健康档案封面信息"),
    ):
        held = any(me.id_number in row.values() for row in landed(resource))
        assert (title in page.main) == held, title
    assert "关系" in page.main
    steward.open(f"/console/profiles/{request.id}/", expect=403)
    looks = elder.open("/me/looks/").main
    assert "查看画像" in looks
    assert "依法立案的调查" in looks

    # From an object to the person and back.
    car = next(
        one for one in landed("police-vehicle") if len(one["owner_id"]) == 18 and one["owner_id"][0] != "9"
    )
    steward.forge(
        "/console/profiles/ask/",
        kind="vehicle",
        number=car["plate"],
        purpose="case-handling",
        reference="任务2026002号",
    )
    mine = profiles.requests(cast.actor("steward"))[0]
    view = profiles.look(mine.id, by=cast.actor("steward"))
    owner = next(one for one in view.relations if one.kind == "car-owner")
    assert owner.other_kind == "person"
    assert owner.other[0] == car["owner_name"][0]
    assert owner.evidence["brand"] == car["brand"]
    known = registers.person_ids([car["owner_id"]])[car["owner_id"]]
    assert any(one.act == "profiles.opened" for one in ledger.looks_at(f"person:{known}"))
    page = steward.forge(f"/console/profiles/{mine.id}/path/", kind="person", number=car["owner_id"])
    assert car["plate"] in page.main
    assert "机动车所有人" in page.main
    steward.forge(
        "/console/profiles/ask/",
        kind="person",
        number=car["owner_id"],
        purpose="case-handling",
        reference="任务2026002号",
    )
    back = profiles.look(profiles.requests(cast.actor("steward"))[0].id, by=cast.actor("steward"))
    assert any(one.kind == "car-owner" and one.other == car["plate"] for one in back.relations)

    # A firm, its tags with rule and evidence.
    signals = topics.store("financial-regulation").table("signals")
    worst = lake.query("SELECT credit_code FROM t ORDER BY score DESC", {"t": signals.lake_table}, limit=1)
    page = steward.forge(
        "/console/profiles/ask/",
        kind="firm",
        number=worst["credit_code"][0].as_py(),
        purpose="firm-supervision",
        reference="监管任务2026003",
    )
    for words in ("承诺高收益", "promised_yield &gt;= 12".replace("&gt;", ">"), "法定代表人"):
        assert words in page.main
    assert "参保单位" not in page.main
    assert "社会保险参保人员信息" not in page.main
    visitors.staff("approver-education").open("/console/profiles/", expect=403)
    visitors.staff("approver-education").forge("/console/profiles/ask/", expect=403, **ask)


def test_a_person_sees_their_tags_and_objects(stocked, visitors):
    listed = next(
        one
        for one in landed("credit-list")
        if one["subject_kind"] == "自然人" and one["status"] == "有效" and one["list_kind"] == "失信惩戒"
    )
    who = registers.person(
        registers.person_ids([listed["subject_code"]])[listed["subject_code"]],
        purpose="测试",
        by="system:test",
    )
    browser = visitors.newcomer("listed", who)
    page = browser.open("/me/tags/")
    assert "在失信惩戒名单" in page.main
    tag = {"store": "base-credit", "table": "lists", "slug": "punished"}
    browser.forge("/me/tags/contest/", expect=404, reason="", **tag)
    page = browser.forge("/me/tags/contest/", reason="已经履行完毕", **tag)
    assert "异议已转交" in page.text
    from yiwang.tickets import api as tickets

    found = tickets.tickets(cast.actor("steward"), tickets.TicketFilter(kind="correction")).rows
    assert any("在失信惩戒名单" in one.title.zh and one.department == "3716-reform" for one in found)


def test_looks_are_limited_and_expire(stocked):
    from django.utils import timezone

    from yiwang.profiles.models import Look, Request

    officer = cast.actor("data-officer")
    home = landed("realestate-home")[0]
    asked = profiles.ask(
        kind="house",
        number=home["unit_no"],
        purpose="case-handling",
        reference="任务2026009号",
        by=officer,
        transaction_id="limit",
    )
    again = profiles.ask(
        kind="house",
        number=home["unit_no"],
        purpose="case-handling",
        reference="任务2026009号",
        by=officer,
        transaction_id="limit",
    )
    assert again.id == asked.id
    assert any(one.kind == "home-owner" for one in profiles.look(asked.id, by=officer).relations)
    most = profiles.limits()[0]
    Look.objects.bulk_create(
        Look(by_ref=officer.ref, request_id=asked.id, at=timezone.now()) for _ in range(most)
    )
    with pytest.raises(profiles.TooManyLooks):
        profiles.look(asked.id, by=officer)
    Look.objects.all().delete()
    Request.objects.filter(pk=asked.id).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(profiles.NotOpen):
        profiles.look(asked.id, by=officer)
