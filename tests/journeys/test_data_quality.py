"""A day of data quality: rules of the pack, review before admission, checks by the clock, scores, a ticket and its end."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.quality.conftest import land, person
from tests.support import city as cities
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.packs import api as packs
from yiwang.quality import api as quality
from yiwang.tickets import api as tickets

HOME = Path(__file__).parents[2]
RESOURCE = "/console/quality/data/police-household/"


@pytest.fixture(scope="module")
def catalogued(house: cities.Served) -> cities.Served:
    """The house with the city's catalogue and its quality rules."""
    packs.apply(HOME / "packs" / "city-catalogue", by=SYSTEM("test"))
    return house


@pytest.mark.system("data-quality")
def test_what_is_wrong_goes_back_to_its_source_until_it_is_right(
    catalogued: cities.Served, visitors: Visitors, tmp_path: Path
) -> None:
    steward, police = visitors.staff("steward"), visitors.staff("officer-police")

    # The rule library: every data set, its rules, their text.
    library = steward.open("/console/quality/rules/")
    assert "户口登记信息" in library.main
    assert "单位纳税人登记信息" in library.main
    text = steward.open(f"{RESOURCE}rules/")
    assert "身份号码校验位不符" in text.main
    assert 'check = "resident-id"' in text.main

    # Review before admission: a wrong check digit and a text that is no date stay outside, with the reason.
    rows = [person(n, name="" if n < 10 else person(n)["name"]) for n in range(300)]
    number = rows[20]["resident_id"]
    rows[20]["resident_id"] = number[:17] + ("1" if number[17] == "0" else "0")
    rows[21]["birthday"] = "不详"
    admission = land("police-household", rows, "load:1", tmp_path)
    assert (admission.admitted, admission.rejected) == (298, 2)
    held = pq.read_table(admission.bad_files[0]).to_pylist()
    assert {row["_reasons"][0] for row in held} == {"身份号码校验位不符", "birthday 不是有效的日期"}
    quality.keep_admission(
        quality.ruleset("police-household"),
        admission.report,
        load_ref="load:1",
        table="ods.police_household",
        by=SYSTEM("test"),
    )

    # A trial of the rules keeps nothing; then the clock comes and checks what is due.
    tried = text.press("试运行")
    assert "没有留存" in tried.main
    assert quality.check_due() == (("police-household",), ())
    page = police.open(RESOURCE)
    assert "定期检查" in page.main
    assert "入库审核" in page.main
    assert "姓名为空" in page.main

    # Score of the data set and of the department, ranking, performance evaluation.
    board = steward.open("/console/quality/")
    assert "户口登记信息" in board.main
    assert "部门排名" in board.main
    assert "数据工作绩效评价" in board.main
    (place,) = [one for one in quality.ranking() if one.department == "3716-public-security"]
    assert place.rank == 1
    assert place.score is not None
    assert f"{place.score:.1f}" in board.main
    (mark,) = [one for one in quality.evaluation() if one.department == "3716-public-security"]
    assert (mark.tickets_opened, mark.tickets_overdue) == (_opened(), 0)
    assert mark.mark is not None

    # The ticket lies with the police, masked; another department sees neither ticket nor data set.
    assert "户口登记信息：姓名为空" in police.open("/console/tickets/").main
    ticket = _ticket()
    assert rows[0]["resident_id"] not in police.open(f"/console/tickets/{ticket.id}/").text
    civil = visitors.staff("officer-civil")
    assert "户口登记信息" not in civil.open("/console/quality/").main
    civil.open(RESOURCE, expect=403)
    civil.forge(f"{RESOURCE}check/", expect=403)
    visitors.staff("clerk").open("/console/quality/", expect=403)

    # The police deliver corrected and many more rows; their check passes, and the ticket closes by itself.
    land("police-household", [person(n) for n in range(1000, 12_000)], "load:2", tmp_path)
    run = police.open(RESOURCE).press("立即检查")
    assert "检查完成" in run.text
    closed = tickets.ticket(ticket.id, SYSTEM("test"))
    assert (closed.state, closed.outcome) == ("closed", "resolved")
    (after,) = [one for one in quality.evaluation() if one.department == "3716-public-security"]
    assert after.tickets_in_time >= 1
    assert (after.quality or 0) > (mark.quality or 0)

    # Mining: candidates with evidence; the steward takes one, and it is checked from now on.
    mined = police.open(RESOURCE).press("挖掘规则")
    assert "候选规则" in mined.main
    candidates = {one.rule.id: one for one in quality.candidates(SYSTEM("test")).rows}
    chosen = candidates["codes.status"]
    police.forge(f"/console/quality/candidates/{chosen.id}/", expect=403, do="accept")
    steward.forge(f"/console/quality/candidates/{chosen.id}/", do="accept")
    assert "codes.status" in steward.open(f"{RESOURCE}rules/").main


def _opened() -> int:
    page = tickets.tickets(SYSTEM("test"), tickets.TicketFilter(department="3716-public-security"), limit=100)
    return len(page.rows)


def _ticket() -> tickets.TicketView:
    page = tickets.tickets(SYSTEM("test"), tickets.TicketFilter(kind="quality"), limit=100)
    return next(one for one in page.rows if one.key == "rule:police-household.name-filled")
