"""The city's face: its name, colour and telephone, supplied by the city pack."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from yiwang.text import Text

#: WCAG 2.2 1.4.3: text of ordinary size needs this ratio against its ground.
LEAST_CONTRAST = 4.5


@dataclass(frozen=True)
class Brand:
    """What a page says about the city it serves; `accent` is `#rrggbb` and must carry white text."""

    slug: str
    city: Text
    site: Text
    accent: str
    owner: Text
    hotline: str = "12345"


NEUTRAL = Brand(
    slug="yiwang",
    city=Text("本市", "City"),
    site=Text("一网", "Yiwang"),
    accent="#0f5f6b",
    owner=Text("政务服务主管部门", "Government services authority"),
)

_source: Callable[[], Brand] | None = None


def set_source(source: Callable[[], Brand]) -> None:
    """Register who knows the brand of the running city; it is asked on every page."""
    global _source
    _source = source


def brand() -> Brand:
    """The brand of the running city, or a neutral one while no city pack is applied."""
    return _source() if _source else NEUTRAL


def contrast_with_white(colour: str) -> float:
    """WCAG contrast ratio (1–21) of `#rrggbb` against white; raises ValueError for another notation."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"not a #rrggbb colour: {colour}")
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
