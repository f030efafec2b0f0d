"""Case numbers of this house: region (6), day (8), serial (6), check digit (ISO 7064 MOD 11,10)."""

import re
from datetime import date

from yiwang.codes.errors import BadCode
from yiwang.codes.rules import iso7064
from yiwang.codes.types import CaseNumber
from yiwang.text import Text

_LOOK = Text("请对照受理通知书核对编号。", "Please compare the number with the notice of acceptance.")


def case_number(region_code: str, day: date, serial: int) -> str:
    """The 21-digit number of the `serial`-th case (1-999999) of a region (six digits) on a day."""
    if not re.fullmatch(r"[1-9]\d{5}", region_code, re.ASCII):
        raise BadCode("shape", Text("区划代码应为6位数字", "The region code must be 6 digits"), _LOOK)
    if not 1 <= serial <= 999_999:
        raise BadCode(
            "range", Text("当日流水号应在1到999999之间", "The serial must lie between 1 and 999999"), _LOOK
        )
    body = f"{region_code}{day:%Y%m%d}{serial:06}"
    return body + iso7064.mod_11_10(body)


def check_case_number(text: str) -> CaseNumber:
    """Read a case number. Raises `BadCode`: `shape`, `check-digit` or `date`."""
    number = "".join(text.split())
    if not re.fullmatch(r"[1-9]\d{20}", number, re.ASCII):
        raise BadCode("shape", Text("办件编号应为21位数字", "A case number is 21 digits"), _LOOK)
    if iso7064.mod_11_10(number[:20]) != number[20]:
        raise BadCode("check-digit", Text("办件编号的校验位不符", "The check digit does not match"), _LOOK)
    try:
        day = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadCode(
            "date", Text("办件编号中的日期不存在", "The date in the number does not exist"), _LOOK
        ) from None
    return CaseNumber(number, number[:6], day, int(number[14:20]))
