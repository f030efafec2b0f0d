"""Item codes: 12, 31 and 33 characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.items.rules.item_code import BadItemCode, check_catalog_code, check_item_code, compose

REAL = "11440100007483172Q3440106043001"


def test_a_code_in_public_use_is_taken_apart() -> None:
    code = check_item_code(REAL)
    assert code.credit_code == "11440100007483172Q"
    assert (code.level, code.catalog, code.sequence) == ("3", "440106043001", "")
    assert str(code) == REAL
    assert check_item_code(f"{REAL}01").sequence == "01"


@pytest.mark.parametrize(
    "text",
    [
        "",
        REAL[:-1],
        REAL.replace("Q3", "R3"),  # the body's check digit
        REAL[:18] + "9" + REAL[19:],
        REAL[:21] + "55" + REAL[23:],
        f"{REAL}AB",
        REAL.replace("4", "四"),
    ],
)
def test_a_wrong_code_is_refused(text: str) -> None:
    with pytest.raises(BadItemCode) as refused:
        check_item_code(text)
    assert refused.value.message.en
    assert refused.value.remedy.zh


def test_a_code_is_composed_of_its_parts() -> None:
    assert compose("11440100007483172Q", "3", "440106043001") == REAL


@given(st.text("0123456789", min_size=12, max_size=12))
def test_twelve_digits_are_a_code_when_the_kind_exists(text: str) -> None:
    exists = text[2:4] in {f"{number:02}" for number in range(11)} | {"20"}
    try:
        check_catalog_code(text)
        assert exists
    except BadItemCode:
        assert not exists
