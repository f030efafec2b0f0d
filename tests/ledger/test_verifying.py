"""Checking the log finds every kind of tampering, and names the first broken leaf."""

import pytest
from django.db import connection

from yiwang.crypto import api as crypto
from yiwang.ledger import api as ledger
from yiwang.ledger.rules.positions import node_position, nodes_before
from yiwang.ledger.services import sequence as sequencer

pytestmark = pytest.mark.django_db

SIZE = 40


@pytest.fixture
def numbers(write):
    """Forty entries in four heads of ten."""
    numbers = write(SIZE)
    while ledger.sequence(10):
        pass
    assert ledger.verify_log().ok
    return numbers


def test_a_whole_log_passes_in_chunks_of_any_size(numbers):
    for chunk in (1, 3, 10, 39, 40, 1000):
        report = ledger.verify_log(chunk=chunk)
        assert (report.ok, report.size, report.first_broken) == (True, SIZE, None)


@pytest.mark.parametrize("column", ["act", "by", "subject", "person", "purpose", "detail"])
def test_a_changed_entry_is_named(numbers, tamper, column):
    for broken in (23, 31):  # the first of several is the one named
        tamper(f"UPDATE ledger_entry SET {column} = {column} || ' ' WHERE id = %s", numbers[broken])
    report = ledger.verify_log(chunk=7)
    assert (report.ok, report.first_broken) == (False, 23)
    assert str(numbers[23]) in report.reason.en


def test_a_changed_time_is_named(numbers, tamper):
    tamper("UPDATE ledger_entry SET at = at + interval '1 microsecond' WHERE id = %s", numbers[5])
    assert ledger.verify_log().first_broken == 5


def test_a_deleted_entry_is_named(numbers, tamper):
    tamper("DELETE FROM ledger_entry WHERE id = %s", numbers[17])
    report = ledger.verify_log()
    assert report.first_broken == 17
    assert "deleted" in report.reason.en


def test_an_entry_deleted_with_its_leaf_is_named(numbers, tamper):
    tamper("DELETE FROM ledger_entry WHERE id = %s", numbers[17])
    tamper("DELETE FROM ledger_leaf WHERE index = 17")
    assert ledger.verify_log().first_broken == 17


def test_reordered_leaves_are_named(numbers, tamper):
    tamper("UPDATE ledger_leaf SET entry_id = -entry_id WHERE index IN (8, 9)")
    tamper("UPDATE ledger_leaf SET entry_id = CASE index WHEN 8 THEN %s ELSE %s END WHERE index IN (8, 9)",
           numbers[9], numbers[8])  # fmt: skip
    assert ledger.verify_log().first_broken == 8


def test_leaves_reordered_with_their_hashes_are_named(numbers, tamper):
    tamper("UPDATE ledger_leaf SET index = -1 WHERE index = 8")
    tamper("UPDATE ledger_leaf SET index = 8 WHERE index = 9")
    tamper("UPDATE ledger_leaf SET index = 9 WHERE index = -1")
    report = ledger.verify_log()
    assert report.first_broken == 8
    assert "8 to 9" in report.reason.en


def rehash(tamper, number, index):
    """Make the stored leaf fit an entry that was changed."""
    from yiwang.ledger.rows import ENTRY_COLUMNS, leaf_text_of

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {ENTRY_COLUMNS} FROM ledger_entry e WHERE e.id = %s", [number])
        leaf = crypto.leaf_hash(leaf_text_of(cursor.fetchone()).encode())
    tamper("UPDATE ledger_leaf SET hash = %s WHERE index = %s", leaf, index)


def test_an_entry_changed_with_its_leaf_is_named_to_the_pair(numbers, tamper):
    tamper("UPDATE ledger_entry SET by = 'account:2' WHERE id = %s", numbers[27])
    rehash(tamper, numbers[27], 27)
    report = ledger.verify_log()
    assert report.first_broken == 26
    assert "26 to 27" in report.reason.en


def rebuild_nodes(tamper):
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM ledger_leaf ORDER BY index")
        leaves = [bytes(value) for (value,) in cursor.fetchall()]
    tree = crypto.MerkleFrontier()
    for leaf in leaves:
        for full in tree.append(leaf):
            position = node_position(full.level, full.index)
            tamper("UPDATE ledger_node SET hash = %s WHERE position = %s", full.hash, position)


def test_a_log_rewritten_up_to_its_heads_is_caught_by_the_first_head_it_cannot_forge(numbers, tamper):
    tamper("UPDATE ledger_entry SET by = 'account:2' WHERE id = %s", numbers[27])
    rehash(tamper, numbers[27], 27)
    rebuild_nodes(tamper)
    report = ledger.verify_log()
    # The head of 20 still holds, the head of 30 does not: the change lies behind leaf 20.
    assert report.first_broken == 20
    assert "head of size 30" in report.reason.en


def test_a_changed_node_is_caught(numbers, tamper):
    tamper("UPDATE ledger_node SET hash = sha256(hash) WHERE position = %s", node_position(2, 3))
    assert ledger.verify_log().first_broken == 12


def test_a_tail_that_was_cut_off_is_caught_by_the_signed_head(numbers, tamper):
    tamper("DELETE FROM ledger_entry WHERE id >= %s", numbers[35])
    tamper("DELETE FROM ledger_leaf WHERE index >= 35")
    tamper("DELETE FROM ledger_node WHERE position >= %s", nodes_before(35))
    assert ledger.verify_log().first_broken == 35


def cut_off(tamper, numbers, size):
    """Remove everything from a leaf on, heads and all: the log then looks as it did when it ended there."""
    tamper("DELETE FROM ledger_entry WHERE id >= %s", numbers[size])
    tamper("DELETE FROM ledger_leaf WHERE index >= %s", size)
    tamper("DELETE FROM ledger_node WHERE position >= %s", nodes_before(size))
    tamper("DELETE FROM ledger_head WHERE size > %s", size)


def test_a_tail_cut_off_with_its_heads_is_caught_by_a_witness(numbers, tamper):
    witness = ledger.signed_tree_head()
    cut_off(tamper, numbers, 30)
    assert ledger.verify_log().ok  # nothing inside the house remembers
    report = ledger.verify_log(witnesses=[witness])
    assert (report.ok, report.first_broken) == (False, 30)
    assert "cut off" in report.reason.en


def test_a_log_rewritten_and_signed_anew_is_caught_by_a_witness(numbers, tamper, write):
    witness = ledger.signed_tree_head()
    cut_off(tamper, numbers, 30)
    write(10)
    assert ledger.verify_log().ok
    report = ledger.verify_log(witnesses=[witness])
    assert (report.ok, report.first_broken) == (False, 30)
    assert "rewritten from leaf 30" in report.reason.en


def test_an_honest_witness_agrees_with_a_log_that_grew(numbers, write):
    witnesses = [ledger.signed_tree_head()]
    write(5)
    ledger.sequence()
    witnesses.append(ledger.signed_tree_head())
    write(5)
    assert ledger.verify_log(witnesses=witnesses, chunk=8).ok


def test_a_leaf_without_a_head_is_caught(numbers, tamper):
    tamper("DELETE FROM ledger_head WHERE size = 40")
    report = ledger.verify_log()
    assert report.first_broken == 30
    assert "No signed head" in report.reason.en


@pytest.mark.parametrize("column", ["root", "signature"])
def test_a_forged_head_is_caught(numbers, tamper, column):
    tamper(
        f"UPDATE ledger_head SET {column} = set_byte({column}, 8, get_byte({column}, 8) # 1) WHERE size = 20"
    )
    report = ledger.verify_log()
    assert report.first_broken == 10
    assert "size 20" in report.reason.en


def test_a_head_signed_by_another_key_is_caught(numbers, tamper):
    forger = crypto.sm2_generate()
    tamper("UPDATE ledger_head SET signature = %s WHERE size = 40", crypto.sm2_sign(forger.private, b"x"))
    assert ledger.verify_log().first_broken == 30


def test_an_entry_taken_out_of_the_queue_is_caught(numbers, tamper, write):
    (lost,) = write(1)
    tamper("DELETE FROM ledger_pending WHERE entry_id = %s", lost)
    report = ledger.verify_log()
    assert not report.ok
    assert f"Entry {lost}" in report.reason.en


def test_an_entry_deleted_before_it_was_placed_is_caught(numbers, tamper, write):
    gone, stays = write(2)
    tamper("DELETE FROM ledger_entry WHERE id = %s", gone)
    report = ledger.verify_log()
    assert not report.ok
    assert report.reason.en == f"Entry {gone} was deleted before it was placed."
    assert ledger.prove(stays).index == SIZE
    assert sequencer.sequence() == 0
