"""Unified social credit codes and organisation codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.codes import api as codes

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _code(head: str, region: int, body: str) -> str:
    first16 = f"{head}{region:06}{body}"
    first17 = first16 + codes.organization_code_check_digit(body)
    return first17 + codes.credit_code_check_digit(first17)


valid = st.builds(
    _code,
    st.text("159", min_size=2, max_size=2),
    st.integers(110000, 659999),
    st.text(ALPHABET, min_size=8, max_size=8),
)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "11440100007483172Q",
        "11100000000013338W",
        "91440115618712245T",
        "115113010833722043",
        "113700000045030270",
    ],
)
def test_published_codes_pass(code: str) -> None:
    checked = codes.check_credit_code(code)
    assert checked.registrar + checked.category + checked.region_code + checked.organization_code == code[:17]


def test_the_published_organisation_code_has_its_check_character() -> None:
    assert codes.organization_code_check_digit("D2143569") == "X"


@given(valid)
def test_a_code_with_both_check_digits_passes_in_small_letters_too(code: str) -> None:
    assert codes.check_credit_code(f" {code.lower()}").code == code


@given(valid, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_caught(code: str, place: int, other: str) -> None:
    if other != code[place]:
        with pytest.raises(codes.BadCode):
            codes.check_credit_code(code[:place] + other + code[place + 1 :])


def test_the_inner_check_digit_is_checked_as_well() -> None:
    inner_wrong = "91350100M000100Y5"  # the right 17th character is 4
    with pytest.raises(codes.BadCode, match="第17位"):
        codes.check_credit_code(inner_wrong + codes.credit_code_check_digit(inner_wrong))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("91350100M000100Y4", "length"),
        ("91350100M000100Y4I", "characters"),
        ("9135010OM000100Y43", "characters"),
        ("91350100M000100Y44", "check-digit"),
    ],
)
def test_each_kind_of_wrong_code_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(codes.BadCode) as refused:
        codes.check_credit_code(text)
    assert refused.value.reason == reason
    assert refused.value.remedy.zh
    assert refused.value.remedy.en


@pytest.mark.parametrize("body", ["", "1234567", "1234567890", "12345-78"])
def test_a_body_of_the_wrong_shape_has_no_check_digit(body: str) -> None:
    with pytest.raises(codes.BadCode):
        codes.organization_code_check_digit(body)
    with pytest.raises(codes.BadCode):
        codes.credit_code_check_digit(body)
