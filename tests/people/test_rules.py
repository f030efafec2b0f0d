"""Levels, lockouts, posts and mandates as pure rules."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.people.rules.levels import level_of
from yiwang.people.rules.lockout import ALLOWED_FAILURES, LOCKED_FOR, WINDOW, Failures, after_failure
from yiwang.people.rules.mandates import DEEPEST, LONGEST, Link, chain_holds, may_grant
from yiwang.people.rules.postings import in_force, may_add

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def link(**changes) -> Link:
    usual = {
        "valid_from": NOON - HOUR,
        "valid_until": NOON + 30 * 24 * HOUR,
        "revoked_at": None,
        "scope": ("*",),
        "may_pass_on": True,
    }
    return Link(**(usual | changes))


@given(st.booleans(), st.booleans(), st.booleans())
def test_a_proof_more_never_lowers_the_level(mobile: bool, identity: bool, passkey: bool) -> None:
    level = level_of(mobile_confirmed=mobile, identity_verified=identity, has_passkey=passkey)
    assert level <= level_of(mobile_confirmed=True, identity_verified=True, has_passkey=True) == 3
    assert (level >= 2) == identity


def test_a_passkey_without_a_verified_identity_does_not_reach_level_two() -> None:
    assert level_of(mobile_confirmed=True, identity_verified=False, has_passkey=True) == 1


def test_the_fifth_failure_within_the_window_locks() -> None:
    failures = None
    for _ in range(ALLOWED_FAILURES - 1):
        failures = after_failure(failures, NOON)
        assert not failures.is_locked(NOON)
    failures = after_failure(failures, NOON + timedelta(minutes=1))
    assert failures.is_locked(NOON + timedelta(minutes=1))
    assert not failures.is_locked(NOON + timedelta(minutes=1) + LOCKED_FOR)


def test_slow_failures_never_lock() -> None:
    failures, at = None, NOON
    for _ in range(50):
        at += WINDOW + timedelta(seconds=1)
        failures = after_failure(failures, at)
        assert failures.count == 1
        assert not failures.is_locked(at)


def test_knocking_on_a_locked_door_does_not_lock_it_longer() -> None:
    locked = Failures(ALLOWED_FAILURES, NOON, NOON + LOCKED_FOR)
    again = after_failure(locked, NOON + timedelta(minutes=2))
    assert again.locked_until == locked.locked_until


def test_a_lock_served_starts_afresh() -> None:
    served = Failures(ALLOWED_FAILURES, NOON, NOON + timedelta(minutes=1))
    assert after_failure(served, NOON + timedelta(minutes=2)).count == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
    ],
)
def test_both_ends_of_a_posting_count(day: date, expected: bool) -> None:
    period = {"valid_from": date(2026, 11, 1), "valid_until": date(2026, 11, 30)}
    assert in_force(**period, revoked=False, on=day) is expected
    assert not in_force(**period, revoked=True, on=day)


@pytest.mark.parametrize(("role", "held"), [("operator", {"auditor"}), ("auditor", {"operator"})])
def test_nobody_both_runs_the_platform_and_audits_it(role: str, held: set[str]) -> None:
    verdict = may_add(role, held)
    assert not verdict
    assert verdict.remedy
    assert may_add("approver", {"window-clerk"})


def test_a_chain_holds_only_while_every_link_holds() -> None:
    assert chain_holds([link(), link()], NOON)
    assert not chain_holds([link(), link(valid_until=NOON)], NOON)
    assert not chain_holds([link(revoked_at=NOON), link()], NOON)
    assert not chain_holds([link(valid_from=NOON + HOUR)], NOON)


def test_a_chain_covers_a_matter_only_if_every_link_does() -> None:
    chain = [link(), link(scope=("food-business",))]
    assert chain_holds(chain, NOON, "food-business")
    assert not chain_holds(chain, NOON, "elderly-card")


def test_a_mandate_lasts_a_year_at_most_and_names_something() -> None:
    assert may_grant(scope=["*"], until=NOON + LONGEST, at=NOON)
    assert not may_grant(scope=["*"], until=NOON + LONGEST + HOUR, at=NOON)
    assert not may_grant(scope=["*"], until=NOON, at=NOON)
    assert not may_grant(scope=[], until=NOON + HOUR, at=NOON)
    assert not may_grant(scope=["*"], until=NOON + HOUR, at=NOON, to_self=True)


@pytest.mark.parametrize(
    ("above", "scope", "until"),
    [
        ([link(may_pass_on=False)], ["*"], NOON + HOUR),
        ([link(scope=("food-business",))], ["*"], NOON + HOUR),
        ([link(scope=("food-business",))], ["elderly-card"], NOON + HOUR),
        ([link(valid_until=NOON + HOUR)], ["*"], NOON + 2 * HOUR),
        ([link(revoked_at=NOON)], ["*"], NOON + HOUR),
        ([link()] * DEEPEST, ["*"], NOON + HOUR),
    ],
)
def test_nothing_wider_longer_or_deeper_is_passed_on_than_is_held(above, scope, until) -> None:
    verdict = may_grant(scope=scope, until=until, at=NOON, above=above)
    assert not verdict
    assert all(reason.zh and reason.en for reason in verdict.reasons)


@given(st.integers(1, 29), st.integers(1, 29))
def test_a_mandate_passed_on_never_outlives_the_one_above(above_days: int, below_days: int) -> None:
    above = link(valid_until=NOON + timedelta(days=above_days))
    until = NOON + timedelta(days=below_days)
    allowed = may_grant(scope=["*"], until=until, at=NOON, above=[above]).allowed
    assert allowed == (below_days <= above_days)
