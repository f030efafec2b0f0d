"""Drafts are kept for thirty days, sealed, one for an account and an item."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from yiwang.forms import api as forms
from yiwang.forms.models import Draft


@pytest.fixture
def account(db: None) -> int:
    return int(get_user_model().objects.create(username="wang", display_name="王芳").pk)


def save(account: int, **how: object) -> forms.DraftView:
    given = {"item_slug": "elderly-card", "item_version": 1, "data": {"a": "甲"}, **how}
    return forms.save_draft(account_id=account, **given)  # type: ignore[arg-type]


def test_a_draft_is_taken_up_where_it_was_left(account: int) -> None:
    saved = save(account, data={"applicant": {"name": "王芳"}}, step="what")
    again = forms.draft(account_id=account, item_slug="elderly-card")
    assert again == saved
    assert (again.step, again.item_version) == ("what", 1)
    assert again.expires_at - again.saved_at == timedelta(days=30)


def test_saving_again_keeps_the_transaction_and_counts_on(account: int) -> None:
    first, second = save(account), save(account, data={"a": "乙"}, item_version=2)
    assert second.transaction_id == first.transaction_id
    assert (first.revision, second.revision) == (1, 2)
    assert forms.draft(account_id=account, item_slug="elderly-card").item_version == 2
    assert Draft.objects.count() == 1


def test_a_second_window_is_noticed(account: int) -> None:
    first = save(account)
    save(account, expected_revision=first.revision)
    with pytest.raises(forms.DraftConflict):
        save(account, expected_revision=first.revision)


def test_nobody_reads_a_draft_in_the_table(account: int) -> None:
    save(account, data={"name": "王芳", "id": "11010519491231002X"})
    sealed = Draft.objects.get().data_sealed
    assert "王芳" not in sealed
    assert "11010519491231002X" not in sealed


def test_an_expired_draft_is_gone_and_a_new_one_is_new(account: int) -> None:
    first = save(account)
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(forms.DraftMissing):
        forms.draft(account_id=account, item_slug="elderly-card")
    assert forms.drafts_of(account_id=account) == ()
    assert save(account).transaction_id != first.transaction_id


def test_the_worker_forgets_expired_drafts(account: int) -> None:
    save(account)
    save(account, item_slug="other")
    Draft.objects.filter(item_slug="other").update(expires_at=timezone.now() - timedelta(days=1))
    assert forms.drop_expired(at=timezone.now()) == 1
    assert [one.item_slug for one in forms.drafts_of(account_id=account)] == ["elderly-card"]


def test_a_draft_belongs_to_one_account(account: int) -> None:
    save(account)
    with pytest.raises(forms.DraftMissing):
        forms.draft(account_id=account + 1, item_slug="elderly-card")


def test_dropping_twice_is_harmless(account: int) -> None:
    save(account)
    for _ in range(2):
        forms.drop_draft(account_id=account, item_slug="elderly-card")
    assert forms.drafts_of(account_id=account) == ()


def test_a_hostile_draft_is_not_kept(account: int) -> None:
    with pytest.raises(forms.HostileInput):
        save(account, data={"a": "x" * 20_000})
    assert Draft.objects.count() == 0
