"""A fault goes to its department once, with a deadline; the answer is verified, or the check itself says it is mended."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.access.api import SYSTEM, Actor, Refused, Role
from yiwang.bus.models import Outbox
from yiwang.calendar.api import WorkingCalendar
from yiwang.text import Text
from yiwang.tickets import api as tickets
from yiwang.tickets.models import Ticket
from yiwang.tickets.rules.deadlines import due_at

CHECK = SYSTEM("quality")


def staff(role: str, department: str, ref: str = "account:1") -> Actor:
    return Actor(
        ref=ref, kind="staff", name="某人", mfa=True, roles=frozenset({Role(role, department, "3716")})
    )


OFFICER = staff("data-officer", "3716-public-security", "account:11")
STRANGER = staff("data-officer", "3716-education", "account:12")
STEWARD = staff("data-steward", "3716-big-data", "account:13")


def send(key: str = "rule:police-household.id-check", **more: Any) -> tickets.TicketView:
    wanted: dict[str, Any] = {
        "kind": "quality",
        "department": "3716-public-security",
        "title": Text("身份证号码校验未通过", "Identity numbers fail their check"),
        "body": Text("12 行", "12 rows"),
        "evidence": {"failed": 12},
        "resource": "police-household",
        "by": CHECK,
    }
    return tickets.open_ticket(key=key, **(wanted | more))


def answered(ticket: tickets.TicketView, **more: Any) -> tickets.TicketView:
    wanted: dict[str, Any] = {
        "outcome": "corrected",
        "answer": "已更正",
        "actor": OFFICER,
        "transaction_id": "a-1",
    }
    return tickets.answer(ticket_id=ticket.id, **(wanted | more))


@pytest.mark.django_db
def test_the_same_fault_is_told_once_and_its_evidence_kept_fresh() -> None:
    first = send()
    again = send(evidence={"failed": 30})
    assert again.id == first.id
    assert again.evidence == {"failed": 30}
    assert again.due_at == first.due_at
    assert Outbox.objects.filter(name="tickets.opened").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_checks_at_once_open_one_ticket() -> None:
    def work() -> None:
        send()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Ticket.objects.count() == 1


@pytest.mark.django_db
def test_answered_verified_closed_and_told_to_whoever_listens() -> None:
    ticket = send()
    done = answered(ticket, correction={"mobile": "13800013800"})
    assert (done.state, done.outcome) == ("answered", "corrected")
    closed = tickets.verify(ticket_id=ticket.id, accepted=True, note="", actor=STEWARD, transaction_id="v-1")
    assert closed.state == "closed"
    fact = Outbox.objects.get(name="tickets.closed")
    assert fact.payload["correction"] == {"mobile": "13800013800"}
    assert [step.act.en for step in tickets.story(ticket.id, STEWARD)] == ["Sent", "Answered", "Accepted"]


@pytest.mark.django_db
def test_a_form_sent_twice_does_nothing_the_second_time() -> None:
    ticket = send()
    answered(ticket)
    answered(ticket)
    assert len(tickets.story(ticket.id, STEWARD)) == 2


@pytest.mark.django_db
def test_an_answer_that_does_not_hold_goes_back_with_a_new_deadline() -> None:
    ticket = send()
    answered(ticket)
    with pytest.raises(tickets.SayWhat):
        tickets.verify(ticket_id=ticket.id, accepted=False, note=" ", actor=STEWARD, transaction_id="v-1")
    back = tickets.verify(
        ticket_id=ticket.id, accepted=False, note="仍有 3 行", actor=STEWARD, transaction_id="v-2"
    )
    assert (back.state, back.times_opened, back.answered_at) == ("open", 2, None)
    assert answered(back, transaction_id="a-2").state == "answered"


@pytest.mark.django_db
def test_what_is_mended_closes_by_itself_and_opens_anew_when_it_comes_back() -> None:
    ticket = send()
    mended = tickets.close_resolved(kind="quality", key=ticket.key, note=Text("复查通过"), by=CHECK)
    assert mended is not None
    assert (mended.state, mended.outcome) == ("closed", "resolved")
    assert tickets.close_resolved(kind="quality", key=ticket.key, note=Text("复查通过"), by=CHECK) is None
    again = send()
    assert again.id != ticket.id
    assert again.times_opened == 2


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_step_that_is_not_the_next_is_refused(state: str) -> None:
    ticket = send()
    if state == "closed":
        tickets.close_resolved(kind="quality", key=ticket.key, note=Text("复查通过"), by=CHECK)
        with pytest.raises(tickets.WrongTurn):
            answered(ticket)
    with pytest.raises(tickets.WrongTurn):
        tickets.verify(ticket_id=ticket.id, accepted=True, note="", actor=STEWARD, transaction_id="v")


@pytest.mark.django_db
def test_others_must_see_nothing() -> None:
    ticket = send()
    with pytest.raises(tickets.NoSuchTicket):
        tickets.ticket(ticket.id, STRANGER)
    with pytest.raises(tickets.NoSuchTicket):
        answered(ticket, actor=STRANGER)
    assert tickets.tickets(STRANGER).rows == ()
    assert [row.id for row in tickets.tickets(OFFICER).rows] == [ticket.id]
    with pytest.raises(Refused):
        tickets.tickets(staff("approver", "3716-public-security"))
    with pytest.raises(Refused):
        tickets.verify(ticket_id=ticket.id, accepted=True, note="", actor=OFFICER, transaction_id="v")


@pytest.mark.django_db
def test_pages_follow_one_another_at_one_query_each() -> None:
    for number in range(7):
        send(key=f"k:{number}")
    seen, after = [], ""
    while True:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = tickets.tickets(STEWARD, after=after, limit=3)
        assert len(queries) == 1
        seen += [row.key for row in page.rows]
        after = page.next
        if not after:
            break
    assert sorted(seen) == [f"k:{number}" for number in range(7)]


@pytest.mark.django_db
def test_departments_are_counted_by_how_they_keep_their_deadlines() -> None:
    in_time, late, waiting = send(key="a"), send(key="b"), send(key="c")
    answered(in_time)
    past = datetime.now(UTC) - timedelta(days=1)
    Ticket.objects.filter(pk=late.id).update(due_at=past)
    answered(late, transaction_id="a-2")
    Ticket.objects.filter(pk=waiting.id).update(due_at=past)
    now = datetime.now(UTC)
    (count,) = tickets.statistics(since=now - timedelta(days=1), until=now + timedelta(days=1))
    assert (count.opened, count.answered, count.in_time, count.overdue) == (3, 2, 1, 1)
    assert count.punctuality == pytest.approx(1 / 3)
    assert [row.key for row in tickets.tickets(STEWARD, tickets.TicketFilter(overdue=True)).rows] == ["c"]


def test_the_deadline_counts_working_days() -> None:
    friday = datetime(2026, 11, 20, 10, tzinfo=UTC)
    due = due_at("quarantine", friday, WorkingCalendar(known_years=frozenset({2026})))
    assert due.date().isoformat() == "2026-11-27"


@pytest.mark.django_db
def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(tickets.UnknownKind):
        send(kind="gossip")
