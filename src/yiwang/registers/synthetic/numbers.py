"""Numbers that are valid and used once."""

from collections import defaultdict
from datetime import date

from yiwang.codes.api import (
    credit_code_check_digit,
    organization_code_check_digit,
    resident_id_check_digit,
)

_NETWORKS = (
    "130",
    "132",
    "136",
    "138",
    "139",
    "150",
    "152",
    "155",
    "158",
    "159",
    "176",
    "178",
    "186",
    "187",
    "188",
)
#: Coprime to 10^8: stepping by it visits every number once before any comes again.
_STEP = 38_199_181
_MOST_SERIALS = 500


class ResidentNumbers:
    """Hands out identity numbers: the serial of a region and a day, odd for men, even for women."""

    def __init__(self) -> None:
        self._used: defaultdict[int, int] = defaultdict(int)

    def next(self, region: str, birthday: date, sex: str) -> str | None:
        """The next number; None when the region's serials of that day are used up."""
        man = sex == "男"
        key = (int(region) * 4_000_000 + birthday.toordinal()) * 2 + man
        used = self._used[key]
        if used >= _MOST_SERIALS:
            return None
        self._used[key] = used + 1
        # Offset by the day, so that serials do not all begin at 000.
        serial = (used * 2 + birthday.toordinal() * 14) % 1000 + man
        body = f"{region}{birthday:%Y%m%d}{serial:03}"
        return body + resident_id_check_digit(body)


def mobile(index: int) -> str:
    """The mobile number of the index-th person; different for the first hundred million."""
    return f"{_NETWORKS[index % len(_NETWORKS)]}{index * _STEP % 10**8:08}"


def credit_code(head: str, region: str, index: int) -> str:
    """A credit code with a body that no registrar gives out (`YF…`); `head` is registrar and category."""
    body = f"YF{index:06}"
    first17 = f"{head}{region}{body}{organization_code_check_digit(body)}"
    return first17 + credit_code_check_digit(first17)
