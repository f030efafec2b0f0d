"""What cases tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class _CaseFact:
    number: str
    item_slug: str
    area_code: str

    @property
    def subject(self) -> str:
        return f"case:{self.number}"


@dataclass(frozen=True)
class CaseSubmitted(_CaseFact):
    name: ClassVar[str] = "cases.submitted"


@dataclass(frozen=True)
class CaseAccepted(_CaseFact):
    name: ClassVar[str] = "cases.accepted"


@dataclass(frozen=True)
class CorrectionAsked(_CaseFact):
    name: ClassVar[str] = "cases.correction-asked"


@dataclass(frozen=True)
class CaseDecided(_CaseFact):
    outcome: str
    automatic: bool
    name: ClassVar[str] = "cases.decided"


@dataclass(frozen=True)
class CaseContested(_CaseFact):
    """An automatic refusal was handed to a person."""

    name: ClassVar[str] = "cases.contested"


@dataclass(frozen=True)
class CaseClosed(_CaseFact):
    """Closed without a decision: withdrawn or not accepted."""

    state: str
    name: ClassVar[str] = "cases.closed"


@dataclass(frozen=True)
class CaseMoved(_CaseFact):
    """A line was added to the timeline by a person: a step, a stopped clock, a result handed over, a remark."""

    kind: str
    name: ClassVar[str] = "cases.moved"
