"""Region codes, GB/T 2260 and GB/T 10114, with their history since 1980.

A code is written short (`37`, `3716`, `371602`, `371602001`, `371602001001`) or padded with zeros to 6, 9 or
12 digits.
"""

import re
from datetime import date
from functools import cache
from importlib.resources import files

from yiwang.codes.errors import BadCode
from yiwang.text import Text

_LENGTHS = (2, 4, 6, 9, 12)
#: Numbers of residence permits for people from Taiwan begin with this; it is no region of GB/T 2260.
_TAIWAN_PERMIT = "830000"


def short_region_code(code: str) -> str:
    """The shortest form of a code: `371600` and `371600000000` → `3716`. Raises `BadCode` (`shape`)."""
    if re.fullmatch(r"[1-9]\d(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?", code, re.ASCII):
        for length in _LENGTHS:
            if not code[length:].strip("0"):
                return code[:length]
    raise BadCode(
        "shape",
        Text(
            f"行政区划代码“{code}”应为2、4、6、9或12位数字",
            f"Region code “{code}” must be 2, 4, 6, 9 or 12 digits",
        ),
        Text("请从行政区划列表中选择。", "Please choose from the list of regions."),
    )


def region_level(code: str) -> int:
    """1 province, 2 city, 3 county, 4 town or street, 5 village or community."""
    return _LENGTHS.index(len(short_region_code(code))) + 1


def region_prefixes(code: str) -> tuple[str, ...]:
    """The short codes of all regions that hold `code`, from the province inwards, itself last."""
    short = short_region_code(code)
    return tuple(short[:length] for length in _LENGTHS if length <= len(short))


@cache
def _history() -> dict[str, tuple[tuple[int, str], ...]]:
    history = {}
    table = files("yiwang.codes").joinpath("data/regions.tsv").read_text("utf-8")
    for line in table.splitlines():
        code, *entries = line.split("\t")
        pairs = (entry.split("=") for entry in entries)
        history[code] = tuple((int(year or 0), name) for year, name in pairs)
    return history


def _six(code: str) -> str:
    return short_region_code(code)[:6].ljust(6, "0")


def region_known(code: str) -> bool:
    """Whether the province, city or county of `code` has ever been in force since 1980."""
    return _six(code) in _history() or _six(code) == _TAIWAN_PERMIT


def region_name_on(code: str, on: date) -> str | None:
    """The name of the province, city or county on a day; changes count from 1 January of their year.

    None when the code was not in force then, or has never been.
    """
    name = ""
    for year, changed in _history().get(_six(code), ()):
        if year <= on.year:
            name = changed
    return name or None


def regions_on(prefix: str, on: date) -> tuple[tuple[str, str], ...]:
    """(code, name) of the county-level regions under a short prefix that were in force on a day."""
    codes = (code for code in _history() if code.startswith(prefix) and code[4:] != "00")
    named = ((code, region_name_on(code, on)) for code in codes)
    return tuple((code, name) for code, name in named if name)


def regions_ever() -> frozenset[str]:
    """The six-digit codes of every province, city and county in force at any time since 1980."""
    return frozenset(_history()) | {_TAIWAN_PERMIT}
