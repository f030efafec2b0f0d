"""The kernels for codes agree, value by value, with the codes room."""

from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from yiwang.codes import api as codes
from yiwang.quality.engine.almanacs import almanac
from yiwang.quality.rules.kernels import credit_codes, resident_ids, text_of

ON = date(2026, 11, 25)
GOOD_IDS = ("11010519491231002X", "440524188001010014")
GOOD_CODES = (
    *("91350100M000100Y43", "11440100007483172Q", "11100000000013338W"),
    *("91440115618712245T", "115113010833722043"),
)


def _spoiled(good: tuple[str, ...], alphabet: str) -> st.SearchStrategy[str]:
    """A right code with up to two characters changed, or cut short."""
    return st.builds(
        lambda code, changes, cut: "".join(changes.get(place, one) for place, one in enumerate(code))[:cut],
        st.sampled_from(good),
        st.dictionaries(st.integers(0, 17), st.sampled_from(alphabet), max_size=2),
        st.sampled_from([18, 18, 18, 17, 15]),
    )


def _says(number: str) -> str:
    try:
        codes.check_resident_id(number, on=ON)
    except codes.BadCode as wrong:
        return wrong.reason
    return ""


@given(st.lists(_spoiled(GOOD_IDS, "0123456789X"), min_size=1, max_size=40))
def test_identity_numbers(numbers: list[str]) -> None:
    known = almanac(ON)
    ids = resident_ids(text_of(pa.array(numbers)), regions=known.ever, today=known.today)
    for row, number in enumerate(numbers):
        if len(number) != 18:
            continue
        right = bool(ids.shaped[row] and ids.dated[row] and ids.checked[row] and ids.placed[row])
        assert right is (_says(number) == ""), number


def test_old_numbers_of_fifteen_digits_have_dates_and_regions_and_no_check_digit() -> None:
    numbers = ["110105491231002", "110105490231002", "999999491231002", "11010549123100X", None, ""]
    known = almanac(ON)
    ids = resident_ids(text_of(pa.array(numbers)), regions=known.ever, today=known.today)
    assert ids.shaped.tolist() == [True, True, True, False, False, False]
    assert ids.dated.tolist()[:3] == [True, False, True]
    assert ids.placed.tolist()[:3] == [True, True, False]
    assert ids.checked.tolist()[:3] == [True, True, True]
    assert date(1970, 1, 1).toordinal() + int(ids.birthday[0]) == date(1949, 12, 31).toordinal()


def test_a_region_that_was_abolished_is_right_for_a_number_and_not_current() -> None:
    # 372301 was the city of Binzhou until it became a district in 2000.
    known = almanac(ON)
    assert known.ever[372301]
    assert not known.current[372301]
    assert known.current[371602]


def test_a_birthday_after_the_day_of_checking_is_none() -> None:
    body = "37160220261126001"
    number = body + codes.resident_id_check_digit(body)
    for on, right in ((ON, False), (date(2026, 11, 26), True)):
        known = almanac(on)
        ids = resident_ids(text_of(pa.array([number])), regions=known.ever, today=known.today)
        assert bool(ids.dated[0]) is right


@given(st.lists(_spoiled(GOOD_CODES, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"), min_size=1, max_size=40))
def test_credit_codes(written: list[str]) -> None:
    _, checked = credit_codes(text_of(pa.array(written)))
    for row, code in enumerate(written):
        try:
            codes.check_credit_code(code)
            right = True
        except codes.BadCode:
            right = False
        assert bool(checked[row]) is right, code
