"""What crosses the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from yiwang.seals.api import CERTIFICATE_STATES
from yiwang.text import Text


@dataclass(frozen=True)
class Holder:
    """Who a certificate is for: name, kind of identity (111 resident ID, 001 credit code), its number."""

    name: str
    id_kind: str
    id_number: str
    person_id: str = ""


@dataclass(frozen=True)
class CertificateType:
    """A certificate type in the catalogue."""

    slug: str
    version: int
    code: str
    kind: str
    name: Text
    definer: Text
    holder_kinds: tuple[str, ...]
    fields: tuple[tuple[str, Text], ...]
    issued: int = 0


@dataclass(frozen=True)
class CertificateView:
    """A certificate with what it says. `state` is 01 in force, 02 suspended, 03 withdrawn, 04 cancelled, 05 expired, 07 revoked.

    `ofd` and `pdf` are addresses in the file store; `rows` are the labelled values for showing.
    """

    identifier: str
    number: str
    type_slug: str
    kind: str
    name: Text
    holder_name: str
    holder_masked: str
    holder_id: str
    holder_kind: str
    person_id: str
    issuer_department: str
    issuer_name: Text
    area_code: str
    valid_from: date
    valid_until: date | None
    issued_at: datetime
    state: str
    state_since: datetime
    state_reason: str
    verification_code: str
    case_number: str
    ofd: str
    pdf: str
    origin: str
    predecessor: str
    fields: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[tuple[Text, str], ...] = ()

    @property
    def state_text(self) -> Text:
        """The state in words."""
        return CERTIFICATE_STATES.get(self.state, CERTIFICATE_STATES["99"])

    @property
    def in_force(self) -> bool:
        """Whether it can be relied on now."""
        return self.state == "01"


@dataclass(frozen=True)
class PublicView:
    """What anyone may learn about a certificate they can name: no number of the holder, no address."""

    identifier: str
    number: str
    name: Text
    holder_masked: str
    issuer_name: Text
    valid_from: date
    valid_until: date | None
    issued_at: datetime
    state: str
    state_since: datetime
    rows: tuple[tuple[Text, str], ...] = ()

    @property
    def state_text(self) -> Text:
        """The state in words."""
        return CERTIFICATE_STATES.get(self.state, CERTIFICATE_STATES["99"])

    @property
    def in_force(self) -> bool:
        """Whether it can be relied on now."""
        return self.state == "01"


@dataclass(frozen=True)
class DirectoryLine:
    """One line of the directory, for staff lists: nothing that was encrypted."""

    identifier: str
    number: str
    type_slug: str
    name: Text
    holder_masked: str
    issuer_name: Text
    issuer_department: str
    area_code: str
    valid_from: date
    valid_until: date | None
    issued_at: datetime
    state: str
    origin: str

    @property
    def state_text(self) -> Text:
        """The state in words."""
        return CERTIFICATE_STATES.get(self.state, CERTIFICATE_STATES["99"])


@dataclass(frozen=True)
class Page:
    """Some lines and where to go on (`after` of the next call); None at the end."""

    lines: tuple[DirectoryLine, ...]
    next: int | None


@dataclass(frozen=True)
class Change:
    """One step in a certificate's life."""

    operation: Text
    state: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class PresentCode:
    """What the holder shows: a token for a QR code, and how long it is good."""

    token: str
    url: str
    expires_at: datetime
    seconds: int
    purpose: str


@dataclass(frozen=True)
class Presented:
    """What a verifier sees of a shown certificate."""

    certificate: PublicView
    purpose: str
    shown_at: datetime


@dataclass(frozen=True)
class UseView:
    """One use of a certificate, for its holder to read."""

    kind: str
    text: Text
    purpose: str
    by: str
    at: datetime


@dataclass(frozen=True)
class TypeUse:
    """How often certificates of a type were issued and used in a period."""

    type_slug: str
    name: Text
    issued: int
    presented: int
    checked: int
    downloaded: int
    in_cases: int

    @property
    def used(self) -> int:
        """All uses together."""
        return self.presented + self.checked + self.downloaded + self.in_cases


@dataclass(frozen=True)
class StockView:
    """A certificate from before, waiting for its issuer or settled."""

    id: int
    type_slug: str
    number: str
    issuer_department: str
    holder_masked: str
    valid_from: date
    valid_until: date | None
    scan: str
    state: str
    recorded_by: str
    recorded_at: datetime
    reason: str
    certificate: str


@dataclass(frozen=True)
class IssueOrder:
    """One certificate of a batch."""

    type_slug: str
    holder: Holder
    issuer_department: str
    fields: Mapping[str, str]
    valid_from: date
    transaction_id: str
    valid_until: date | None = None
    case_number: str = ""


@dataclass(frozen=True)
class IssueOutcome:
    """What became of one order of a batch: the certificate, or why not."""

    order: IssueOrder
    certificate: CertificateView | None
    problem: Text
