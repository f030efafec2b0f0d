"""QR codes drawn from moulds are those that segno draws, square by square."""

from collections.abc import Iterator

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from segno import encoder

from yiwang.seals.page.qr_grid import squares


@pytest.fixture(autouse=True, scope="module")
def no_needless_padding() -> Iterator[None]:
    """segno puts a zero byte behind texts that end where a byte ends; readers skip it, the standard does not ask for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder, "write_padding_bits", lambda buffer, version, length: None)
        yield


def by_segno(text: str) -> list[bytes]:
    drawn = segno.make_qr(text, mode="byte", encoding="utf-8", error="m", boost_error=False, mask=3)
    return [bytes(row) for row in drawn.matrix]


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_is_drawn_as_segno_draws_it(text: str) -> None:
    assert squares(text) == by_segno(text)


@pytest.mark.parametrize("version", range(1, 41))
def test_every_size_is_right_up_to_its_last_byte(version: int) -> None:
    from yiwang.seals.page.qr_grid import _mould

    mould = _mould(version)
    full = "滨" * (mould.capacity // 3) + "x" * (mould.capacity % 3)
    assert squares(full) == by_segno(full)
    assert len(squares(full)) == mould.size
    if version < 40:
        assert len(squares(full + "x")) == mould.size + 4


def test_more_than_fits_is_refused() -> None:
    with pytest.raises(ValueError, match="2332 bytes"):
        squares("x" * 2332)
