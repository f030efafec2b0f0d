"""Residents that do not exist: valid, plausible, the same from the same seed."""

from collections import Counter
from datetime import date

import pytest

from yiwang.codes import api as codes
from yiwang.registers.synthetic.places import Village, home_region, prefixes_of
from yiwang.registers.synthetic.population import AS_OF, Population, SyntheticPerson

COUNTIES = {"371602": "滨城区", "371681": "邹平市", "371603": "沾化区"}
VILLAGES = (
    Village("371602001001", "新苑社区居委会", "山东省滨州市滨城区市中街道"),
    Village("371681100201", "张家村委会", "山东省滨州市邹平市长山镇"),
    Village("371603100201", "北关村", "山东省滨州市沾化区富国街道"),
)


def _people(count: int, seed: int = 1) -> list[SyntheticPerson]:
    return list(Population(VILLAGES, COUNTIES, "3716", seed).residents(count))


@pytest.fixture(scope="module")
def people() -> list[SyntheticPerson]:
    return _people(6000)


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert _people(200) == _people(200)
    assert _people(200) != _people(200, seed=2)


def test_a_larger_city_begins_with_the_same_people() -> None:
    assert _people(500)[:200] == _people(200)


def test_every_number_is_valid_used_once_and_agrees_with_sex_and_birthday(
    people: list[SyntheticPerson],
) -> None:
    assert len({person.resident_id for person in people}) == len(people)
    for person in people:
        checked = codes.check_resident_id(person.resident_id, on=AS_OF)
        assert checked.birthday == person.birthday
        assert checked.sex == ("male" if person.sex == "男" else "female")


def test_ages_are_those_of_a_real_city(people: list[SyntheticPerson]) -> None:
    ages = [AS_OF.year - person.birthday.year for person in people]
    assert 0.14 < sum(age >= 65 for age in ages) / len(ages) < 0.23
    assert 0.12 < sum(age < 15 for age in ages) / len(ages) < 0.20
    assert 0.47 < sum(person.sex == "女" for person in people) / len(people) < 0.53


def test_older_numbers_carry_the_codes_of_their_time(people: list[SyntheticPerson]) -> None:
    locals_before_2000 = [p for p in people if p.birthday.year < 2000 and p.residence_kind == "户籍"]
    former = sum(person.resident_id.startswith("3723") for person in locals_before_2000)
    assert former / len(locals_before_2000) > 0.8
    assert not any(
        person.resident_id.startswith("3723") for person in people if person.birthday > date(2001, 1, 1)
    )


@pytest.mark.parametrize(
    ("county", "born", "code"),
    [
        ("371681", date(1950, 1, 1), "372330"),
        ("371681", date(1999, 1, 1), "372330"),
        ("371681", date(2010, 1, 1), "371626"),
        ("371681", date(2020, 1, 1), "371681"),
        ("371602", date(1990, 1, 1), "372301"),
        ("371603", date(2013, 1, 1), "371624"),
        ("371603", date(2015, 1, 1), "371603"),
    ],
)
def test_a_county_is_found_under_the_code_it_had(county: str, born: date, code: str) -> None:
    assert home_region(county, COUNTIES[county], born, ("3716", "3723")) == code


@pytest.mark.parametrize(
    ("city", "counties", "prefixes"),
    [
        ("3716", COUNTIES.values(), ("3716", "3723")),
        ("3701", ["历下区", "市中区", "章丘区"], ("3701",)),
        ("9999", [], ("9999",)),
    ],
)
def test_a_city_knows_the_prefecture_it_was(
    city: str, counties: list[str], prefixes: tuple[str, ...]
) -> None:
    assert prefixes_of(city, counties) == prefixes


def test_households_hold_together(people: list[SyntheticPerson]) -> None:
    homes: dict[str, list[SyntheticPerson]] = {}
    for person in people[:-10]:
        homes.setdefault(person.household_no, []).append(person)
    for members in homes.values():
        relations = Counter(member.relation for member in members)
        assert members[0].relation == "户主"
        assert relations["户主"] == 1
        assert relations["配偶"] <= 1
        assert len({member.address for member in members}) == 1
        head = members[0]
        for member in members:
            if member.relation in ("子", "女"):
                assert 13 < (member.birthday - head.birthday).days / 365 < 60
            if member.relation in ("父", "母"):
                assert (head.birthday - member.birthday).days / 365 > 20


def test_names_readings_and_mobiles_are_plausible(people: list[SyntheticPerson]) -> None:
    surnames = Counter(person.name[0] for person in people)
    assert {surname for surname, _ in surnames.most_common(3)} == {"王", "李", "张"}
    assert all(2 <= len(person.name) <= 4 for person in people)
    assert all(person.name_pinyin.replace(" ", "").isascii() for person in people)
    mobiles = [person.mobile for person in people if person.mobile]
    assert len(set(mobiles)) == len(mobiles)
    assert all(codes.check_mobile(mobile) == mobile for mobile in mobiles)
    assert not any(person.mobile for person in people if person.birthday.year > 2016)


def test_newcomers_hold_permits_and_numbers_from_elsewhere(people: list[SyntheticPerson]) -> None:
    newcomers = [person for person in people if person.residence_kind == "居住证"]
    assert 0.04 < len(newcomers) / len(people) < 0.14
    assert all(person.permit_until for person in newcomers)
    assert not any(person.permit_until for person in people if person.residence_kind == "户籍")
    assert sum(person.resident_id[:2] != "37" for person in newcomers) / len(newcomers) > 0.8


def test_addresses_lie_in_their_village(people: list[SyntheticPerson]) -> None:
    stems = {village.code: village.town + village.stem for village in VILLAGES}
    assert all(person.address.startswith(stems[person.village_code]) for person in people)
    assert [village.stem for village in VILLAGES] == ["新苑社区", "张家村", "北关村"]
