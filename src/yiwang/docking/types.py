"""What crosses the door of the docking room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from yiwang.text import Text

Row = TypeVar("Row")
NO_TEXT = Text("")

#: States of an outgoing message and their names.
STATES: Mapping[str, Text] = {
    "waiting": Text("待发送", "Waiting"),
    "sent": Text("待回执", "Sent, not acknowledged"),
    "acknowledged": Text("已回执", "Acknowledged"),
    "dead": Text("死信", "Dead letter"),
}

#: Kinds of messages and their names.
KINDS: Mapping[str, Text] = {
    "case.apply": Text("办件申请", "Case: application"),
    "case.accept": Text("办件受理", "Case: acceptance"),
    "case.process": Text("办理环节", "Case: step"),
    "case.special": Text("特别程序", "Case: special procedure"),
    "case.result": Text("办理结果", "Case: result"),
    "supervision.permit": Text("许可行为", "Act of licensing"),
    "credit.permit": Text("双公示许可", "Licence for publication"),
    "catalogue.item": Text("实施清单", "Implementation list"),
    "certificate.state": Text("证照状态", "State of a certificate"),
    "application": Text("承接申请", "Application handed in"),
    "ministry.process": Text("部委系统环节回流", "Ministry system: step"),
    "ministry.result": Text("部委系统结果回流", "Ministry system: result"),
}

KEY_STATES: Mapping[str, Text] = {
    "off": Text("未接通", "Not connected"),
    "connected": Text("正常", "Connected"),
    "silent": Text("中断", "Interrupted"),
    "fresh": Text("待联调", "To be tested"),
}


@dataclass(frozen=True)
class Platform:
    """A platform above the city as declared in data.

    `interface` is "messages" (this room's outbox) or "adapter" (another room speaks with it). `schedule` is "at-once",
    "hourly" or "nightly". `attempts`: after so many refusals a message is a dead letter.
    """

    slug: str
    name: Text
    about: Text
    interface: str
    source: str
    kinds: tuple[str, ...] = ()
    schedule: str = "at-once"
    attempts: int = 12
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """Something to tell the platforms: `key` makes it once for each of them, `subject` keeps it in line."""

    kind: str
    key: str
    subject: str
    at: datetime
    record: Mapping[str, Any]


@dataclass(frozen=True)
class PartyView:
    """A counterpart as registered: a platform, or a department's own vertical system."""

    slug: str
    kind: str
    name: Text
    base_url: str
    public_key: str
    enabled: bool
    simulated: bool
    department: str
    items: tuple[str, ...]
    ack_seconds: int
    registered_at: datetime
    registered_by: str


@dataclass(frozen=True)
class PlatformStatus:
    """How the exchange with a platform stands now. `lag_seconds`: age of the oldest message not acknowledged."""

    platform: Platform
    party: PartyView | None
    state: str
    waiting: int
    sent: int
    acknowledged: int
    dead: int
    lag_seconds: float
    last_contact_at: datetime | None
    last_ack_at: datetime | None
    failures: int
    last_error: str
    note: Text = NO_TEXT

    @property
    def state_text(self) -> Text:
        return KEY_STATES[self.state]


@dataclass(frozen=True)
class MessageRow:
    """One line of the list of outgoing messages."""

    id: int
    message_id: str
    platform: str
    kind: str
    subject: str
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None
    error: str

    @property
    def state_text(self) -> Text:
        return STATES[self.state]

    @property
    def kind_text(self) -> Text:
        return KINDS[self.kind]


@dataclass(frozen=True)
class AttemptView:
    """One sending of a message and what came of it."""

    at: datetime
    outcome: str
    detail: str
    milliseconds: int


@dataclass(frozen=True)
class MessageView:
    """One outgoing message whole; `body` has personal fields masked."""

    row: MessageRow
    digest: str
    body: Mapping[str, Any]
    attempts: tuple[AttemptView, ...]
    receipt: str
    held_by: str = ""


@dataclass(frozen=True)
class ReceivedRow:
    """One message that came to us."""

    id: int
    party: str
    message_id: str
    kind: str
    case_number: str
    outcome: str
    at: datetime
    note: str

    @property
    def kind_text(self) -> Text:
        return KINDS.get(self.kind, Text(self.kind, self.kind))


@dataclass(frozen=True)
class Page(Generic[Row]):
    """A page of a list; `next` is the key to ask the following page with, empty at the end."""

    rows: tuple[Row, ...]
    next: str


@dataclass(frozen=True)
class MessageFilter:
    """What of the outgoing messages is wanted."""

    platform: str = ""
    kind: str = ""
    state: str = ""
    subject: str = ""


@dataclass(frozen=True)
class ReconciliationView:
    """One day's comparison with a platform: what we hold as acknowledged, what it holds as received."""

    platform: str
    day: date
    ours: int
    theirs: int
    agreed: bool
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    differing: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Received:
    """The case that stands for an application handed in; `again` when this serial number was handed in before."""

    case_number: str
    again: bool
