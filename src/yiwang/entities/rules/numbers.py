"""Identifying numbers: each scheme brings a number as written to the one form by which an entity is known."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from yiwang.codes.api import BadCode, check_credit_code, check_resident_id, regions_ever, upgrade_resident_id

_UNIT = re.compile(r"^\d{12}[GJZ][A-Z]\d{5}([FLQ]\d{8}|W0{8})$")
_PLATE = re.compile(r"^[\u4e00-\u9fff][A-Z][A-Z0-9\u4e00-\u9fff]{4,7}$")
_ANY = re.compile(r"^\S.{0,63}$")
_RESIDENT = re.compile(r"^[1-9]\d{16}[\dX]$")


@dataclass(frozen=True)
class Scheme:
    """`read` gives the one form of a valid number, empty for one that identifies nobody.

    `sql` says the same of a column in DuckDB for what is already in that form; what it does not take goes to `read`.
    With `heads` the first six characters have to be among them as well.
    """

    read: Callable[[str], str]
    sql: str
    heads: Callable[[], frozenset[str]] | None = None


def tidy(text: object) -> str:
    """A number without spaces and hyphens, in half-width capitals."""
    return re.sub(r"[\s\-·]", "", unicodedata.normalize("NFKC", str(text or ""))).upper()


def resident_id(text: str) -> str:
    """18 characters; a number of the first generation is raised to them."""
    number = tidy(text)
    try:
        if len(number) == 15:
            number = upgrade_resident_id(number)
        return check_resident_id(number, on=date.max).number
    except BadCode:
        return ""


def credit_code(text: str) -> str:
    number = tidy(text)
    try:
        check_credit_code(number)
    except BadCode:
        return ""
    return number


def unit_number(text: str) -> str:
    number = tidy(text)
    return number if _UNIT.match(number) else ""


def plate(text: str) -> str:
    number = tidy(text)
    return number if _PLATE.match(number) else ""


def any_number(text: str) -> str:
    number = tidy(text)
    return number if _ANY.match(number) else ""


def birthday_of(text: str) -> str:
    """The day of birth (ISO) written in a resident number, even in one whose check digit is wrong; else empty."""
    number = tidy(text)
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}" if len(number) == 15 else ""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()
    except ValueError:
        return ""


def sex_of(text: str) -> str:
    """男 or 女 as the resident number says; empty when it is none."""
    number = tidy(text)
    at = 16 if len(number) == 18 else 14 if len(number) == 15 else -1
    return "" if at < 0 or not number[at].isdigit() else "男" if int(number[at]) % 2 else "女"


def _resident_sql() -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    digits = " + ".join(f"{weight} * (ord({{0}}[{at}]) - 48)" for at, weight in enumerate(weights, 1))
    return (
        "regexp_full_match({0}, '[1-9][0-9]{{5}}(18|19|20)[0-9]{{2}}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{{3}}[0-9X]')"
        f" AND {{0}}[18] = '10X98765432'[1 + ({digits}) % 11]"
        " AND try_strptime({0}[7:14], '%Y%m%d') IS NOT NULL"
    )


SCHEMES: dict[str, Scheme] = {
    "resident-id": Scheme(resident_id, _resident_sql(), regions_ever),
    # Check digits over 31 characters are no work for SQL; there are few firms beside people.
    "credit-code": Scheme(credit_code, "false"),
    "unit-number": Scheme(
        unit_number, r"regexp_full_match({0}, '\d{{12}}[GJZ][A-Z]\d{{5}}([FLQ]\d{{8}}|W0{{8}})')"
    ),
    "plate": Scheme(plate, "false"),
    "any": Scheme(any_number, "regexp_full_match({0}, '[0-9A-Z]{{1,64}}')"),
}
