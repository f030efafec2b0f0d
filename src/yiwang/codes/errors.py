"""The one error of this room."""

from typing import Literal

from yiwang.errors import YiwangError
from yiwang.text import Text

Reason = Literal[
    "length",
    "characters",
    "check-digit",
    "birthday",
    "future-birthday",
    "fifteen-digits",
    "region",
    "shape",
    "date",
    "range",
]


class BadCode(YiwangError):
    """A code that cannot be what it claims to be; `reason` says which test it failed."""

    code = "codes.bad-code"
    http_status = 422

    def __init__(self, reason: Reason, message: Text, remedy: Text) -> None:
        super().__init__(message, remedy)
        self.reason = reason
