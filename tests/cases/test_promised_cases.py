"""Promised-time items: one window, a correction that stops the clock, a decision with reasons."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.support import cast

from yiwang.access.api import Actor, Refused, permissions
from yiwang.cases import api as cases
from yiwang.cases.models import Case
from yiwang.certificates import api as certificates
from yiwang.people.models import Mandate, Posting
from yiwang.text import Text

CITY = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=CITY)
ITEM = "food-business-licence"


@pytest.fixture
def clock(city: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A hand on the city's clock: `clock(moment)` makes it that time for every act that follows.

    The city was set up on the day the tests run, which may be later: its mandates and posts must hold on the story's days.
    """
    from django.utils import timezone

    Mandate.objects.update(valid_from=MONDAY - timedelta(days=1))
    Posting.objects.update(valid_from=(MONDAY - timedelta(days=1)).date())

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(MONDAY)
    return at


def submitted(clock: Any, transaction_id: str = "t-1") -> str:
    return cases.submit(
        actor=cast.actor("agent"),
        item_slug=ITEM,
        applicant=cast.firm(),
        data=cast.restaurant_form(),
        transaction_id=transaction_id,
    ).number


def see(number: str, who: str = "agent") -> cases.CaseView:
    return cases.case(number, cast.actor(who))


def test_the_whole_road_from_window_to_licence(city: str, clock: Any) -> None:
    number = submitted(clock)
    assert (see(number).state, see(number).row.step) == ("submitted", "accept")
    cases.accept(actor=cast.actor("clerk"), number=number, transaction_id="a-1")
    assert see(number).row.step == "inspect"
    approver = cast.actor("approver")
    for step, outcome in (("inspect", "pass"), ("review", "agree")):
        cases.finish_step(
            actor=approver, number=number, step=step, outcome=outcome, transaction_id=step,
            reasons=[Text("符合要求", "Meets the requirements")],
        )  # fmt: skip
    cases.decide(actor=approver, number=number, outcome="approve", reasons=[], transaction_id="d-1")
    done = see(number)
    assert (done.state, done.closed) == ("approved", True)
    licence = certificates.certificate(done.certificate, by=cast.actor("representative"))
    assert licence.holder_name == cast.firm().name
    assert licence.valid_until is not None
    for whom in ("representative", "agent"):
        assert [one.identifier for one in certificates.certificates_of_firms(cast.actor(whom))] == [
            licence.identifier
        ]
    with pytest.raises(Refused):
        certificates.certificate(done.certificate, by=cast.actor("younger"))


def test_a_correction_notice_is_told_once_and_stops_the_clock(city: str, clock: Any) -> None:
    number = submitted(clock)
    clerk = cast.actor("clerk")
    cases.ask_correction(
        actor=clerk, number=number, items=["布局图缺比例尺", "健康证不清晰"], transaction_id="c-1"
    )
    waiting = see(number)
    assert (waiting.state, waiting.row.light, waiting.row.due_at) == ("correcting", "paused", None)
    assert waiting.corrections[0].items == ("布局图缺比例尺", "健康证不清晰")

    clock(MONDAY + timedelta(days=14))
    assert see(number).row.light == "paused"
    cases.finish_step(
        actor=cast.actor("agent"), number=number, step="correct", outcome="corrected",
        data=cast.restaurant_form(), transaction_id="c-2",
    )  # fmt: skip
    again = see(number)
    assert again.state == "submitted"
    assert again.row.due_at is not None
    assert again.row.due_at.astimezone(CITY).date().isoformat() == "2026-12-14"
    assert again.corrections[0].answered_at is not None

    assert again.waiting[0].outcomes == ("accept", "refuse")
    with pytest.raises(cases.AskedAlready):
        cases.ask_correction(actor=clerk, number=number, items=["还差一份"], transaction_id="c-3")
    assert see(number).state == "submitted"


def test_time_of_inspection_is_not_counted(city: str, clock: Any) -> None:
    number = submitted(clock)
    cases.accept(actor=cast.actor("clerk"), number=number, transaction_id="a-1")
    clock(MONDAY + timedelta(days=21))
    cases.finish_step(
        actor=cast.actor("approver"), number=number, step="inspect", outcome="pass", transaction_id="i-1"
    )
    case = see(number)
    assert case.used_days == 0
    assert case.remaining_days == case.limit_days


def test_the_light_turns_yellow_and_then_red(city: str, clock: Any) -> None:
    number = submitted(clock)
    cases.accept(actor=cast.actor("clerk"), number=number, transaction_id="a-1")
    cases.finish_step(
        actor=cast.actor("approver"), number=number, step="inspect", outcome="pass", transaction_id="i-1"
    )
    seen = []
    for days in range(40):
        clock(MONDAY + timedelta(days=days))
        light = see(number, "approver").row.light
        if not seen or seen[-1] != light:
            seen.append(light)
    assert seen == ["green", "yellow", "red"]
    overdue = cases.queue(cast.actor("approver"), cases.QueueFilter(light="red"))
    assert [row.number for row in overdue.rows] == [number]


def test_a_special_procedure_stops_the_clock_for_a_reason_the_law_names(city: str, clock: Any) -> None:
    number = submitted(clock)
    cases.accept(actor=cast.actor("clerk"), number=number, transaction_id="a-1")
    approver = cast.actor("approver")
    cases.finish_step(actor=approver, number=number, step="inspect", outcome="pass", transaction_id="i-1")
    with pytest.raises(cases.ReasonNeeded):
        cases.pause_clock(actor=approver, number=number, reason="just because", transaction_id="p-0")
    cases.pause_clock(actor=approver, number=number, reason="hearing", transaction_id="p-1")
    assert see(number).row.light == "paused"
    clock(MONDAY + timedelta(days=30))
    cases.resume_clock(actor=approver, number=number, transaction_id="p-2")
    assert see(number).used_days == 0


def test_a_refusal_needs_reasons_and_tells_them(city: str, clock: Any) -> None:
    number = submitted(clock)
    cases.accept(actor=cast.actor("clerk"), number=number, transaction_id="a-1")
    approver = cast.actor("approver")
    cases.finish_step(actor=approver, number=number, step="inspect", outcome="fail", transaction_id="i-1",
                      reasons=[Text("操作间与卫生间相邻", "The kitchen adjoins the lavatory")])  # fmt: skip
    cases.finish_step(actor=approver, number=number, step="review", outcome="disagree", transaction_id="r-1",
                      reasons=[Text("布局不符合要求", "The layout does not comply")])  # fmt: skip
    with pytest.raises(cases.ReasonNeeded):
        cases.decide(actor=approver, number=number, outcome="refuse", reasons=[], transaction_id="d-0")
    why = Text("经营场所布局不符合规定", "The premises do not comply")
    cases.decide(actor=approver, number=number, outcome="refuse", reasons=[why], transaction_id="d-1")
    refused = see(number)
    assert (refused.state, refused.certificate) == ("refused", "")
    assert refused.reasons == (why,)


def test_not_accepting_closes_the_case_with_its_reasons(city: str, clock: Any) -> None:
    number = submitted(clock)
    cases.finish_step(
        actor=cast.actor("clerk"), number=number, step="accept", outcome="refuse", transaction_id="a-1",
        reasons=[Text("不属于本机关职权范围", "Outside this office's powers")],
    )  # fmt: skip
    closed = see(number)
    assert (closed.state, closed.closed) == ("not-accepted", True)
    assert closed.reasons[0].zh == "不属于本机关职权范围"


def test_a_second_click_on_the_same_decision_changes_nothing(city: str, clock: Any) -> None:
    number = submitted(clock)
    clerk = cast.actor("clerk")
    for _ in range(2):
        cases.accept(actor=clerk, number=number, transaction_id="a-1")
    with pytest.raises(cases.NotWaiting):
        cases.accept(actor=clerk, number=number, transaction_id="another click")
    accepted = [line for line in cases.timeline(number, clerk) if line.kind == "accept"]
    assert len(accepted) == 1


def test_an_applicant_may_withdraw_until_the_decision(city: str, clock: Any) -> None:
    number = submitted(clock)
    agent = cast.actor("agent")
    cases.withdraw(actor=agent, number=number, reason="暂不开业", transaction_id="w-1")
    assert see(number).state == "withdrawn"
    with pytest.raises(cases.NotWaiting):
        cases.accept(actor=cast.actor("clerk"), number=number, transaction_id="a-1")
    assert cases.queue(cast.actor("clerk"), cases.QueueFilter()).rows == ()


@pytest.mark.parametrize("who", ["approver-education", "operator", "leader", "data-officer", "younger"])
def test_those_who_must_see_nothing_are_told_there_is_nothing(city: str, clock: Any, who: str) -> None:
    number = submitted(clock)
    outsider = cast.actor(who)
    for look in (cases.case, cases.timeline):
        with pytest.raises(cases.NoSuchCase):
            look(number, outsider)
    with pytest.raises(cases.NoSuchCase):
        cases.accept(actor=outsider, number=number, transaction_id="x")
    if "cases.queue" in {line.verb.name for line in permissions() if line.roles & outsider.role_slugs}:
        assert cases.queue(outsider, cases.QueueFilter(mine_only=False)).rows == ()
    else:
        with pytest.raises(Refused):
            cases.queue(outsider, cases.QueueFilter(mine_only=False))


def test_staff_without_a_second_factor_see_nothing(city: str, clock: Any) -> None:
    from dataclasses import replace

    number = submitted(clock)
    with pytest.raises(cases.NoSuchCase):
        cases.case(number, replace(cast.actor("approver"), mfa=False))


def test_an_auditor_may_look_and_not_touch_and_the_look_is_kept(city: str, clock: Any) -> None:
    from yiwang.ledger import api as ledger

    number = submitted(clock)
    auditor: Actor = cast.actor("auditor")
    assert cases.case(number, auditor).number == number
    with pytest.raises(Refused):
        cases.accept(actor=auditor, number=number, transaction_id="x")
    assert ("cases.seen", auditor.ref) in {(entry.act, entry.by) for entry in ledger.trail(f"case:{number}")}


def test_case_numbers_carry_a_check_digit_and_never_collide(city: str, clock: Any) -> None:
    from yiwang.codes import api as codes

    numbers = {submitted(clock, f"t-{n}") for n in range(5)}
    assert len(numbers) == 5
    for number in numbers:
        codes.check_case_number(number)
    assert Case.objects.count() == 5


def test_counts_move_with_the_cases(city: str, clock: Any) -> None:
    before = cases.counts()
    submitted(clock)
    after = cases.counts()
    assert after.submitted_today == before.submitted_today + 1
    assert after.in_hand == before.in_hand + 1
    assert sum(after.by_hour) == before.submitted_today + 1


def test_an_application_nobody_answers_counts_as_accepted_from_the_day_of_receipt(
    city: str, clock: Any
) -> None:
    number = submitted(clock)
    clock(MONDAY + timedelta(days=7))
    assert cases.deem_accepted() == ()
    clock(MONDAY + timedelta(days=8))
    assert cases.deem_accepted() == (number,)
    case = see(number)
    assert case.accepted_at == MONDAY
    assert "视为受理" in cases.timeline(number, cast.actor("agent"))[-1].text.zh
    assert cases.deem_accepted() == ()
