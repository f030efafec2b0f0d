"""Several dispatchers at once, one that is killed in the middle, and how soon a fact arrives."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import defaultdict

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction

from yiwang.bus import api as bus
from yiwang.bus.models import Delivery
from yiwang.bus.services import dispatch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_handlers")]

SUBJECTS, FACTS = 12, 240


@pytest.fixture
def running():
    """Starts dispatchers in threads of their own, and stops them."""
    stop, threads = threading.Event(), []

    def work(look_round):
        try:
            bus.run_dispatcher(stop, look_round=look_round)
        finally:
            connection.close()

    def start(count, look_round=0.05):
        for _ in range(count):
            threads.append(threading.Thread(target=work, args=(look_round,)))
            threads[-1].start()

    yield start
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def test_two_dispatchers_and_failures_keep_each_subject_in_order_and_lose_nothing(
    fact_class, running, monkeypatch
):
    monkeypatch.setattr(dispatch, "wait_seconds", lambda failures: 0.01)
    heard, lock, chance = defaultdict(list), threading.Lock(), random.Random(7)
    failed = set()

    @bus.subscribe(fact_class, "tests.one")
    def sometimes(fact):
        with lock:
            # Three of ten fail the first time; a busy handler gives the other dispatcher room to overtake.
            if (fact.bell, fact.number) not in failed and chance.random() < 0.3:
                failed.add((fact.bell, fact.number))
                raise RuntimeError("try again")
            pause = chance.random() * 0.003
        time.sleep(pause)
        with lock:
            heard[fact.bell].append(fact.number)

    running(2)
    for number in range(FACTS):
        bus.publish(fact_class(f"bell {number % SUBJECTS}", number))
    until(lambda: bus.waiting() == 0)
    assert failed
    assert sum(len(numbers) for numbers in heard.values()) == FACTS
    for numbers in heard.values():
        assert numbers == sorted(numbers)


def test_two_dispatchers_never_work_on_one_delivery(fact_class):
    bus.subscribe(fact_class, "tests.one")(lambda fact: None)
    bus.publish(fact_class("north", 1))
    bus.publish(fact_class("north", 2))
    other = []

    def elsewhere():
        other.append(bus.dispatch_once())
        connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM bus_delivery ORDER BY fact_id LIMIT 1 FOR UPDATE")
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join(10)
    # The first is held, and the second is not first in line: nothing to do for the other dispatcher.
    assert other == [0]
    assert bus.drain() == 2


def test_a_fact_arrives_within_milliseconds_of_its_commit(fact_class, running):
    arrived = threading.Event()
    bus.subscribe(fact_class, "tests.one")(lambda fact: arrived.set())
    running(1, look_round=30)
    time.sleep(0.3)
    waits = []
    for number in range(10):
        arrived.clear()
        bus.publish(fact_class("north", number))
        began = time.perf_counter()
        assert arrived.wait(5)
        waits.append(time.perf_counter() - began)
    # The look-round is half a minute away, so only the wake-up can have brought these.
    assert sorted(waits)[5] < 0.2


def test_many_facts_of_one_transaction_send_one_wake_up(fact_class):
    bus.subscribe(fact_class, "tests.one")(lambda fact: None)
    with transaction.atomic():
        for number in range(5):
            bus.publish(fact_class("north", number))
        assert len(connection.run_on_commit) == 1
    assert bus.drain() == 5


def test_a_database_that_goes_away_stops_a_dispatcher_and_one_started_again_goes_on(fact_class):
    heard = []
    bus.subscribe(fact_class, "tests.one")(lambda fact: heard.append(fact.number))
    stop, faults = threading.Event(), []

    def keep_going():
        while not stop.is_set():
            close_old_connections()
            try:
                bus.run_dispatcher(stop, look_round=0.05)
            except DatabaseError as fault:
                faults.append(fault)
        connection.close()

    thread = threading.Thread(target=keep_going)
    thread.start()
    try:
        bus.publish(fact_class("north", 1))
        until(lambda: heard == [1])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        bus.publish(fact_class("north", 2))
        until(lambda: heard == [1, 2])
        assert faults
    finally:
        stop.set()
        thread.join(10)


KILLED = """
    import os, sys, threading, time
    import django
    django.setup()
    from django.db import connection
    from tests.bus.conftest import Rang
    from yiwang.bus import api as bus

    @bus.subscribe(Rang, "tests.writes")
    def write(fact):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO tests_heard (number) VALUES (%s)", [fact.number])
        if fact.number == 13 and sys.argv[1] == "stall":
            print("in the middle", flush=True)
            time.sleep(60)

    if sys.argv[1] == "stall":
        bus.run_dispatcher(threading.Event())
    else:
        bus.drain()
"""


def test_a_dispatcher_killed_in_the_middle_loses_nothing_and_repeats_nothing(fact_class):
    bus.subscribe(fact_class, "tests.writes")(lambda fact: None)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tests_heard (number int)")
    try:
        for number in range(30):
            bus.publish(fact_class(f"bell {number % 3}", number))
        environment = os.environ | {"YIWANG_TEST_DATABASE": connection.settings_dict["NAME"]}
        script = textwrap.dedent(
            "from django.conf import settings\n"
            "import os\n"
            "settings.DATABASES['default']['NAME'] = os.environ['YIWANG_TEST_DATABASE']\n"
        ) + textwrap.dedent(KILLED)

        def dispatcher(how):
            return subprocess.Popen(
                [sys.executable, "-c", script, how], env=environment, stdout=subprocess.PIPE, text=True
            )

        stalled = dispatcher("stall")
        assert stalled.stdout.readline().strip() == "in the middle"
        stalled.send_signal(signal.SIGKILL)
        stalled.wait()
        # The server notices the lost session on its own; until then the rows stay locked and are skipped.
        until(lambda: dispatcher("finish").wait() == 0 and bus.waiting() == 0, seconds=30)
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM tests_heard ORDER BY number")
            assert [number for (number,) in cursor.fetchall()] == list(range(30))
        assert Delivery.objects.filter(state="done").count() == 30
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE tests_heard")
