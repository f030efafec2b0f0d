"""Verdicts: the answer to "may I?", with reasons."""

from dataclasses import dataclass

from yiwang.text import Text

NO_REMEDY = Text("")


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, why, and what a refused reader can do."""

    allowed: bool
    reasons: tuple[Text, ...] = ()
    remedy: Text = NO_REMEDY

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: "Verdict") -> "Verdict":
        """Both must allow; a refusal keeps every reason and the first remedy."""
        if self.allowed and other.allowed:
            return ALLOWED
        reasons = tuple(dict.fromkeys(self.refusals + other.refusals))
        remedy = self.remedy if not self.allowed else other.remedy
        return Verdict(False, reasons, remedy)

    @property
    def refusals(self) -> tuple[Text, ...]:
        """The reasons, if this verdict refuses."""
        return () if self.allowed else self.reasons


ALLOWED = Verdict(True)


def refuse(zh: str, en: str, *, remedy: Text) -> Verdict:
    """A refusal with one reason. A remedy is required: nobody is left standing before a closed door."""
    return Verdict(False, (Text(zh, en),), remedy)
