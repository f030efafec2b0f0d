"""Why a part of a file cannot be accepted; carried inside the verifier only, never out of it."""

from yiwang.text import Text


class Refusal(Exception):
    """The file breaks a rule; `reason` says which, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.reason = Text(zh, en)
