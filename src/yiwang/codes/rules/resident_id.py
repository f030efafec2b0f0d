"""Resident identity numbers, GB 11643-1999."""

import re
import unicodedata
from datetime import date

from yiwang.codes.errors import BadCode
from yiwang.codes.rules import iso7064, region
from yiwang.codes.types import ResidentId
from yiwang.text import Text

_SHAPE = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_EARLIEST_YEAR = 1800
_LOOK = Text("请对照身份证核对号码。", "Please compare the number with the identity card.")


def resident_id_check_digit(first17: str) -> str:
    """The 18th character for the first 17 digits. Raises `BadCode` unless these are 17 digits."""
    if not re.fullmatch(r"\d{17}", first17, re.ASCII):
        raise BadCode("length", Text("本体码应为17位数字", "The body must be 17 digits"), _LOOK)
    return iso7064.mod_11_2(first17)


def check_resident_id(text: str, *, on: date) -> ResidentId:
    """Read an 18-character number as people type it (spaces, full-width digits, small x) on the day `on`.

    Raises `BadCode`: fifteen-digits, length, characters, check-digit, birthday, future-birthday, region.
    A region that has been abolished is accepted: the number keeps the county of first registration.
    """
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if re.fullmatch(r"\d{15}", number, re.ASCII):
        raise BadCode(
            "fifteen-digits",
            Text(
                "15位号码是第一代身份证的，已停止使用",
                "15-digit numbers of the first generation are out of use",
            ),
            Text(
                "请填写第二代身份证上的18位号码。", "Please give the 18-character number of the present card."
            ),
        )
    if len(number) != 18:
        raise BadCode(
            "length",
            Text(
                f"身份证号码应为18位，这里有{len(number)}位",
                f"An identity number has 18 characters, this has {len(number)}",
            ),
            _LOOK,
        )
    if not _SHAPE.fullmatch(number):
        raise BadCode(
            "characters",
            Text(
                "身份证号码只能是数字，最后一位可以是X",
                "An identity number is digits; only the last may be X",
            ),
            _LOOK,
        )
    birthday = _birthday(number[6:14], on)
    if iso7064.mod_11_2(number[:17]) != number[17]:
        raise BadCode(
            "check-digit",
            Text(
                "身份证号码的校验位不符，可能有一位填错",
                "The check digit does not match: one digit may be mistyped",
            ),
            _LOOK,
        )
    if not region.region_known(number[:6]):
        raise BadCode(
            "region",
            Text(
                f"身份证号码前六位{number[:6]}不是任何时期的行政区划代码",
                f"{number[:6]} has never been a region code",
            ),
            _LOOK,
        )
    return ResidentId(number, number[:6], birthday, "male" if int(number[16]) % 2 else "female")


def _birthday(digits: str, on: date) -> date:
    try:
        birthday = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        birthday = None
    if birthday is None or birthday.year < _EARLIEST_YEAR:
        raise BadCode(
            "birthday",
            Text(
                f"身份证号码中的出生日期{digits}不存在", f"The birthday {digits} in the number does not exist"
            ),
            _LOOK,
        )
    if birthday > on:
        raise BadCode(
            "future-birthday",
            Text("身份证号码中的出生日期在将来", "The birthday in the number lies in the future"),
            _LOOK,
        )
    return birthday


def upgrade_resident_id(fifteen: str) -> str:
    """The 18-character form of a 15-digit number of the first generation (births of 1900-1999).

    Raises `BadCode` when it is not 15 digits or holds no real date.
    """
    if not re.fullmatch(r"[1-9]\d{14}", fifteen, re.ASCII):
        raise BadCode("length", Text("旧号码应为15位数字", "An old number is 15 digits"), _LOOK)
    body = f"{fifteen[:6]}19{fifteen[6:]}"
    _birthday(body[6:14], date.max)
    return body + iso7064.mod_11_2(body)
