"""Real-estate registration: who owns which home, by a number that says where it stands; none on record is an answer."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.access import api as access
from yiwang.crypto.api import blind_index, open_field
from yiwang.ledger import api as ledger
from yiwang.registers import api as registers
from yiwang.registers.adapters.real_estate import RealEstateSource
from yiwang.registers.models import Generation, Home, Person
from yiwang.registers.rules.unit_number import home_number, layout, parts_of

UNIT = "371602001001GB00001F00120003"
HOME: dict[str, Any] = {
    "unit_no": UNIT,
    "certificate_no": "鲁(2019)滨州市不动产权第0012345号",
    "address": "滨州市滨城区黄河五路1号楼1单元101室",
    "area": "118.6",
    "purpose": "住宅",
    "right_kind": "国有建设用地使用权/房屋所有权",
    "holding": "按份共有",
    "share": "60%",
    "registered_on": "2019-03-05",
    "mortgaged": True,
    "seized": False,
}
OPERATOR = access.Actor(
    "account:9", "staff", "刘洋", account_id=9, mfa=True,
    roles=frozenset({access.Role("operator", "3716-big-data", "3716")}),
)  # fmt: skip


class Upstream:
    """A real system that answers as it is told."""

    def __init__(self, *homes: dict[str, Any]) -> None:
        self.homes = homes

    def record(self, resident_id: str) -> dict[str, Any]:
        return {"homes": list(self.homes), "updated_at": None}


def test_the_layout_is_data_with_28_characters_and_a_number_falls_into_its_parts() -> None:
    assert sum(part.length for part in layout()) == 28
    parts = parts_of(UNIT)
    assert (parts["county"], parts["parcel_kind"], parts["fixture_kind"]) == ("371602", "GB", "F")
    assert parts_of("371602001001JC00001W00000000")["fixture"] == "00000000"


@pytest.mark.parametrize(
    "number",
    [
        "",
        UNIT[:-1],
        UNIT + "0",
        UNIT.replace("GB", "XB"),
        UNIT.replace("GB", "GK"),
        UNIT.replace("F", "R"),
        UNIT.replace("F", "W"),
        UNIT.replace("F00120003", "F00000000"),
        UNIT.replace("3716", "３７１６"),
    ],
)
def test_a_number_of_another_shape_is_none(number: str) -> None:
    with pytest.raises(ValueError, match=f"^{number}$"):
        parts_of(number)


@given(st.integers(1, 99_999), st.integers(1, 9999), st.integers(1, 9999))
def test_a_number_made_from_its_parts_gives_them_back(parcel: int, building: int, home: int) -> None:
    made = home_number(
        village_code="371602001001", parcel_kind="GB", parcel=parcel, building=building, home=home
    )
    parts = parts_of(made)
    assert (int(parts["parcel"]), parts["fixture"]) == (parcel, f"{building:04}{home:04}")


def test_homes_stand_in_villages_under_numbers_of_their_own_and_belong_to_residents(
    city: access.Actor,
) -> None:
    homes = list(Home.objects.all())
    assert len(homes) > 150
    assert len({home.certificate_no for home in homes}) == len({home.address for home in homes}) == len(homes)
    residents = set(Person.objects.values_list("resident_index", flat=True))
    for home in homes:
        assert home.unit_no.startswith(home.village_code)
        assert parts_of(home.unit_no)["fixture_kind"] == "F"
        assert home.certificate_no.startswith(f"鲁({home.registered_on.year})滨州市不动产权第")
        assert {owner["resident_index"] for owner in home.owners} <= residents
        shares = [int(owner["share"].removesuffix("%")) for owner in home.owners if owner["share"]]
        assert sum(shares) == (100 if home.holding == "按份共有" else 0)
        assert (len(home.owners) == 1) == (home.holding == "单独所有")
    assert {home.holding for home in homes} == {"单独所有", "共同共有", "按份共有"}
    lived_in = Person.objects.filter(address__in=[home.address for home in homes]).count()
    assert lived_in > Person.objects.count() / 2


def test_a_city_that_stands_gets_the_homes_it_lacks_and_the_same_ones(city: access.Actor) -> None:
    before = list(Home.objects.order_by("unit_no").values("unit_no", "address", "owners", "registered_on"))
    Home.objects.all().delete()
    Generation.objects.filter(pk="real-estate").delete()
    again = registers.generate_city("3716", residents=800, by=city)
    assert [step.made for step in again] == [0, 0, 0, len(before)]
    after = list(Home.objects.order_by("unit_no").values("unit_no", "address", "owners", "registered_on"))
    assert after == before


def test_homes_of_twenty_thousand_residents_take_less_than_three_seconds(divisions: access.Actor) -> None:
    registers.generate_population("3716", residents=20_000, by=divisions)
    began = time.process_time()  # ours alone: other tests may share the machine
    made = registers.generate_homes("3716", by=divisions)
    assert time.process_time() - began < 3.0
    assert made.made == Home.objects.count() > 4000


def test_every_owner_of_a_home_is_told_of_it_and_the_look_is_recorded(city: access.Actor) -> None:
    home = Home.objects.filter(holding="按份共有").earliest("unit_no")
    for owner in home.owners:
        person = Person.objects.get(resident_index=owner["resident_index"])
        number = open_field(person.resident_sealed)
        record = registers.lookup("real-estate", number, purpose="房屋权属证明", by="account:17")
        told = next(one for one in record.fields["homes"] if one["unit_no"] == home.unit_no)
        assert (told["address"], told["share"]) == (home.address, owner["share"])
        assert record.fields["home_count"] == len(record.fields["homes"])
        assert record.fields["has_mortgage"] == any(one["mortgaged"] for one in record.fields["homes"])
        days = [one["registered_on"] for one in record.fields["homes"]]
        assert days == sorted(days, reverse=True)
        (look,) = ledger.looks_at(f"person:{person.pk}", limit=1)
        assert (look.by, look.purpose) == ("account:17", "房屋权属证明")


def test_whoever_owns_none_has_an_answer_too(city: access.Actor) -> None:
    child = Person.objects.exclude(relation__in=["户主", "配偶"]).earliest("pk")
    record = registers.lookup(
        "real-estate", open_field(child.resident_sealed), purpose="测试", by="system:test"
    )
    assert record.fields == {
        "homes": [],
        "home_count": 0,
        "addresses": "",
        "has_mortgage": False,
        "has_seizure": False,
    }
    assert record.person_id == str(child.pk)


def test_an_operator_can_take_it_out_of_use(city: access.Actor) -> None:
    registers.set_outage("real-estate", down=True, by=OPERATOR, reason="演练")
    with pytest.raises(registers.SourceDown) as down:
        registers.lookup("real-estate", "11010519491231002X", purpose="测试", by="account:17")
    assert "不动产登记库" in down.value.message.zh
    registers.set_outage("real-estate", down=False, by=OPERATOR, reason="演练结束")
    record = registers.lookup("real-estate", "11010519491231002X", purpose="测试", by="account:17")
    assert record.fields["home_count"] == 0


@pytest.mark.django_db
def test_a_real_system_answers_in_the_same_words() -> None:
    answer = RealEstateSource(Upstream(HOME)).fetch("11010519491231002X")
    assert answer is not None
    assert answer.fields["homes"][0]["area"] == "118.60"
    assert answer.fields["has_mortgage"] is True
    assert answer.fields["addresses"] == HOME["address"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"unit_no": "1"},
        {"area": "0"},
        {"area": "large"},
        {"holding": "租赁"},
        {"registered_on": "2019年"},
        {"mortgaged": "no"},
        {"seized": None},
    ],
)
def test_what_cannot_be_true_is_not_passed_on(wrong: dict[str, Any]) -> None:
    with pytest.raises(registers.SourceDown):
        RealEstateSource(Upstream(HOME | wrong)).fetch("11010519491231002X")


def test_numbers_rest_as_blind_indexes_only(city: access.Actor) -> None:
    home = Home.objects.earliest("unit_no")
    person = Person.objects.get(resident_index=home.owners[0]["resident_index"])
    assert home.owners[0]["resident_index"] == blind_index(open_field(person.resident_sealed))
    assert open_field(person.resident_sealed) not in str(vars(home))
