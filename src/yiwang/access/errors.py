"""Errors of the access room."""

from collections.abc import Sequence

from yiwang.errors import YiwangError
from yiwang.text import Text


class Refused(YiwangError):
    """The actor may not do this. Carries every reason."""

    code = "access.refused"
    http_status = 403

    def __init__(self, reasons: Sequence[Text], remedy: Text) -> None:
        message = Text(
            "；".join(reason.zh.rstrip("。") for reason in reasons) + "。",
            " ".join(reason.en for reason in reasons),
        )
        super().__init__(message, remedy)
        self.reasons = tuple(reasons)


class SignInNeeded(Refused):
    """A program came without a session, or with one that is not strong enough."""

    code = "access.sign-in-needed"
    http_status = 401

    def __init__(self, where: str) -> None:
        super().__init__(
            (Text("需要先登录或完成认证。", "Signing in or a further proof is needed first."),),
            Text(f"请先访问 {where}。", f"Go to {where} first."),
        )


class VerbClash(Exception):
    """Two rooms named the same verb, or gave one verb two rules. A programming error, found at start-up."""
