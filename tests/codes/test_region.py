"""Region codes and their history."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.codes import api as codes


@pytest.mark.parametrize(
    ("code", "short", "level"),
    [
        ("37", "37", 1),
        ("370000", "37", 1),
        ("3716", "3716", 2),
        ("371600000000", "3716", 2),
        ("371602", "371602", 3),
        ("371602000000", "371602", 3),
        ("371602001", "371602001", 4),
        ("371602001000", "371602001", 4),
        ("371602001001", "371602001001", 5),
    ],
)
def test_short_and_padded_codes_mean_the_same_region(code: str, short: str, level: int) -> None:
    assert codes.short_region_code(code) == short
    assert codes.region_level(code) == level


@pytest.mark.parametrize("code", ["", "3", "371", "37160", "3716020", "07", "三七", "3716020010010"])
def test_codes_of_an_impossible_length_are_refused(code: str) -> None:
    with pytest.raises(codes.BadCode):
        codes.short_region_code(code)


def test_a_village_lies_in_its_town_county_city_and_province() -> None:
    assert codes.region_prefixes("371602001001") == ("37", "3716", "371602", "371602001", "371602001001")


@given(st.from_regex(r"[1-9]\d([1-9]\d([1-9]\d(\d{2}[1-9](\d{2}[1-9])?)?)?)?", fullmatch=True))
def test_the_last_prefix_is_the_region_itself(code: str) -> None:
    if code.isascii():
        assert codes.region_prefixes(code)[-1] == code
        assert len(codes.region_prefixes(code)) == codes.region_level(code)


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("372300", 1985, "惠民地区"),
        ("372300", 1995, "滨州地区"),
        ("372300", 2001, None),
        ("3716", 1999, None),
        ("3716", 2001, "滨州市"),
        ("371624", 2013, "沾化县"),
        ("371624", 2015, None),
        ("371603", 2015, "沾化区"),
        ("371681", 2026, "邹平市"),
        ("371602001", 2026, "滨城区"),
        ("37", 2026, "山东省"),
        ("999999", 2026, None),
    ],
)
def test_a_code_had_its_name_in_its_time(code: str, year: int, name: str | None) -> None:
    assert codes.region_name_on(code, date(year, 6, 30)) == name


def test_the_counties_of_binzhou_before_and_after_the_prefecture_became_a_city() -> None:
    before = dict(codes.regions_on("3723", date(1999, 1, 1)))
    after = dict(codes.regions_on("3716", date(2026, 1, 1)))
    assert before["372330"] == "邹平县"
    assert set(after.values()) == {"滨城区", "沾化区", "惠民县", "阳信县", "无棣县", "博兴县", "邹平市"}


def test_an_abolished_code_is_known_and_an_invented_one_is_not() -> None:
    assert codes.region_known("372330")
    assert not codes.region_known("379999")
