"""Committed entries find their place in the tree, once each, without holding anybody up."""

import random
import threading
import time

import pytest
from django.db import connection, transaction

from yiwang.crypto import api as crypto
from yiwang.ledger import api as ledger
from yiwang.ledger.services import sequence as sequencer


def leaf_hashes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM ledger_leaf ORDER BY index")
        return [bytes(value) for (value,) in cursor.fetchall()]


def in_thread(work):
    """Runs in a session of its own; returns the thread."""

    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_batches_of_any_size_give_the_tree_of_all_leaves(write, seed):
    chance = random.Random(seed)
    for _ in range(6):
        write(chance.randrange(0, 20))
        while ledger.sequence(chance.randrange(1, 9)):
            pass
    leaves = leaf_hashes()
    head = ledger.signed_tree_head()
    assert head.size == len(leaves)
    assert head.root == crypto.tree_root(len(leaves), crypto.stored_nodes(leaves))
    assert ledger.verify_log().ok


@pytest.mark.django_db
def test_a_batch_is_as_large_as_asked_and_in_the_order_of_recording(write):
    numbers = write(10)
    assert ledger.sequence(4) == 4
    assert ledger.signed_tree_head().size == 4
    assert ledger.sequence(100) == 6
    assert ledger.sequence() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry_id FROM ledger_leaf ORDER BY index")
        assert [number for (number,) in cursor.fetchall()] == numbers


@pytest.mark.django_db
def test_the_head_of_an_empty_log_is_signed_too():
    head = ledger.signed_tree_head()
    assert (head.size, head.root) == (0, crypto.EMPTY_ROOT)
    assert ledger.head_is_signed(head, ledger.ledger_key())
    assert ledger.verify_log().ok


@pytest.mark.django_db
def test_a_batch_that_fails_leaves_everything_waiting(write, monkeypatch):
    write(5)

    def broken(*args):
        raise crypto.SignerDown("away")

    with monkeypatch.context() as patch:
        patch.setattr(sequencer, "sign_head", broken)
        with pytest.raises(crypto.SignerDown):
            ledger.sequence()
    assert leaf_hashes() == []
    assert ledger.sequence() == 5
    assert ledger.verify_log().ok


@pytest.mark.django_db(transaction=True)
def test_an_act_that_commits_late_is_placed_late_and_holds_up_nobody(write):
    recorded, may_commit = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            ledger.record("tests.slow", by="a", subject="case:slow")
            recorded.set()
            may_commit.wait(10)

    thread = in_thread(slow)
    assert recorded.wait(10)
    write(3)
    assert ledger.sequence() == 3
    assert ledger.trail("case:slow") == []
    may_commit.set()
    thread.join(10)
    assert ledger.sequence() == 1
    (late,) = ledger.trail("case:slow")
    assert late.index == 3
    assert late.id < ledger.trail("case:0")[0].id
    assert ledger.verify_log().ok


@pytest.mark.django_db(transaction=True)
def test_recording_never_waits_for_the_sequencer(write):
    write(1)
    done = []

    def record():
        began = time.monotonic()
        write(1)
        done.append(time.monotonic() - began)

    with transaction.atomic():
        assert ledger.sequence() == 1  # its lock is held until this transaction ends
        in_thread(record).join(10)
    assert done
    assert done[0] < 1


@pytest.mark.django_db(transaction=True)
def test_rival_sequencers_and_many_recorders_place_every_act_once(write):
    each, recorders = 60, 3
    finished = threading.Event()

    def keep_sequencing():
        while not finished.is_set():
            ledger.sequence(7)

    sequencers = [in_thread(keep_sequencing) for _ in range(2)]
    for thread in [in_thread(lambda: write(each)) for _ in range(recorders)]:
        thread.join(30)
    finished.set()
    for thread in sequencers:
        thread.join(30)
    report = ledger.verify_log(chunk=50)
    assert report.ok, report
    assert report.size == each * recorders


@pytest.mark.django_db(transaction=True)
def test_the_log_may_grow_while_it_is_checked(write):
    write(50)
    finished = threading.Event()

    def keep_growing():
        while not finished.is_set():
            write(3)
            ledger.sequence()

    thread = in_thread(keep_growing)
    try:
        reports = [ledger.verify_log(chunk=10) for _ in range(5)]
    finally:
        finished.set()
        thread.join(30)
    assert all(report.ok for report in reports), reports
