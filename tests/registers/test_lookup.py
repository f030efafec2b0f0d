"""Asking a register: what it says, who asked, and what happens when it cannot answer."""

from datetime import date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from yiwang.access import api as access
from yiwang.ledger import api as ledger
from yiwang.registers import api as registers
from yiwang.registers.identity import FirmRepresentatives, ModelCity, PopulationIdentity
from yiwang.registers.models import Firm, Person

OPERATOR = access.Actor(
    "account:9", "staff", "刘洋", account_id=9, mfa=True,
    roles=frozenset({access.Role("operator", "3716-big-data", "3716")}),
)  # fmt: skip
CLERK = access.Actor(
    "account:5", "staff", "张敏", account_id=5, mfa=True,
    roles=frozenset({access.Role("window-clerk", "3716-approval", "3716")}),
)  # fmt: skip


@pytest.fixture
def elder(city: access.Actor) -> str:
    """The identity number of an old resident."""
    return ModelCity().cast(city="binzhou").elder.resident_id


def test_a_record_says_what_from_where_and_as_of_when(elder: str) -> None:
    record = registers.lookup("population", f" {elder.lower()} ", purpose="办理老年证", by="account:17")
    assert record.register == "population"
    assert record.source.zh == "人口库"
    assert record.key == record.fields["resident_id"] == elder
    assert isinstance(record.as_of, datetime)
    assert isinstance(record.fields["birthday"], date)
    assert record.fields["village_code"].startswith(record.fields["area_code"])
    assert set(record.fields) == {
        "resident_id", "name", "name_pinyin", "sex", "birthday", "ethnicity", "household_no", "relation_to_head",
        "address", "village_code", "area_code", "residence_kind", "residence_permit_until", "status", "mobile",
    }  # fmt: skip


def test_every_look_is_on_the_ledger_with_person_and_purpose_and_without_the_number(elder: str) -> None:
    record = registers.lookup("population", elder, purpose="办理老年证", by="account:17")
    (look,) = ledger.looks_at(f"person:{record.person_id}", limit=1)
    assert (look.act, look.by, look.purpose) == ("registers.looked-up", "account:17", "办理老年证")
    assert elder not in str(look)


def test_a_look_costs_two_queries_and_one_line_in_the_ledger(
    elder: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        registers.lookup("population", elder, purpose="办理老年证", by="account:17")


def test_looking_for_somebody_who_is_not_there_is_recorded_too(city: access.Actor) -> None:
    before = len(ledger.trail("register:population"))
    with pytest.raises(registers.NotFound) as refused:
        registers.lookup("population", "11010519491231002X", purpose="办理老年证", by="account:17")
    assert refused.value.remedy.zh
    assert len(ledger.trail("register:population")) == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "  ", "' OR 1=1 --", "110105491231002", "王芳", "9" * 500])
def test_a_key_that_is_none_finds_nothing(key: str) -> None:
    for register in ("population", "legal-person", "housing-fund", "real-estate"):
        with pytest.raises(registers.NotFound):
            registers.lookup(register, key, purpose="测试", by="account:17")


@pytest.mark.django_db
def test_a_register_that_does_not_exist_is_named() -> None:
    with pytest.raises(registers.UnknownRegister, match="weather"):
        registers.lookup("weather", "1", purpose="测试", by="account:17")
    with pytest.raises(registers.UnknownRegister):
        registers.source_state("weather")


def test_nobody_may_look_without_saying_what_for(elder: str) -> None:
    with pytest.raises(registers.PurposeMissing):
        registers.lookup("population", elder, purpose="  ", by="account:17")
    with pytest.raises(registers.PurposeMissing):
        registers.person("1", purpose="", by="account:17")
    with pytest.raises(registers.PurposeMissing):
        registers.search_persons(by=CLERK, purpose="", name="王芳")


def test_a_source_that_an_operator_switched_off_is_down_until_switched_on(elder: str) -> None:
    state = registers.set_outage("population", down=True, by=OPERATOR, reason="演练")
    assert (state.down, state.reason, state.by) == (True, "演练", "account:9")
    with pytest.raises(registers.SourceDown) as down:
        registers.lookup("population", elder, purpose="办理老年证", by="account:17")
    assert down.value.register == "population"
    assert "人口库" in down.value.message.zh
    with pytest.raises(registers.SourceDown):
        PopulationIdentity().verify(name="王芳", resident_id=elder, by="account:17")
    assert {state.slug for state in registers.source_states() if state.down} == {"population"}
    assert not registers.set_outage("population", down=False, by=OPERATOR, reason="演练结束").down
    assert registers.lookup("population", elder, purpose="办理老年证", by="account:17")


@pytest.mark.django_db
def test_only_operators_may_switch_a_source_off() -> None:
    with pytest.raises(access.Refused):
        registers.set_outage("population", down=True, by=CLERK, reason="")
    with pytest.raises(registers.UnknownRegister):
        registers.set_outage("weather", down=True, by=OPERATOR, reason="")


def test_staff_find_people_by_full_name_and_each_one_shown_is_recorded(city: access.Actor) -> None:
    name = Person.objects.earliest("id").name
    found = registers.search_persons(by=CLERK, purpose="窗口代查", name=name, area="3716")
    assert found
    for person in found:
        assert person.name == name
        assert "*" in person.resident_id_masked
        assert ledger.looks_at(f"person:{person.id}", limit=1)[0].by == "account:5"
    elsewhere = registers.search_persons(by=CLERK, purpose="窗口代查", name=name, area="4207")
    assert elsewhere == ()


def test_a_number_finds_exactly_one_person(elder: str) -> None:
    (found,) = registers.search_persons(by=CLERK, purpose="窗口代查", resident_id=elder)
    assert registers.person(found.id, purpose="窗口代查", by=CLERK.ref).resident_id == elder


def test_lists_of_people_cannot_be_browsed(city: access.Actor) -> None:
    for name in ("", "王", "  "):
        with pytest.raises(registers.SearchTooWide):
            registers.search_persons(by=CLERK, purpose="看看", name=name)
    with pytest.raises(access.Refused):
        registers.search_persons(by=access.PUBLIC, purpose="看看", name="王芳")


@pytest.mark.django_db
@pytest.mark.parametrize("person_id", ["", "0", "-1", "abc", "999999999"])
def test_a_person_who_is_not_there_is_not_found(person_id: str) -> None:
    with pytest.raises(registers.NotFound):
        registers.person(person_id, purpose="测试", by="account:5")


def test_name_and_number_must_belong_to_one_living_person(elder: str) -> None:
    name = registers.lookup("population", elder, purpose="测试", by="system:test").fields["name"]
    assert registers.matches_identity(name, elder)
    assert registers.matches_identity("别人", elder) is None
    Person.objects.filter(name=name).update(status="死亡")
    assert registers.matches_identity(name, elder) is None
    answer = PopulationIdentity().verify(name=name, resident_id=elder, by="account:17")
    assert not answer.matches
    assert answer.reason.en


def test_a_firm_is_represented_by_its_head_while_it_is_in_being(city: access.Actor) -> None:
    firm = Firm.objects.filter(status="存续").earliest("credit_code")
    asked = FirmRepresentatives().representative
    head = str(firm.representative_id)
    assert asked(credit_code=firm.credit_code, person_id=head, by="account:17").is_representative
    assert not asked(credit_code=firm.credit_code, person_id="1", by="account:17").is_representative
    assert not asked(credit_code="91350100M000100Y43", person_id=head, by="account:17").is_representative
    Firm.objects.filter(pk=firm.pk).update(status="吊销")
    assert not asked(credit_code=firm.credit_code, person_id=head, by="account:17").is_representative
