"""Real-estate unit numbers (GB/T 37346-2019): 28 characters that say where a home stands. The layout is data."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NOTHING = "W", "00000000"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the number."""

    name: str
    length: int
    pattern: re.Pattern[str]


@cache
def layout() -> tuple[Part, ...]:
    """The parts, in order."""
    data = tomllib.loads((files("yiwang.registers") / "data" / "unit_number.toml").read_text("utf-8"))
    return tuple(
        Part(part["name"], part["length"], re.compile(part["pattern"], re.ASCII)) for part in data["parts"]
    )


def parts_of(number: str) -> Mapping[str, str]:
    """The parts of a number by name. Raises ValueError when it is not of the layout."""
    if len(number) != sum(part.length for part in layout()):
        raise ValueError(number)
    parts: dict[str, str] = {}
    at = 0
    for part in layout():
        text = number[at : at + part.length]
        if not part.pattern.fullmatch(text):
            raise ValueError(number)
        parts[part.name] = text
        at += part.length
    nothing_stands = parts["fixture_kind"] == _NOTHING[0]
    if nothing_stands != (parts["fixture"] == _NOTHING[1]):
        raise ValueError(number)
    return parts


def home_number(*, village_code: str, parcel_kind: str, parcel: int, building: int, home: int) -> str:
    """The number of a home in a building, in the village (12 digits) whose code stands for its cadastral district.

    Raises ValueError when a serial does not fit its places.
    """
    number = f"{village_code}{parcel_kind}{parcel:05}F{building:04}{home:04}"
    parts_of(number)
    return number
