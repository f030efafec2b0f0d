"""What stewards decide: merge, split, hold apart, pin; undone once; respected by later linkage; ids never reused."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.entities.conftest import (
    BY,
    PURPOSE,
    archive,
    bring,
    golden,
    insured,
    police,
    resident_id,
    staff,
)

from yiwang.access.api import Refused
from yiwang.entities import api as entities
from yiwang.entities.models import Entity, Record, Review
from yiwang.ledger import api as ledger

pytestmark = pytest.mark.django_db


def key() -> str:
    return uuid.uuid4().hex


def ids(*numbers: int) -> tuple[int, ...]:
    found = entities.key_indexes("person", [resident_id(one) for one in numbers])
    return tuple(found[resident_id(one)] for one in numbers)


def partition() -> set[frozenset[int]]:
    """Which records are together now."""
    groups: dict[int, set[int]] = {}
    for record, entity in Record.objects.values_list("pk", "entity"):
        groups.setdefault(entity, set()).add(record)
    return {frozenset(one) for one in groups.values()}


def links() -> dict[int, int | None]:
    return dict(Record.objects.values_list("pk", "entity"))


def merge(one: int, other: int, **given):
    return entities.merge(
        "person", one, other, **{"reason": "同一人", "actor": BY, "transaction_id": key(), **given}
    )


@pytest.fixture
def two(person: str) -> tuple[int, int]:
    """Two people the police and two others know."""
    bring("person", "police-household", police(1), police(2))
    bring("person", "social-insured", insured(1))
    bring("person", "health-archive", archive(2))
    one, other = ids(1, 2)
    return one, other


def test_a_merge_is_one_record_and_undone_it_is_two_again_with_their_ids(two):
    one, other = two
    before = links()
    decision = merge(one, other)
    assert set(links().values()) == {min(one, other)}
    gone = entities.entity("person", max(one, other), by=BY, purpose=PURPOSE)
    assert gone.id == min(one, other)
    assert {line.act for line in entities.changes("person")} >= {"merged"}
    # Later rows of either number go to the one that stands.
    bring(
        "person",
        "tax-person",
        {"resident_id": resident_id(2), "name": police(2)["name"], "updated_at": "2026-11-01"},
    )
    assert Record.objects.get(source__slug="tax-person").entity == min(one, other)
    Record.objects.filter(source__slug="tax-person").delete()
    entities.undo(decision.id, reason="弄错了", actor=BY, transaction_id=key())
    assert links() == before
    assert not Entity.objects.filter(state="merged").exists()


def test_undone_twice_is_refused_and_the_same_request_again_is_not(two):
    decision = merge(*two)
    first = key()
    entities.undo(decision.id, reason="弄错了", actor=BY, transaction_id=first)
    again = entities.undo(decision.id, reason="弄错了", actor=BY, transaction_id=first)
    assert again.undone_at is not None
    with pytest.raises(entities.AlreadyUndone) as refused:
        entities.undo(decision.id, reason="再来", actor=BY, transaction_id=key())
    assert "撤销" in refused.value.message.zh
    assert refused.value.remedy.zh
    with pytest.raises(entities.NoSuchDecision):
        entities.undo(10**9, reason="", actor=BY, transaction_id=key())


def test_a_decision_sent_twice_is_made_once(two):
    sent = key()
    assert merge(*two, transaction_id=sent) == merge(*two, transaction_id=sent)
    assert len(entities.decisions("person", actor=BY)) == 1


def test_split_gives_records_the_id_they_came_with_or_a_fresh_one(two):
    one, other = two
    before = links()
    merge(one, other)
    came = [record for record, entity in before.items() if entity == other]
    entities.split("person", one, came, reason="两人", actor=BY, transaction_id=key())
    assert links() == before
    newest = max(Entity.objects.values_list("pk", flat=True))
    (health,) = Record.objects.filter(source__slug="health-archive").values_list("pk", flat=True)
    said = entities.split("person", other, [health], reason="错挂", actor=BY, transaction_id=key())
    fresh = links()[health]
    assert fresh is not None
    assert fresh > newest
    assert said.other == fresh
    # The same number does not bring them together again, whatever arrives.
    bring("person", "health-archive", archive(2, updated_at="2026-11-20 08:00:00"))
    assert links()[health] == fresh
    entities.undo(said.id, reason="没错", actor=BY, transaction_id=key())
    assert links() == before
    assert fresh not in links().values()
    # An id is never given to somebody else.
    bring("person", "police-household", police(3))
    assert ids(3)[0] > fresh


def test_held_apart_stays_apart_and_a_merge_over_it_is_refused(two):
    entities.mark_different("person", *two, reason="双胞胎", actor=BY, transaction_id=key())
    before = links()
    with pytest.raises(entities.NotTogether) as refused:
        merge(*two)
    assert "撤销" in refused.value.message.zh
    assert links() == before
    assert [one.act for one in entities.decisions("person", actor=BY)] == ["different"]


def test_what_cannot_be_decided_says_why(two):
    one, other = two
    with pytest.raises(entities.NotTogether):
        merge(one, one)
    with pytest.raises(entities.NoSuchEntity):
        merge(one, 10**9)
    with pytest.raises(entities.NotTogether):
        merge(one, other, reason=" ")
    every = [record for record, entity in links().items() if entity == one]
    for chosen in ([], every, [every[0], 10**9]):
        with pytest.raises(entities.NotTogether):
            entities.split("person", one, chosen, reason="x", actor=BY, transaction_id=key())
    for role in ("data-officer", "operator", "window-clerk"):
        with pytest.raises(Refused):
            merge(one, other, actor=staff(role))


def test_a_pinned_value_stands_until_it_is_undone(two):
    one, _ = two
    said = entities.pin(
        "person", one, "mobile", "13700000000", reason="本人来电", actor=BY, transaction_id=key()
    )
    view = golden("person", resident_id(1))
    assert (view.value("mobile"), view.attributes["mobile"].pinned) == ("13700000000", True)
    bring("person", "social-insured", insured(1, mobile="13611112222", updated_at="2026-11-01"))
    assert golden("person", resident_id(1)).value("mobile") == "13700000000"
    assert [line.attributes for line in entities.changes("person")][-1] == ("mobile",)
    entities.undo(said.id, reason="已更新", actor=BY, transaction_id=key())
    assert golden("person", resident_id(1)).value("mobile") == "13611112222"
    with pytest.raises(entities.NotTogether):
        entities.pin("person", one, "shoes", "43", reason="x", actor=BY, transaction_id=key())


def twins() -> tuple[dict, dict]:
    """Born on one day at one address, with one surname; the second has no number."""
    first = police(11, name="王国强")
    return first, archive(11, resident_id="", name="王国刚", mobile="")


def test_a_doubt_waits_for_a_steward_and_is_decided_once(person):
    first, second = twins()
    bring("person", "police-household", first)
    done = bring("person", "health-archive", second)
    assert done.doubts == 1
    steward = BY
    (waiting,), cursor = entities.reviews("person", actor=steward)
    assert cursor == ""
    assert waiting.left == {}
    pair = entities.review(waiting.id, actor=steward)
    assert {pair.left["name"], pair.right["name"]} == {"王国强", "王国刚"}
    assert any(one.field == "name" for one in pair.weights)
    entity = entities.key_index("person", resident_id(11))
    assert [line.purpose for line in ledger.trail(f"entity:person:{entity}")][-1] == "关联复核"
    said = entities.decide_review(
        waiting.id, same=False, reason="双胞胎", actor=steward, transaction_id=key()
    )
    assert entities.reviews("person", actor=steward) == ((), "")
    with pytest.raises(entities.ReviewClosed):
        entities.decide_review(waiting.id, same=True, reason="", actor=steward, transaction_id=key())
    # The answer holds when the same record comes again, and is asked anew once it is undone.
    bring("person", "health-archive", {**second, "updated_at": "2026-11-01"})
    assert entities.reviews("person", actor=steward) == ((), "")
    entities.undo(said.id, reason="", actor=steward, transaction_id=key())
    (again,), _ = entities.reviews("person", actor=steward)
    entities.decide_review(again.id, same=True, reason="同一人", actor=steward, transaction_id=key())
    assert len({*links().values()}) == 1
    assert Review.objects.get(pk=again.id).state == "merged"


def test_an_explanation_names_fields_and_no_values(person):
    first, second = twins()
    bring("person", "police-household", first)
    bring("person", "health-archive", second)
    left, right = sorted({one for one in links().values() if one is not None})
    told = entities.explain("person", left, right, by=BY)
    assert (told.together, told.trap is not None) == (False, True)
    assert told.weight == pytest.approx(told.prior + sum(one.bits for one in told.weights))
    assert "王国" not in str(told)
    merge(left, right)
    records = sorted(links())
    told = entities.explain("person", *records, by=BY, records_of=True)
    assert (told.together, [one.act for one in told.decisions]) == (True, ["merge"])


ROWS = (
    ("police-household", police(1)),
    ("police-household", police(2)),
    ("social-insured", insured(1)),
    ("health-archive", archive(2, resident_id="")),
    ("health-archive", archive(1, resident_id="", name="王国")),
    ("social-insured", insured(2, name="李大勇", sex="女", birthday="1999-03-04", mobile="13900000000")),
)


def shape() -> set[frozenset[bytes]]:
    groups: dict[int, set[bytes]] = {}
    for record, entity in Record.objects.values_list("key", "entity"):
        groups.setdefault(entity, set()).add(bytes(record))
    return {frozenset(one) for one in groups.values()}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(ROWS))))
def test_the_order_of_arrival_does_not_matter(person, order):
    from django.db import transaction

    shapes = []
    for sequence in (range(len(ROWS)), order):
        with transaction.atomic():
            for at in sequence:
                bring("person", ROWS[at][0], ROWS[at][1])
            shapes.append(shape())
            transaction.set_rollback(True)
    assert shapes[0] == shapes[1]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=3))
def test_whatever_was_merged_and_taken_back_is_as_before(person, pairs):
    from django.db import transaction

    with transaction.atomic():
        bring("person", "police-household", *(police(one) for one in range(1, 5)))
        bring("person", "social-insured", *(insured(one) for one in range(1, 4)))
        before, said = links(), []
        for one, other in pairs:
            left, right = ids(one, other) if one != other else (0, 0)
            if left != right:
                said.append(merge(left, right))
        for decision in reversed(said):
            entities.undo(decision.id, reason="撤销", actor=BY, transaction_id=key())
        assert links() == before
        transaction.set_rollback(True)
