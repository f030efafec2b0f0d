"""Every city's colour carries white text."""

import tomllib
from pathlib import Path

import pytest

from yiwang.theme.brand import LEAST_CONTRAST, NEUTRAL, contrast_with_white

CITIES = sorted(Path("cities").glob("*/city.toml"))


def test_the_contrast_is_wcags() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_another_notation_is_refused() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        contrast_with_white("teal")


@pytest.mark.parametrize("city", CITIES, ids=lambda path: path.parent.name)
def test_every_citys_accent_carries_white_text(city: Path) -> None:
    accent = tomllib.loads(city.read_text(encoding="utf-8"))["brand"]["accent"]
    assert contrast_with_white(accent) >= LEAST_CONTRAST


def test_all_five_cities_are_looked_at() -> None:
    assert len(CITIES) == 5
    assert contrast_with_white(NEUTRAL.accent) >= LEAST_CONTRAST
