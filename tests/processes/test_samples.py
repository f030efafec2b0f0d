"""The two samples of the pack author's page walk every road they show."""

from datetime import timedelta

import pytest

from yiwang.processes.api import BadOutcome, NotWaiting, start
from yiwang.text import Text

from .walks import MORNING, finish, names, sample, step

PERSON = {"applicant": {"name": "王芳", "resident_id": "371602195001010011"}}


def test_an_instant_item_runs_through_three_operations() -> None:
    run = start(sample("elder-card"), PERSON)
    look = step(run, "look")
    assert (look.kind, look.operation) == ("service", "registers.lookup")
    assert look.inputs == {"register": "population", "key": "371602195001010011"}
    run = finish(run, "look", age=76, status="正常")
    assert run.data["person"] == {"age": 76, "status": "正常"}
    decide = step(run, "decide")
    assert (decide.operation, decide.inputs) == ("decisions.evaluate", {"decision": "elder-card"})
    run = finish(run, "decide", outcome="approve")
    run = finish(run, "issue", number="1.2.156")
    assert run.done
    assert run.data["certificate"] == {"number": "1.2.156"}


def test_a_rule_that_cannot_decide_hands_over_to_a_person() -> None:
    run = finish(finish(start(sample("elder-card"), PERSON), "look"), "decide", outcome=None)
    review = step(run, "review")
    assert (review.kind, review.role, review.outcomes) == ("user", "approver", ("approve", "refuse"))
    assert review.title == Text("人工审查", "Review by hand")
    assert finish(run, "review", outcome="refuse").done


def test_a_correction_stops_at_a_message_and_comes_back() -> None:
    run = finish(start(sample("food-licence"), PERSON), "accept", outcome="correct")
    assert names(run) == {"correction", "too-late"}
    news = step(run, "correction")
    assert (news.kind, news.message) == ("message", "case.corrected")
    run = finish(run, "correction", plan="new-plan.pdf")
    assert names(run) == {"accept"}
    assert run.data["plan"] == "new-plan.pdf"


def test_a_correction_that_never_comes_ends_the_case() -> None:
    run = finish(start(sample("food-licence"), PERSON), "accept", outcome="correct")
    timer = step(run, "too-late")
    assert (timer.kind, timer.working_days, timer.due, timer.attached_to) == ("timer", 30, None, "correction")
    assert finish(run, "too-late").done


def test_a_reminder_does_not_end_the_task_it_hangs_on() -> None:
    run = finish(start(sample("food-licence"), PERSON), "accept", outcome="accept")
    assert step(run, "hurry").due == MORNING + timedelta(days=5)
    run = finish(run, "hurry")
    assert names(run) == {"review", "remind"}
    run = finish(run, "review", outcome="pass")
    assert names(run) == {"remind", "decide"}
    run = finish(finish(run, "decide", outcome="approve"), "certificate", number="1")
    assert names(run) == {"remind"}
    assert not run.done
    assert finish(run, "remind").done


def test_a_finished_task_takes_its_reminder_along() -> None:
    run = finish(start(sample("food-licence"), PERSON), "accept", outcome="accept")
    assert names(finish(run, "review", outcome="pass")) == {"decide"}


def test_a_step_can_be_finished_only_once() -> None:
    run = start(sample("food-licence"), PERSON)
    accept = step(run, "accept").task_id
    run.finish(accept, {"outcome": "accept"})
    with pytest.raises(NotWaiting):
        run.finish(accept, {"outcome": "accept"})
    with pytest.raises(NotWaiting):
        run.finish("no such step")


def test_a_step_with_choices_takes_no_other() -> None:
    run = start(sample("food-licence"), PERSON)
    with pytest.raises(BadOutcome) as caught:
        run.finish(step(run, "accept").task_id, {"outcome": "maybe"})
    assert "accept、correct、refuse" in caught.value.remedy.zh
    assert names(run) == {"accept"}


def test_the_definition_says_what_it_needs_from_the_house() -> None:
    definition = sample("food-licence")
    assert definition.roles == {"window-clerk", "approver"}
    assert definition.operations == {"cases.remind", "certificates.issue"}
    assert definition.messages == {"case.corrected"}
    assert definition.title == Text("食品经营许可", "Food business licence")
    assert sample("food-licence") is definition
