"""Data from its label to its certificate of destruction, and the people who answer for a unit's data."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.quality.conftest import land, person
from tests.stewardship.conftest import OLD, SLUG, THIS_YEAR, resident_id, set_up
from tests.support import cast
from tests.support import city as cities
from tests.support.outsider import run_cli
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.quality import api as quality
from yiwang.stewardship import api as stewardship
from yiwang.stewardship.models import Todo
from yiwang.tickets import api as tickets

ROOT = "/console/stewardship"
POLICE = "3716-public-security"


@pytest.mark.system("data-lifecycle-governance")
def test_data_are_labelled_by_what_they_hold_and_leave_with_proof(
    house: cities.Served, visitors: Visitors, outside: Path
) -> None:
    set_up()
    steward, second = (
        visitors.staff("steward"),
        visitors.hire("second-steward", "崔敏", ("3716-big-data.data-steward", "3716")),
    )
    officer, auditor = visitors.staff("officer-civil"), visitors.staff("auditor")
    by = cast.actor("steward")

    # A column graded 1 holds identity numbers. It is found, the steward accepts, and reads are masked from then on.
    def payee() -> str:
        return str(catalogue.rows(SLUG, by=by, purpose="核查", columns=["payee"], limit=1).rows[0][0])

    clear = payee()
    assert len(clear) == 18
    assert clear.isalnum()
    page = steward.open(f"{ROOT}/labels/").press("识别", {"资源标识": SLUG})
    assert "困难救助发放 · 收款人标识" in page.main
    assert "公民身份号码" in page.main
    assert "采纳" not in auditor.open(f"{ROOT}/labels/").buttons
    auditor.forge(f"{ROOT}/labels/1/", expect=403, do="accept")
    page = page.press("采纳")
    assert "新版本即时生效" in page.text
    assert "没有这种状态的建议" in page.main
    field = catalogue.resource(SLUG).field("payee")
    assert field is not None
    assert (field.grade, field.category) == (4, "personal.identity")
    assert catalogue.resource(SLUG).version == 2
    assert "*" in payee()
    assert clear not in catalogue.export_rows(SLUG, by=cast.actor("officer-civil"), purpose="核查").decode()

    # In clear it leaves by consent of somebody else only, with the recipient's mark in every row.
    page = officer.open(f"/console/catalogue/resources/{SLUG}/rows/").follow("申请原文导出")
    assert page.path == officer.open(f"{ROOT}/exports/").press("申请导出", {"资源标识": SLUG}).path
    form = page.form("提交申请").fill("columns", "payee").fill("columns", "remark")
    page = form.fill_all({"用途": "核对发放", "接收人": "市审计局 王磊"}).press("提交申请")
    assert "一般4级" in page.main
    (asked,) = stewardship.exports(cast.actor("officer-civil"))[0]
    file = f"{ROOT}/exports/{asked.id}/file/"
    officer.open(file, expect=403)
    officer.forge(f"{ROOT}/exports/{asked.id}/decide/", expect=403, do="agree")
    steward.open(f"{ROOT}/exports/").press("同意")
    steward.open(file, expect=404)
    leaving = officer.download(file).decode("utf-8-sig")
    assert resident_id(7) in leaving
    cell = leaving.splitlines()[4].split(",")[1]
    traced = auditor.open(f"{ROOT}/exports/trace/").press("溯源", {"leaked": f"网上流出：{cell}"}).main
    assert "市审计局 王磊" in traced
    assert "暗记吻合" in traced
    officer.open(f"{ROOT}/exports/trace/", expect=403)

    # The clock of retention: what is past its active years goes to the archive and is read there on request.
    told = run_cli(["stewardship", "due"], {"YIWANG_DATABASE_URL": house.database_url})
    assert re.search(rf"destroy 销毁 .*{SLUG} +year={OLD} +60 rows", told.stdout), told.stdout + told.stderr
    middle = f"year={THIS_YEAR - 5}"
    steward.forge(f"{ROOT}/terms/act/", resource=SLUG, key=middle, do="archive")
    page = steward.open(f"{ROOT}/terms/?all=1")
    assert "归档库" in page.main
    (put,) = stewardship.archives(by)
    read = steward.open(f"{ROOT}/archives/{put.id}/").press("调阅", {"用途": "信访核查"})
    assert "文件摘要核对一致" in read.main
    assert resident_id(3) not in read.main, "masked as the catalogue says now"
    assert put.digest in read.main

    # Destruction: not under a hold, not by one person; then nothing is left, and anybody can check the proof.
    page = page.press("下达", {"资源标识": SLUG, "文号": "滨法〔2026〕12号", "事由": "诉讼保全"})
    held = steward.forge(f"{ROOT}/terms/act/", resource=SLUG, key=f"year={OLD}", do="destroy")
    assert "滨法〔2026〕12号" in held.alerts
    page = page.press("解除留存令").press("提出销毁")
    (going,) = stewardship.destructions(by)
    assert (going.key, going.state) == (f"year={OLD}", "proposed")
    address = f"{ROOT}/destructions/{going.id}/"
    page = steward.open(address).press("批准")
    assert "批准" not in page.buttons
    steward.forge(f"{address}step/", do="approve")
    assert stewardship.destruction(going.id, by).state == "proposed", "one person is not two"
    steward.forge(f"{address}step/", do="carry-out")
    assert lake.table(catalogue.table_of(SLUG)).rows == 90
    officer.open(address, expect=403)
    second.open(address).press("批准")
    before = [one.path for one in lake.file_views(catalogue.table_of(SLUG)) if OLD in str(one.partition)]
    assert len(before) == 2
    page = steward.open(address).press("执行")
    assert "证明已出具" in page.text
    assert "60 行，2 个文件" in page.section("销毁证明")
    assert "0 行，0 个文件，0 个快照可读" in page.section("销毁证明")
    assert not any(Path(one).exists() for one in before)
    assert lake.table(catalogue.table_of(SLUG)).rows == 30
    certificate = outside / "certificate.json"
    certificate.write_bytes(auditor.download(f"{address}certificate.json"))

    # Offline, on another machine, with the keys that the house tells.
    keys = run_cli(["stewardship", "keys"], {"YIWANG_DATABASE_URL": house.database_url}).stdout.split()
    nowhere = {"YIWANG_VAR": str(outside / "var"), "YIWANG_DATABASE_URL": "postgresql://nowhere/x"}
    checked = run_cli(["stewardship", "verify-destruction", str(certificate), *keys], nowhere)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "60 rows, 2 files, nothing left" in checked.stdout
    content = json.loads(certificate.read_text(encoding="utf-8"))
    content["document"]["before"]["rows"] = 6
    certificate.write_text(json.dumps(content), encoding="utf-8")
    checked = run_cli(["stewardship", "verify-destruction", str(certificate), *keys], nowhere)
    assert checked.returncode == 1
    assert "signature" in checked.stdout


@pytest.mark.system("chief-data-officer")
def test_a_unit_has_one_data_chief_whose_record_has_sources(
    house: cities.Served, visitors: Visitors, tmp_path: Path
) -> None:
    steward, today = visitors.staff("steward"), date.today()
    visitors.hire_without_post("chief-police", "高峰")
    visitors.hire_without_post("successor", "罗静")

    # Appointed by letter for a term, one at a time; the roster shows who is missing.
    def coverage() -> int:
        return stewardship.coverage(cast.actor("steward")).covered

    covered = coverage()
    answers = {
        "单位": POLICE,
        "工作人员账号": "chief-police",
        "任命文号": "滨政任〔2026〕31号",
        "任期止": (today + timedelta(days=365)).isoformat(),
    }
    page = steward.open(f"{ROOT}/chiefs/").press("任命", answers)
    assert "已任命" in page.text
    assert "高峰" in page.main
    assert coverage() == covered + 1
    again = page.press("任命", answers | {"工作人员账号": "successor"})
    assert "已有数长：高峰" in again.alerts
    told = run_cli(["stewardship", "chiefs"], {"YIWANG_DATABASE_URL": house.database_url}).stdout
    assert f"{POLICE}  高峰" in told
    assert "✗ 3716-education" in told

    # Responsibilities are assigned; the chief's own page says what to do by when, and what is late rolls up to the name.
    unit = f"{ROOT}/units/{POLICE}/"
    chief = visitors.staff("chief-police")
    own = chief.open(f"{ROOT}/chiefs/")
    assert own.path == unit, "a chief comes to the own unit"
    for name in ("资源目录完整、按期更新", "数据质量达标", "校核工单按期办结", "共享需求按期答复"):
        assert name in own.main
    chief.forge(f"{ROOT}/chiefs/appoint/", expect=403, department=POLICE)
    steward.open(unit).press("分配职责", {"共享需求按期答复": False, "分类分级与到期数据复核": False})
    (standing,) = stewardship.chiefs(cast.actor("steward"), department=POLICE)
    assert standing.duties == ("catalogue", "quality", "tickets")
    Todo.objects.filter(appointment_id=standing.id, duty="catalogue").update(due_on=today - timedelta(days=1))
    assert "已超期" in chief.open(unit).main
    assert stewardship.overdue(cast.actor("leader"))[POLICE][0] == 1
    page = chief.open(unit)
    done = next(one for one in page.buttons if one == "完成")
    page = page.press(done, {"办了什么": "已核对全部资源"})
    assert "已核对全部资源" in page.main
    assert stewardship.overdue(cast.actor("leader")).get(POLICE, (0, 0))[0] == 0
    visitors.staff("chief-health").open(unit, expect=404)
    visitors.staff("clerk").open(unit, expect=403)

    # Work of the month: a check of quality sends a ticket, and the department answers it in time.
    rows = [person(n, name="" if n < 5 else person(n)["name"]) for n in range(300)]
    land("police-household", rows, "load:1", tmp_path)
    quality.check_table("police-household", by=SYSTEM("test"))
    (ticket,) = tickets.tickets(SYSTEM("test"), tickets.TicketFilter(department=POLICE)).rows
    assert str(ticket.title.zh) in chief.open(unit).main
    tickets.answer(
        ticket_id=ticket.id, outcome="corrected", answer="已补录", actor=cast.actor("officer-police"),
        transaction_id="answered",
    )  # fmt: skip

    # Performance: every number has its source; report, review, publication; then it stands.
    period = f"{today:%Y-%m}"
    page = steward.open(f"{ROOT}/performance/?period={period}").press("取数")
    assert "滨州市公安局" in page.main
    assert "版本 2026-11" in page.main
    (month,) = stewardship.performances(cast.actor("steward"), period=period, department=POLICE)
    figures = {one.name.zh: one for one in month.figures}
    (score,) = [one for one in quality.ranking(period) if one.department == POLICE]
    assert figures["数据质量得分"].value == score.score
    assert "1 个数据集，300 行" in figures["数据质量得分"].source.zh
    assert figures["工单按期答复率"].value == 100.0
    assert month.mark is not None
    assert month.rank == 1
    measured = [(one.value, one.weight) for one in month.figures if one.value is not None]
    expected = sum(value * weight for value, weight in measured) / sum(weight for _, weight in measured)
    assert month.mark == pytest.approx(expected, abs=0.01)
    address = f"{ROOT}/performance/{month.id}/"
    assert "按期 1 / 应答复 1" in chief.open(address).main
    visitors.staff("chief-health").open(address, expect=404)
    blocked = steward.open(f"{ROOT}/performance/?period={period}").press("公布")
    assert "未评议" in blocked.alerts
    chief.open(address).press("提交自评", {"数长自评": "补录姓名五人，建立日检。"})
    assert "补录姓名五人" in steward.open(address).main
    steward.open(address).press("提交评议", {"评议意见": "整改及时。"})
    page = steward.open(f"{ROOT}/performance/?period={period}").press("公布")
    assert "已公布" in page.text
    assert "整改及时" in visitors.staff("chief-health").open(address).main
    assert "滨州市公安局" in visitors.staff("leader").open(f"{ROOT}/performance/?period={period}").main
    steward.open(f"{ROOT}/performance/?period={period}").press("取数")
    (stands,) = stewardship.performances(cast.actor("steward"), period=period, department=POLICE)
    assert stands.recorded_at == month.recorded_at

    # A successor takes over on the same day; the predecessor's post is gone with the term.
    page = steward.open(f"{ROOT}/chiefs/").press(
        "任命", answers | {"工作人员账号": "successor", "任命文号": "滨政任〔2026〕40号", "接替现任": True}
    )
    assert "罗静" in page.main
    assert "高峰" in steward.open(unit).section("历任")
    chief.open(unit, expect=403)
    assert coverage() == covered + 1
