"""Work that is put off is queued with the transaction that wanted it, and runs in a worker."""

import threading
import time

import pytest
from django.db import connection, transaction

from yiwang.bus import api as bus

RAN = []


@bus.task("tests.ring", queue="tests")
def ring(*, bell: str) -> None:
    RAN.append(bell)


@bus.task("tests.fail", queue="tests", retries=2)
def fail() -> None:
    raise RuntimeError("no")


@bus.periodic_task("tests.every-minute", "* * * * *", queue="tests")
def tick() -> None:
    RAN.append("tick")


@pytest.fixture
def working():
    """A worker in a thread of its own while the test runs."""
    stop = threading.Event()
    thread = threading.Thread(target=bus.run_tasks, args=(stop,), kwargs={"queues": ["tests"]})
    thread.start()
    yield
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def until(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def jobs() -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text, attempts FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_transaction_that_failed_is_not_queued_and_others_run(working):
    RAN.clear()

    def give_up():
        with transaction.atomic():
            bus.defer(ring, bell="lost")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    with transaction.atomic():
        bus.defer(ring, bell="north")
    until(lambda: "north" in RAN)
    assert "lost" not in RAN


@pytest.mark.django_db(transaction=True)
def test_a_task_that_fails_is_put_back_for_later(working):
    bus.defer(fail)
    until(lambda: ("tests.fail", "todo", 1) in jobs())


@pytest.mark.django_db
def test_a_function_that_is_no_task_cannot_be_put_off():
    with pytest.raises(KeyError):
        bus.defer(print)


def test_a_periodic_task_can_also_be_called():
    RAN.clear()
    tick()
    assert RAN == ["tick"]
