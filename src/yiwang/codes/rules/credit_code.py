"""Unified social credit codes, GB 32100-2015, and organisation codes, GB 11714-1997."""

import re
import unicodedata

from yiwang.codes.errors import BadCode
from yiwang.codes.types import CreditCode
from yiwang.text import Text

#: No I, O, Z, S, V: they look like digits or each other.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile(rf"[{_ALPHABET}]{{2}}\d{{6}}[{_ALPHABET}]{{8}}[{_ALPHABET}]{{2}}", re.ASCII)
_LOOK = Text(
    "请对照营业执照或登记证书核对代码。",
    "Please compare the code with the licence or registration certificate.",
)


def credit_code_check_digit(first17: str) -> str:
    """The 18th character for the first 17: weights 3^i mod 31. Raises `BadCode` on a wrong shape."""
    if len(first17) != 17 or any(character not in _ALPHABET for character in first17):
        raise BadCode(
            "characters", Text("本体码应为17位规定字符", "The body must be 17 allowed characters"), _LOOK
        )
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first17))
    return _ALPHABET[-total % 31]


def organization_code_check_digit(first8: str) -> str:
    """The 9th character (0-9 or X) of an organisation code. Raises `BadCode` on a wrong shape."""
    if not re.fullmatch(r"[0-9A-Z]{8}", first8, re.ASCII):
        raise BadCode(
            "characters", Text("本体码应为8位数字或大写字母", "The body must be 8 digits or capitals"), _LOOK
        )
    total = sum(
        weight * int(character, 36) for weight, character in zip(_ORGANIZATION_WEIGHTS, first8, strict=True)
    )
    return "0X987654321"[total % 11]


def check_credit_code(text: str) -> CreditCode:
    """Read an 18-character code as people type it; both check digits must hold.

    Raises `BadCode`: `length`, `characters` or `check-digit`.
    """
    code = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(code) != 18:
        raise BadCode(
            "length",
            Text(
                f"统一社会信用代码应为18位，这里有{len(code)}位",
                f"A credit code has 18 characters, this has {len(code)}",
            ),
            _LOOK,
        )
    if not _SHAPE.fullmatch(code):
        raise BadCode(
            "characters",
            Text(
                "统一社会信用代码第3至8位是数字，其余是数字或大写字母（不含I、O、Z、S、V）",
                "Characters 3-8 are digits, the others digits or capitals other than I, O, Z, S and V",
            ),
            _LOOK,
        )
    if organization_code_check_digit(code[8:16]) != code[16]:
        raise BadCode(
            "check-digit",
            Text(
                "主体标识码（第17位）的校验位不符",
                "The check digit of the organisation part (17th) does not match",
            ),
            _LOOK,
        )
    if credit_code_check_digit(code[:17]) != code[17]:
        raise BadCode(
            "check-digit",
            Text(
                "统一社会信用代码的校验位（第18位）不符", "The check digit of the code (18th) does not match"
            ),
            _LOOK,
        )
    return CreditCode(code, code[0], code[1], code[2:8], code[8:17])
