"""Case numbers, mobile numbers and masks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.codes import api as codes

serials = st.integers(1, 999_999)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(days, serials)
def test_a_case_number_is_21_digits_and_reads_back(day: date, serial: int) -> None:
    number = codes.case_number("371602", day, serial)
    assert len(number) == 21
    assert codes.check_case_number(number) == codes.CaseNumber(number, "371602", day, serial)


@given(days, serials, st.integers(0, 20), st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(day: date, serial: int, place: int, shift: int) -> None:
    number = codes.case_number("371602", day, serial)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(codes.BadCode):
        codes.check_case_number(wrong)


@pytest.mark.parametrize(
    ("region", "serial"), [("3716", 1), ("371602", 0), ("371602", 1_000_000), ("a71602", 1)]
)
def test_impossible_parts_make_no_number(region: str, serial: int) -> None:
    with pytest.raises(codes.BadCode):
        codes.case_number(region, date(2026, 1, 1), serial)


@pytest.mark.parametrize("text", ["", "123", "3716022026112200000A1"])
def test_text_that_is_no_case_number_is_refused(text: str) -> None:
    with pytest.raises(codes.BadCode):
        codes.check_case_number(text)


@pytest.mark.parametrize(
    "text", ["13800138000", " 138 0013 8000", "+8613800138000", "138-0013-8000", "１３８００１３８０００"]
)
def test_mobile_numbers_are_read_as_people_type_them(text: str) -> None:
    assert codes.check_mobile(text) == "13800138000"


@pytest.mark.parametrize(
    "text", ["", "12800138000", "1380013800", "138001380000", "05433162345", "١٣٨٠٠١٣٨٠٠٠x"]
)
def test_what_is_no_mobile_number_is_refused(text: str) -> None:
    with pytest.raises(codes.BadCode):
        codes.check_mobile(text)


def test_masks_keep_only_what_recognition_needs() -> None:
    assert codes.mask_resident_id("11010519491231002X") == "110***********002X"
    assert codes.mask_mobile("13800138000") == "138****8000"
    assert codes.mask_name("王芳") == "王*"
    assert codes.mask_name("欧阳小明") == "欧***"


@given(st.text(min_size=1, max_size=30))
def test_a_mask_never_shows_more_than_seven_characters_nor_the_whole(text: str) -> None:
    masked = codes.mask_resident_id(text)
    assert len(masked) == len(text)
    assert len(text) == 1 or masked[1:-1].count("*") or masked.endswith("*")
