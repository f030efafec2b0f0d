"""Texts with places: `{name}` and `{name:date}` in a template, filled with a certificate's values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z]+))?\}")
_STRAY = re.compile(r"[{}]")


@dataclass(frozen=True)
class Value:
    """A value ready to print, in both languages."""

    zh: str
    en: str


def places_of(text: str) -> list[tuple[str, str]]:
    """The names in `text`, each with the format its place asks for (may be empty)."""
    return [(match[1], match[2] or "") for match in PLACE.finditer(text)]


def well_formed(text: str) -> bool:
    """Whether every brace belongs to a place."""
    return not _STRAY.search(PLACE.sub("", text))


def fill(text: str, language: str, value_of: Callable[[str, str], Value]) -> str:
    """`text` with every place filled; `value_of(name, format)` gives the value."""

    def put(match: re.Match[str]) -> str:
        value = value_of(match[1], match[2] or "")
        return value.en if language == "en" else value.zh

    return PLACE.sub(put, text)


def number_from(pattern: str, *, year: int, serial: int, area: str) -> str:
    """A printed certificate number: `{year}`, `{area}` (six digits), `{serial}` or `{serial:07}`."""
    return pattern.format(year=year, serial=serial, area=area[:6].ljust(6, "0"))


def check_number_pattern(pattern: str) -> bool:
    """Whether `number_from` can fill it, and two serials give two numbers."""
    sample: Mapping[str, object] = {"year": 2026, "area": "371600"}
    try:
        first, second = (pattern.format(serial=serial, **sample) for serial in (1, 2))
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
    return first != second
