"""Values that cross the door of the people room."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yiwang.text import Text

AccountKind = Literal["resident", "staff"]
PrincipalKind = Literal["person", "firm"]

#: A scope that covers every matter.
EVERY_MATTER = "*"

LEVELS: dict[int, Text] = {
    0: Text("未实名", "Not verified"),
    1: Text("手机号已验证", "Mobile confirmed"),
    2: Text("已实名", "Identity verified"),
    3: Text("强实名", "Verified, with a passkey"),
}


@dataclass(frozen=True)
class AccountView:
    """An account as other rooms may see it: no ID number, the mobile masked."""

    id: int
    username: str
    kind: AccountKind
    name: str
    level: int
    person_id: str
    mobile_masked: str
    active: bool
    sample: bool

    @property
    def ref(self) -> str:
        """How the ledger names this account."""
        return f"account:{self.id}"

    @property
    def level_name(self) -> Text:
        """The real-name level in words."""
        return LEVELS[self.level]


@dataclass(frozen=True)
class PostingView:
    """A post held, once held, or to be held by an account."""

    id: int
    account_id: int
    post_id: str
    role: str
    department_code: str
    area_code: str
    valid_from: date
    valid_until: date | None
    in_force: bool


@dataclass(frozen=True)
class Principal:
    """Whom one acts for: a person by person id, or a firm by its unified social credit code."""

    kind: PrincipalKind
    id: str
    name: str = ""

    @property
    def ref(self) -> str:
        """How the ledger names the principal."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class MandateView:
    """A power to act for somebody: for which matters, until when, and how many hands it passed through."""

    id: int
    principal: Principal
    agent_id: int
    agent_name: str
    scope: tuple[str, ...]
    may_pass_on: bool
    valid_from: datetime
    valid_until: datetime
    depth: int
    holds: bool
    why_not: Text


@dataclass(frozen=True)
class Authority:
    """On what ground somebody acts: for themselves, as a legal representative, or under a mandate."""

    ground: Literal["self", "representative", "mandate"]
    principal: Principal
    mandate_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class IdentityAnswer:
    """What an identity source says about a name and an ID number."""

    matches: bool
    person_id: str
    source: Text
    as_of: datetime
    reason: Text


@dataclass(frozen=True)
class FirmAnswer:
    """What a register of firms says about who represents a firm."""

    is_representative: bool
    name: str
    source: Text


@dataclass(frozen=True)
class SamplePerson:
    """A synthetic resident who gets a sample account."""

    name: str
    resident_id: str
    person_id: str
    mobile: str


@dataclass(frozen=True)
class SampleCast:
    """The synthetic people of a model city who play a part: `agent` acts for `firm`, which `representative` heads."""

    elder: SamplePerson
    younger: SamplePerson
    representative: SamplePerson
    agent: SamplePerson
    firm: Principal
