"""Posts: who holds which power, where and for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.access import api as access
from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.people.models import Account, Posting

from .conftest import SYSTEM

pytestmark = pytest.mark.django_db


def actor(row: Account, *, mfa: bool = True) -> access.Actor:
    fresh = Account.objects.get(pk=row.pk)
    fresh.second_factor = mfa
    return people.actor_of(fresh)


def test_a_post_gives_its_role_in_its_department_and_area(staff) -> None:
    row = staff("li", "approval.approver")
    (role,) = actor(row).roles
    assert role == access.Role("approver", "3716-approval", "3716")
    assert actor(row).holds("approver", department="3716-approval", area="371602001")
    assert not actor(row).holds("approver", department="3716-education")
    assert not actor(row).holds("approver", area="3706")


@pytest.mark.parametrize(("begin", "end"), [(-30, -1), (1, 30)])
def test_a_post_outside_its_period_gives_nothing(staff, posts, begin: int, end: int) -> None:
    row = staff("li")
    today = timezone.localdate()
    people.grant_post(
        account_id=row.pk,
        post_id=posts["approval.approver"],
        area="3716",
        valid_from=today + timedelta(days=begin),
        valid_until=today + timedelta(days=end),
        by=SYSTEM,
    )
    assert actor(row).roles == frozenset()
    assert people.postings_of(row.pk)[0].in_force is False


def test_a_post_revoked_is_gone_at_once_and_on_the_ledger(staff) -> None:
    row = staff("li", "approval.approver")
    (held,) = people.postings_in_force(row.pk)
    people.revoke_post(posting_id=held.id, reason="调离", by=SYSTEM)
    assert actor(row).roles == frozenset()
    assert Posting.objects.count() == 1
    acts = {entry.act for entry in ledger.trail(row.ref)}
    assert {"people.post-granted", "people.post-revoked"} <= acts
    with pytest.raises(people.NoSuchPosting):
        people.revoke_post(posting_id=held.id, reason="再次", by=SYSTEM)


def test_a_post_is_held_once_and_never_by_a_resident(staff, resident, posts) -> None:
    row = staff("li", "approval.approver")
    for account in (row, resident("wang")):
        with pytest.raises(people.PostClash):
            people.grant_post(
                account_id=account.pk,
                post_id=posts["approval.approver"],
                area="3716",
                valid_from=timezone.localdate(),
                by=SYSTEM,
            )


def test_an_operator_cannot_also_audit(staff, posts) -> None:
    row = staff("li", "approval.operator")
    with pytest.raises(people.PostClash) as caught:
        people.grant_post(
            account_id=row.pk,
            post_id=posts["approval.auditor"],
            area="3716",
            valid_from=timezone.localdate(),
            by=SYSTEM,
        )
    assert "审计员" in caught.value.message.zh


def test_an_operator_grants_posts_to_others_and_never_to_themselves(staff, posts) -> None:
    operator, other = staff("op", "approval.operator"), staff("li")
    grant = {"post_id": posts["approval.approver"], "area": "3716", "valid_from": timezone.localdate()}
    people.grant_post(account_id=other.pk, **grant, by=actor(operator))
    with pytest.raises(access.Refused) as caught:
        people.grant_post(account_id=operator.pk, **grant, by=actor(operator))
    assert "自己" in caught.value.message.zh


def test_an_operator_without_a_second_factor_grants_nothing(staff, posts) -> None:
    operator, other = staff("op", "approval.operator"), staff("li")
    with pytest.raises(access.Refused):
        people.grant_post(
            account_id=other.pk,
            post_id=posts["approval.approver"],
            area="3716",
            valid_from=timezone.localdate(),
            by=actor(operator, mfa=False),
        )


@pytest.mark.parametrize("post", ["approval.approver", "approval.auditor", "approval.leader"])
def test_no_other_post_grants_posts(staff, posts, post: str) -> None:
    row, other = staff("li", post), staff("he")
    with pytest.raises(access.Refused):
        people.grant_post(
            account_id=other.pk,
            post_id=posts["approval.approver"],
            area="3716",
            valid_from=timezone.localdate(),
            by=actor(row),
        )
