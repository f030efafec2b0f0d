"""Filling the synthetic registers."""

import time

import pytest

from yiwang.access import api as access
from yiwang.codes import api as codes
from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.registers import api as registers
from yiwang.registers.identity import ModelCity
from yiwang.registers.models import Firm, HousingFundAccount, Person
from yiwang.registers.synthetic.firms import Head, firms
from yiwang.registers.synthetic.places import Village

_LIMIT = 5.0


def test_twenty_thousand_residents_take_less_than_five_seconds(divisions: access.Actor) -> None:
    began = time.process_time()  # ours alone: other tests may share the machine
    made = registers.generate_population("3716", residents=20_000, by=divisions)
    assert time.process_time() - began < _LIMIT
    assert made.made == Person.objects.count() == 20_000


def test_making_it_again_is_no_work_and_leaves_no_trace(city: access.Actor) -> None:
    again = registers.generate_city("3716", residents=800, by=city)
    assert [step.made for step in again] == [0, 0, 0, 0]
    assert [step.register for step in again] == ["population", "legal-person", "housing-fund", "real-estate"]
    assert len(ledger.trail("register:population")) == 1


def test_another_number_of_residents_keeps_the_city_that_stands(city: access.Actor) -> None:
    assert registers.generate_population("3716", residents=900, by=city).total == 800
    assert Person.objects.count() == 800


def test_registers_made_for_one_city_are_not_mixed_with_another(city: access.Actor) -> None:
    with pytest.raises(registers.AlreadyGenerated) as refused:
        registers.generate_population("3701", residents=800, by=city)
    assert refused.value.remedy.zh
    assert Person.objects.count() == 800


@pytest.mark.django_db
def test_without_divisions_nothing_can_be_made() -> None:
    with pytest.raises(registers.NothingToStandOn):
        registers.generate_population("3716", residents=10, by=access.SYSTEM("setup"))
    assert not Person.objects.exists()


def test_firms_and_homes_need_people_and_accounts_need_firms(divisions: access.Actor) -> None:
    with pytest.raises(registers.NothingToStandOn):
        registers.generate_firms("3716", by=divisions)
    with pytest.raises(registers.NothingToStandOn):
        registers.generate_housing_fund("3716", by=divisions)
    with pytest.raises(registers.NothingToStandOn):
        registers.generate_homes("3716", by=divisions)


def test_only_the_house_itself_makes_people(divisions: access.Actor) -> None:
    operator = access.Actor(
        "account:1", "staff", "刘洋", account_id=1, mfa=True,
        roles=frozenset({access.Role("operator", "3716-big-data", "3716")}),
    )  # fmt: skip
    with pytest.raises(access.Refused):
        registers.generate_population("3716", residents=10, by=operator)


def test_numbers_and_mobiles_rest_sealed(city: access.Actor) -> None:
    row = Person.objects.exclude(mobile_sealed="").earliest("id")
    view = registers.person(str(row.pk), purpose="测试", by="system:test")
    assert view.resident_id not in row.resident_sealed
    assert view.mobile not in row.mobile_sealed
    assert len(row.resident_index) == 64


def test_firms_have_valid_codes_different_names_and_living_heads(city: access.Actor) -> None:
    registers_made = Firm.objects.select_related("representative")
    assert len({firm.name for firm in registers_made}) == len(registers_made) == 800 // 13
    for firm in registers_made:
        assert codes.check_credit_code(firm.credit_code).region_code.startswith("3716")
        assert firm.representative.status == "正常"


def test_a_large_city_does_not_run_out_of_names() -> None:
    village = Village("371602001001", "新苑社区居委会", "山东省滨州市滨城区市中街道")
    made = list(firms([Head(1, village)], {"371602": "滨城区"}, "滨州市", 30_000, seed=1))
    assert len({firm.name for firm in made}) == len({firm.credit_code for firm in made}) == 30_000
    assert max(len(firm.name) for firm in made) < 30


def test_accounts_belong_to_people_of_working_age_and_name_real_employers(city: access.Actor) -> None:
    accounts = list(HousingFundAccount.objects.all())
    assert len(accounts) > 50
    employers = set(Firm.objects.values_list("credit_code", "name"))
    for account in accounts:
        assert (account.employer_code, account.employer) in employers
        assert account.deposits
        assert all(run["since"] <= run["until"] for run in account.deposits)
        assert account.balance >= 0
        assert Person.objects.get(resident_index=account.resident_index).name == account.holder


def test_the_sample_cast_fits_its_parts_and_stays_the_same(city: access.Actor) -> None:
    cast = ModelCity().cast(city="binzhou")
    assert cast == ModelCity().cast(city="binzhou")
    elder = registers.lookup("population", cast.elder.resident_id, purpose="测试", by="system:test")
    assert elder.fields["birthday"].year <= 1956
    assert elder.fields["residence_kind"] == "户籍"
    account = registers.lookup("housing-fund", cast.younger.resident_id, purpose="测试", by="system:test")
    assert account.fields["state"] == "正常"
    firm = registers.lookup("legal-person", cast.firm.id, purpose="测试", by="system:test")
    assert firm.person_id == cast.representative.person_id
    assert len({cast.elder, cast.younger, cast.representative, cast.agent}) == 4


@pytest.mark.django_db
def test_there_is_no_cast_before_there_are_people() -> None:
    with pytest.raises(registers.NothingToStandOn):
        ModelCity().cast(city="binzhou")


def test_a_resident_can_be_verified_by_name_and_number(city: access.Actor) -> None:
    cast = ModelCity().cast(city="binzhou")
    account = people.register_resident(username="wangfang", password="a long enough secret 1")
    actor = access.Actor(account.ref, "resident", "王芳", account_id=account.id)
    verified = people.verify_identity(
        account_id=account.id, name=cast.elder.name, resident_id=cast.elder.resident_id, by=actor
    )
    assert verified.person_id == cast.elder.person_id
