"""Mobile numbers of mainland China."""

import re
import unicodedata

from yiwang.codes.errors import BadCode
from yiwang.text import Text


def check_mobile(text: str) -> str:
    """The 11 digits of a number as people type it (spaces, dashes, +86). Raises `BadCode` (`shape`)."""
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+86|0086)", "", digits)
    if not re.fullmatch(r"1[3-9]\d{9}", digits, re.ASCII):
        raise BadCode(
            "shape",
            Text(
                "手机号码应为11位数字，以13至19开头", "A mobile number is 11 digits and begins with 13 to 19"
            ),
            Text("请重新填写手机号码。", "Please give the mobile number again."),
        )
    return digits
