"""Checks of the lake: reports, scores, the rectification loop, mining; and who may see what."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.quality.conftest import BY, POLICE, land, person

from yiwang.access.api import Actor, Refused, Role
from yiwang.quality import api as quality
from yiwang.quality.models import Run
from yiwang.tickets import api as tickets

OFFICER = Actor("account:1", "staff", "宋", mfa=True, roles=frozenset({Role("data-officer", POLICE, "3716")}))
OTHER = Actor(
    "account:2", "staff", "韩", mfa=True, roles=frozenset({Role("data-officer", "3716-health", "3716")})
)
STEWARD = Actor(
    "account:3", "staff", "沈", mfa=True, roles=frozenset({Role("data-steward", "3716-big-data", "3716")})
)


def open_tickets() -> dict[str, tickets.TicketView]:
    page = tickets.tickets(STEWARD, tickets.TicketFilter(kind="quality", state="open"))
    return {one.key: one for one in page.rows}


def test_a_failing_rule_opens_a_ticket_that_closes_when_it_passes_and_opens_again(
    household: str, tmp_path: Path
) -> None:
    key = "rule:police-household.sex-id"
    land(
        household,
        [person(n, sex="9" if n == 9 else person(n)["sex"]) for n in range(100)],
        "load:1",
        tmp_path,
    )
    assert quality.check_table(household, by=BY).counts.failed()["sex-id"] == 0
    assert key not in open_tickets()
    wrong = [person(n, sex="2" if person(n)["sex"] == "1" else "1") for n in range(100, 120)]
    land(household, wrong, "load:2", tmp_path)
    report = quality.check_table(household, by=BY)
    assert report.counts.failed()["sex-id"] == 20
    ticket = open_tickets()[key]
    assert ticket.department == POLICE
    assert ticket.evidence["failed"] == 20
    keys = ticket.evidence["keys"]
    assert keys
    assert all("*" in one[0] for one in keys)
    quality.check_table(household, by=BY)
    assert open_tickets()[key].id == ticket.id
    land(household, [person(n) for n in range(1000, 24_000)], "load:3", tmp_path)
    quality.check_table(household, by=BY)
    assert key not in open_tickets()
    land(household, [person(n, sex=w["sex"]) for n, w in enumerate(wrong * 10, 30_000)], "load:4", tmp_path)
    quality.check_table(household, by=BY)
    assert open_tickets()[key].times_opened == 2


def test_reports_scores_and_the_evaluation(household: str, tmp_path: Path) -> None:
    assert quality.latest_score(POLICE) is None
    land(household, [person(n, name="" if n % 2 else "王 强") for n in range(100)], "load:1", tmp_path)
    report = quality.check_table(household, by=BY)
    assert report.score is not None
    assert 50 < report.score < 100
    kept = quality.report(report.id, OFFICER)
    assert kept.counts.failed() == report.counts.failed()
    samples = next(one.samples for one in kept.counts.rules if one.rule.id == "name-filled")
    assert samples[0].key[0].count("*") == 11
    (score,) = quality.scores(OFFICER)
    assert score.score == quality.latest_score(POLICE) == report.score
    assert quality.scores(OTHER) == ()
    (place,) = quality.ranking()
    assert (place.rank, place.previous_rank) == (1, None)
    (mark,) = quality.evaluation()
    assert mark.department == POLICE
    assert mark.tickets_opened >= 1
    trend = quality.trends(household, OFFICER)
    assert [one.failed for one in trend["name-filled"]] == [50]
    for look in (
        lambda: quality.report(report.id, OTHER),
        lambda: quality.trends(household, OTHER),
        lambda: quality.check_table(household, by=OTHER),
        lambda: quality.mine(household, by=OTHER),
    ):
        with pytest.raises(Refused):
            look()
    assert quality.reports(OTHER) == ()


def test_an_old_number_and_an_abolished_region_are_right_and_a_future_clock_is_wrong(
    household: str, tmp_path: Path
) -> None:
    found = land(
        household,
        [person(1, updated_at="2099-01-01 00:00:00"), person(2, village_code="372301001001")],
        "load:1",
        tmp_path,
    )
    assert found.report.failed()["updated-future"] == 1
    assert found.report.failed()["village-region"] == 0


def test_mined_candidates_become_rules_with_one_word(household: str, tmp_path: Path) -> None:
    quality.retire_rules(household, by=BY)
    rows = [
        person(n, status="正常" if n % 3 else "迁出", residence_kind="户籍" if n % 3 else "外市")
        for n in range(400)
    ]
    land(household, rows, "load:1", tmp_path)
    found = {one.rule.id: one for one in quality.mine(household, by=OFFICER)}
    for wanted in (
        "resident-id.resident-id",
        "filled.name",
        "codes.status",
        "depends.status.residence-kind",
        "order.birthday.updated-at",
        "village.village-code",
        "once.household-no",
    ):
        assert wanted in found, sorted(found)
    assert all(one.support >= 0.98 for one in found.values())
    with pytest.raises(Refused):
        quality.accept(found["codes.status"].id, actor=OFFICER)
    quality.accept(found["codes.status"].id, actor=STEWARD)
    quality.accept(found["codes.status"].id, actor=STEWARD)
    quality.reject(found["once.household-no"].id, actor=STEWARD)
    with pytest.raises(quality.NoSuchCandidate):
        quality.accept(found["once.household-no"].id, actor=STEWARD)
    again = {one.rule.id for one in quality.mine(household, by=STEWARD)}
    assert not {"codes.status", "once.household-no"} & again
    land(household, [person(1000, status="火星")], "load:2", tmp_path)
    assert quality.check_table(household, by=BY).counts.failed()["codes.status"] == 1
    import tomllib

    text = tomllib.loads(quality.rules_text(household))
    assert not list(quality.problems(text, household))
    assert quality.read_rules(text)[0].parameters["values"] == ["正常", "迁出"]


def test_scheduled_checks_look_at_what_is_due_once(household: str, tmp_path: Path) -> None:
    assert quality.due() == ()
    land(household, [person(n) for n in range(60)], "load:1", tmp_path)
    assert quality.due() == (household,)
    assert quality.check_due() == ((household,), ())
    assert quality.due() == ()
    land(household, [person(99)], "load:2", tmp_path)
    assert quality.due() == ()  # daily: not again on the same day
    Run.objects.update(at="2026-01-01T00:00:00Z")
    assert quality.due() == (household,)


def test_lists_cost_the_same_for_one_and_for_many(household: str, tmp_path: Path) -> None:
    land(household, [person(n) for n in range(60)], "load:1", tmp_path)
    costs = []
    for times in (1, 4):
        for _ in range(times):
            quality.check_table(household, by=BY)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            quality.scores(STEWARD)
            quality.ranking()
            quality.reports(STEWARD)
            quality.trends(household, STEWARD)
            quality.candidates(STEWARD)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_missing_reference_is_said_and_not_a_fault(household: str, tmp_path: Path) -> None:
    land(household, [person(n) for n in range(60)], "load:1", tmp_path)
    report = quality.check_table(household, by=BY)
    known = next(one for one in report.counts.rules if one.rule.id == "village-known")
    assert known.skipped.en == "place-address has no data yet"
    assert "rule:police-household.village-known" not in open_tickets()
