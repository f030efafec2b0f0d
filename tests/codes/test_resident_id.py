"""Resident identity numbers: what is accepted, what is refused, and why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.codes import api as codes

TODAY = date(2026, 11, 22)

numbers = st.builds(
    lambda day, serial: f"371621{day:%Y%m%d}{serial:03}",
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
).map(lambda body: body + codes.resident_id_check_digit(body))


@pytest.mark.parametrize(
    ("number", "sex", "birthday"),
    [
        ("11010519491231002X", "female", date(1949, 12, 31)),
        ("440524188001010014", "male", date(1880, 1, 1)),
    ],
)
def test_published_numbers_pass(number: str, sex: str, birthday: date) -> None:
    checked = codes.check_resident_id(number, on=TODAY)
    assert (checked.sex, checked.birthday, checked.region_code) == (sex, birthday, number[:6])


@given(numbers)
def test_a_number_with_its_check_digit_passes_as_people_type_it(number: str) -> None:
    typed = f" {number[:6]} {number[6:14]} {number[14:].lower()} "
    assert codes.check_resident_id(typed, on=TODAY).number == number


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(codes.BadCode):
        codes.check_resident_id(wrong, on=TODAY)


@given(numbers, st.integers(0, 15))
def test_two_neighbours_swapped_are_always_caught(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(codes.BadCode):
            codes.check_resident_id(swapped, on=TODAY)


@given(numbers.filter(lambda number: number[6:8] == "19"))
def test_a_fifteen_digit_number_upgrades_to_its_eighteen(number: str) -> None:
    assert codes.upgrade_resident_id(number[:6] + number[8:17]) == number


def _with_check(body: str) -> str:
    return body + codes.resident_id_check_digit(body)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("1101051949123100", "length"),
        ("110105491231002", "fifteen-digits"),
        ("11010519491231002A", "characters"),
        ("01010519491231002X", "characters"),
        ("X1010519491231002X", "characters"),
        ("110105194912310021", "check-digit"),
        (_with_check("11010519490231002"), "birthday"),
        (_with_check("11010517991231002"), "birthday"),
        (_with_check("11010520261123002"), "future-birthday"),
        (_with_check("99999919491231002"), "region"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢٨", "characters"),
    ],
)
def test_each_kind_of_wrong_number_is_refused_with_its_reason_and_a_remedy(text: str, reason: str) -> None:
    with pytest.raises(codes.BadCode) as refused:
        codes.check_resident_id(text, on=TODAY)
    assert refused.value.reason == reason
    assert refused.value.message.zh
    assert refused.value.message.en
    assert refused.value.remedy.zh
    assert refused.value.remedy.en


def test_full_width_digits_are_read() -> None:
    assert (
        codes.check_resident_id("１１０１０５１９４９１２３１００２ｘ", on=TODAY).number
        == "11010519491231002X"
    )


def test_a_person_born_today_is_not_in_the_future() -> None:
    assert codes.check_resident_id(_with_check("37162120261122001"), on=TODAY).birthday == TODAY


def test_a_number_from_a_region_that_was_abolished_is_accepted() -> None:
    assert codes.region_name_on("372330", TODAY) is None
    assert codes.check_resident_id(_with_check("37233019850615001"), on=TODAY).region_code == "372330"


def test_holders_of_residence_permits_from_taiwan_hong_kong_and_macao_are_read() -> None:
    for prefix in ("810000", "820000", "830000"):
        assert codes.check_resident_id(_with_check(f"{prefix}19850615001"), on=TODAY).region_code == prefix


@pytest.mark.parametrize("old", ["", "12345", "110105491331002", "1101054912310023", "A10105491231002"])
def test_an_impossible_old_number_cannot_be_upgraded(old: str) -> None:
    with pytest.raises(codes.BadCode):
        codes.upgrade_resident_id(old)


@pytest.mark.parametrize(
    ("day", "age"), [(date(2025, 2, 28), 64), (date(2025, 3, 1), 65), (date(2024, 2, 29), 64)]
)
def test_one_born_on_the_leap_day_turns_older_on_the_first_of_march(day: date, age: int) -> None:
    assert codes.check_resident_id(_with_check("37162119600229001"), on=TODAY).age_on(day) == age
