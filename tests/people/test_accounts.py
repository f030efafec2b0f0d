"""Opening accounts and climbing the real-name levels."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.access import api as access
from yiwang.codes.api import BadCode
from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.people import sources
from yiwang.people.models import Account, Lockout, MobileCode

from .conftest import PASSWORD, SYSTEM

pytestmark = pytest.mark.django_db
WANG = ("王桂兰", "37160219490904002X")


def own(row: Account) -> access.Actor:
    return people.actor_of(Account.objects.get(pk=row.pk))


def acts(row: Account) -> list[str]:
    return [entry.act for entry in ledger.trail(row.ref)]


def sent_code(mobile: str) -> str:
    return re.search(r"\d{6}", sources.messages().last_to[mobile]).group()


def test_a_new_account_stands_at_level_zero_and_on_the_ledger(resident) -> None:
    row = resident("wang")
    assert people.account(row.pk).level == 0
    assert "people.registered" in acts(row)
    with pytest.raises(people.UsernameTaken):
        resident("wang")


def test_a_weak_password_is_refused_with_a_remedy(db: None) -> None:
    with pytest.raises(people.WeakPassword) as caught:
        people.register_resident(username="wang", password="12345678")
    assert caught.value.remedy.en


def test_the_code_sent_to_a_mobile_raises_to_level_one(resident) -> None:
    row = resident()
    people.send_mobile_code(account_id=row.pk, mobile="138 0000 1111", by=own(row))
    view = people.confirm_mobile(
        account_id=row.pk, mobile="13800001111", code=sent_code("13800001111"), by=own(row)
    )
    assert view.level == 1
    assert view.mobile_masked == "138****1111"
    assert not MobileCode.objects.exists()


def test_the_mobile_and_the_id_number_are_not_readable_in_the_table(resident) -> None:
    row = resident(name=WANG[0], resident_id=WANG[1], mobile="13800001111")
    stored = " ".join(str(value) for value in vars(row).values())
    assert "13800001111" not in stored
    assert WANG[1] not in stored


def test_a_code_is_good_for_its_own_number_only(resident) -> None:
    row = resident()
    people.send_mobile_code(account_id=row.pk, mobile="13800001111", by=own(row))
    code = sent_code("13800001111")
    with pytest.raises(people.WrongCode):
        people.confirm_mobile(account_id=row.pk, mobile="13900002222", code=code, by=own(row))


def test_an_old_code_is_worth_nothing(resident) -> None:
    row = resident()
    people.send_mobile_code(account_id=row.pk, mobile="13800001111", by=own(row))
    MobileCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(people.WrongCode):
        people.confirm_mobile(
            account_id=row.pk, mobile="13800001111", code=sent_code("13800001111"), by=own(row)
        )


def test_guessing_codes_locks(resident) -> None:
    row = resident()
    people.send_mobile_code(account_id=row.pk, mobile="13800001111", by=own(row))
    for _ in range(5):
        with pytest.raises(people.WrongCode):
            people.confirm_mobile(account_id=row.pk, mobile="13800001111", code="000000x", by=own(row))
    with pytest.raises(people.Locked):
        people.confirm_mobile(
            account_id=row.pk, mobile="13800001111", code=sent_code("13800001111"), by=own(row)
        )
    assert "people.locked" in acts(row)


def test_messages_are_not_sent_without_end(resident) -> None:
    row = resident()
    for _ in range(5):
        people.send_mobile_code(account_id=row.pk, mobile="13800001111", by=own(row))
    with pytest.raises(people.Locked):
        people.send_mobile_code(account_id=row.pk, mobile="13800001111", by=own(row))


def test_a_mobile_belongs_to_one_account(resident) -> None:
    resident("first", mobile="13800001111")
    second = resident("second")
    with pytest.raises(people.MobileTaken):
        people.send_mobile_code(account_id=second.pk, mobile="13800001111", by=own(second))


def test_name_and_number_that_agree_raise_to_level_two(resident) -> None:
    row = resident()
    view = people.verify_identity(account_id=row.pk, name=WANG[0], resident_id=WANG[1], by=own(row))
    assert (view.level, view.person_id, view.name) == (2, "p-1", "王桂兰")
    actor = own(row)
    assert (actor.level, actor.person_id) == (2, "p-1")
    (entry,) = [entry for entry in ledger.trail(row.ref) if entry.act == "people.identity-verified"]
    assert entry.person == "person:p-1"


@pytest.mark.parametrize(("name", "number"), [("张三", WANG[1]), ("王桂兰", "371602199212120010")])
def test_name_and_number_that_disagree_raise_nothing(resident, name: str, number: str) -> None:
    row = resident()
    with pytest.raises((people.IdentityMismatch, BadCode)):
        people.verify_identity(account_id=row.pk, name=name, resident_id=number, by=own(row))
    assert people.account(row.pk).level == 0


def test_five_mismatches_lock_the_check(resident) -> None:
    row = resident()
    for _ in range(5):
        with pytest.raises(people.IdentityMismatch):
            people.verify_identity(account_id=row.pk, name="张三", resident_id=WANG[1], by=own(row))
    with pytest.raises(people.Locked):
        people.verify_identity(account_id=row.pk, name=WANG[0], resident_id=WANG[1], by=own(row))


def test_one_person_has_one_account_and_one_account_one_person(resident) -> None:
    resident("first", name=WANG[0], resident_id=WANG[1])
    second = resident("second")
    with pytest.raises(people.IdentityTaken):
        people.verify_identity(account_id=second.pk, name=WANG[0], resident_id=WANG[1], by=own(second))
    third = resident("third", name="刘强", resident_id="371602199003070073")
    with pytest.raises(people.AlreadyVerified):
        people.verify_identity(
            account_id=third.pk, name="孙丽", resident_id="371602199212120014", by=own(third)
        )


def test_a_register_that_is_down_says_so_and_counts_no_failure(resident, registers) -> None:
    row = resident()
    registers.down = True
    with pytest.raises(people.NoSource):
        people.verify_identity(account_id=row.pk, name=WANG[0], resident_id=WANG[1], by=own(row))
    assert not Lockout.objects.exists()


def test_nobody_proves_anything_for_another_account(resident) -> None:
    row, stranger = resident("wang"), resident("stranger")
    with pytest.raises(access.Refused):
        people.verify_identity(account_id=row.pk, name=WANG[0], resident_id=WANG[1], by=own(stranger))
    with pytest.raises(access.Refused):
        people.send_mobile_code(account_id=row.pk, mobile="13800001111", by=own(stranger))


def test_a_suspended_account_is_nobody(resident) -> None:
    row = resident(name=WANG[0], resident_id=WANG[1])
    people.suspend(account_id=row.pk, reason="本人申请", by=SYSTEM)
    assert own(row) == access.PUBLIC
    people.restore(account_id=row.pk, reason="本人申请", by=SYSTEM)
    assert own(row).level == 2


def test_the_list_of_accounts_is_for_operators_and_auditors(resident, staff) -> None:
    row = resident(name=WANG[0], resident_id=WANG[1])
    clerk = staff("li", "approval.window-clerk")
    clerk.second_factor = True
    for actor in (own(row), people.actor_of(clerk), access.PUBLIC):
        with pytest.raises(access.Refused):
            people.accounts(by=actor)
    auditor = staff("he", "approval.auditor")
    auditor.second_factor = True
    assert [one.username for one in people.accounts(by=people.actor_of(auditor))] == ["he", "li", "wang"]


def test_only_operators_open_staff_accounts(resident) -> None:
    row = resident(name=WANG[0], resident_id=WANG[1])
    for actor in (own(row), access.PUBLIC):
        with pytest.raises(access.Refused):
            people.create_staff(username="boss", password=PASSWORD, name="某", by=actor)
