"""What crosses the door."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.text import Text

STATES = {
    "applied": Text("已申请", "Applied for"),
    "in-use": Text("使用中", "In use"),
    "revoked": Text("已注销", "Revoked"),
    "replaced": Text("已换新", "Replaced"),
}


@dataclass(frozen=True)
class SealView:
    """A seal as others see it."""

    code: str
    department_code: str
    name: str
    state: str
    reason: str
    applied_by: str
    applied_at: datetime
    made_at: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None
    ended_at: datetime | None
    end_reason: str
    predecessor: str

    @property
    def state_text(self) -> Text:
        """The state in words."""
        return STATES[self.state]


@dataclass(frozen=True)
class GrantView:
    """Who may use a seal, for which kind of document, until when."""

    id: int
    seal: str
    grantee: str
    purpose: str
    given_by: str
    given_at: datetime
    until: datetime | None


@dataclass(frozen=True)
class UseView:
    """One line of a seal's log."""

    seal: str
    at: datetime
    by: str
    subject: str
    purpose: str
    digest: str


@dataclass(frozen=True)
class ReportView:
    """One message to the registry above. `simulated` tells whether a rehearsal registry answered."""

    seal: str
    action: str
    at: datetime
    accepted: bool
    receipt: str
    answer: str


@dataclass(frozen=True)
class Sealed:
    """Both forms of a sealed document, ready to be stored."""

    ofd: bytes
    pdf: bytes
    seal: str
