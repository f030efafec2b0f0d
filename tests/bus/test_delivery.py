"""A fact reaches each of its handlers, once they succeed, and only if its transaction committed."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from yiwang.bus import api as bus
from yiwang.bus.models import Delivery, Outbox
from yiwang.bus.rules import backoff
from yiwang.bus.services import dispatch
from yiwang.bus.upkeep import forget_old_facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_handlers")]


class Broken(Exception):
    pass


@pytest.fixture
def at_once(monkeypatch):
    """Retries are due immediately, and three failures are enough."""
    monkeypatch.setattr(dispatch, "wait_seconds", lambda failures: 0)
    monkeypatch.setattr(dispatch, "is_given_up", lambda failures: failures >= 3)


def test_each_handler_of_a_fact_hears_it_and_no_other(fact_class):
    heard = []
    bus.subscribe(fact_class, "tests.one")(lambda fact: heard.append(("one", fact)))
    bus.subscribe(fact_class, "tests.two")(lambda fact: heard.append(("two", fact)))
    fact = fact_class("north", 3)
    bus.publish(fact)
    assert bus.dispatch_once() == 2
    assert heard == [("one", fact), ("two", fact)]
    assert bus.dispatch_once() == 0


def test_a_fact_nobody_wants_is_kept_and_waits_for_nobody(fact_class):
    bus.publish(fact_class("north"))
    assert Outbox.objects.count() == 1
    assert bus.lag() == 0
    assert bus.drain() == 0


def test_a_fact_of_a_transaction_that_failed_never_was(fact_class):
    heard = []
    bus.subscribe(fact_class, "tests.one")(heard.append)

    @transaction.atomic
    def give_up():
        bus.publish(fact_class("north"))
        raise Broken

    with pytest.raises(Broken):
        give_up()
    assert bus.drain() == 0
    assert heard == []


def test_a_handler_name_is_taken_once(fact_class):
    bus.subscribe(fact_class, "tests.one")(lambda fact: None)
    with pytest.raises(ValueError, match=r"tests\.one is taken"):
        bus.subscribe(fact_class, "tests.one")(lambda fact: None)


def test_what_a_failing_handler_wrote_is_undone_and_its_neighbours_go_on(fact_class, at_once):
    heard = []

    @bus.subscribe(fact_class, "tests.writes-and-fails")
    def fail(fact):
        Outbox.objects.create(name="tests.trace", subject="s", payload={})
        raise Broken("no")

    bus.subscribe(fact_class, "tests.works")(heard.append)
    bus.publish(fact_class("north"))
    bus.drain()
    assert len(heard) == 1
    assert not Outbox.objects.filter(name="tests.trace").exists()


def test_a_database_error_in_a_handler_does_not_poison_the_others(fact_class, at_once):
    heard = []

    @bus.subscribe(fact_class, "tests.bad-sql")
    def fail(fact):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    bus.subscribe(fact_class, "tests.works")(heard.append)
    bus.publish(fact_class("north"))
    bus.drain()
    assert len(heard) == 1
    assert "division by zero" in bus.dead_letters()[0].error


def test_later_facts_of_a_subject_wait_for_an_earlier_one_that_fails_and_other_subjects_do_not(fact_class):
    heard, working = [], []

    @bus.subscribe(fact_class, "tests.one")
    def sometimes(fact):
        if fact.number == 1 and not working:
            raise Broken
        heard.append((fact.bell, fact.number))

    for number in (1, 2, 3):
        bus.publish(fact_class("north", number))
    bus.publish(fact_class("south", 9))
    bus.drain()
    assert heard == [("south", 9)]
    working.append(True)
    Delivery.objects.update(due_at="2026-01-01T00:00Z")
    bus.drain()
    assert heard == [("south", 9), ("north", 1), ("north", 2), ("north", 3)]


def test_one_handler_that_fails_does_not_hold_up_another_handler_of_the_same_subject(fact_class):
    heard = []

    @bus.subscribe(fact_class, "tests.fails")
    def fail(fact):
        raise Broken

    bus.subscribe(fact_class, "tests.works")(lambda fact: heard.append(fact.number))
    for number in (1, 2):
        bus.publish(fact_class("north", number))
    bus.drain()
    assert heard == [1, 2]


def test_a_delivery_that_keeps_failing_becomes_a_dead_letter_that_can_be_sent_again(fact_class, at_once):
    heard, working = [], []

    @bus.subscribe(fact_class, "tests.one")
    def sometimes(fact):
        if not working:
            raise Broken("the register is down")
        heard.append(fact.number)

    bus.publish(fact_class("north", 1))
    bus.drain()
    (letter,) = bus.dead_letters()
    assert (letter.fact, letter.subject, letter.handler) == ("tests.rang", "bell:north", "tests.one")
    assert letter.attempts == 3
    assert letter.error == "Broken: the register is down"
    assert bus.lag() == 0

    bus.publish(fact_class("north", 2))
    working.append(True)
    bus.drain()
    assert heard == [2]
    bus.redeliver(letter.id)
    assert bus.lag() > 0
    bus.drain()
    assert heard == [2, 1]
    assert bus.dead_letters() == []
    with pytest.raises(bus.NoSuchDeadLetter):
        bus.redeliver(letter.id)


def test_a_payload_that_no_longer_fits_ends_as_a_dead_letter(fact_class, at_once):
    bus.subscribe(fact_class, "tests.one")(lambda fact: None)
    number = bus.publish(fact_class("north"))
    Outbox.objects.filter(id=number).update(payload={"number": 1})
    bus.drain()
    assert "bell" in bus.dead_letters()[0].error


def test_a_fact_for_a_handler_of_another_version_waits_and_shows_in_the_lag(fact_class, monkeypatch):
    bus.subscribe(fact_class, "tests.newer")(lambda fact: None)
    bus.publish(fact_class("north"))
    monkeypatch.setattr("yiwang.bus.subscriptions._by_handler", {})
    assert bus.dispatch_once() == 0
    assert bus.waiting() == 1
    assert bus.lag() > 0


def test_delivered_facts_can_be_forgotten_and_open_ones_cannot(fact_class, at_once):
    @bus.subscribe(fact_class, "tests.one")
    def sometimes(fact):
        if fact.number == 1:
            raise Broken

    for number in (1, 2):
        bus.publish(fact_class(f"bell {number}", number))
    bus.drain()
    bus.publish(fact_class("waiting", 3))
    assert bus.forget_delivered(before=datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert bus.forget_delivered(before=datetime(2100, 1, 1, tzinfo=UTC)) == 1
    assert Delivery.objects.count() == 2
    assert len(bus.dead_letters()) == 1


def test_the_nightly_upkeep_forgets_what_is_older_than_a_quarter(fact_class):
    old, recent = (bus.publish(fact_class("north", number)) for number in (1, 2))
    Outbox.objects.filter(id=old).update(published_at="2026-01-01T00:00Z")
    forget_old_facts()
    assert list(Outbox.objects.values_list("id", flat=True)) == [recent]


def test_pauses_grow_from_a_second_to_ten_minutes_and_end_after_about_an_hour():
    pauses = [backoff.wait_seconds(failures) for failures in range(1, backoff.MAX_ATTEMPTS)]
    assert pauses[:4] == [1, 2, 4, 8]
    assert max(pauses) == 600
    assert 1800 < sum(pauses) < 7200
    assert not backoff.is_given_up(backoff.MAX_ATTEMPTS - 1)
    assert backoff.is_given_up(backoff.MAX_ATTEMPTS)


def test_a_first_retry_waits_its_second(fact_class):
    calls = []

    @bus.subscribe(fact_class, "tests.one")
    def fail(fact):
        calls.append(1)
        raise Broken

    bus.publish(fact_class("north"))
    bus.drain()
    assert len(calls) == 1
    row = Delivery.objects.get()
    assert (row.attempts, row.state) == (1, "waiting")
