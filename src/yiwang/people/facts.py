"""Facts of the people room."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class IdentityVerified:
    """An account was bound to a person of the population register."""

    name: ClassVar[str] = "people.identity-verified"
    account_id: int
    person_id: str
    verified_by: str

    @property
    def subject(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True)
class PostGranted:
    """An account was given a post."""

    name: ClassVar[str] = "people.post-granted"
    account_id: int
    posting_id: int
    role: str
    department_code: str
    area_code: str

    @property
    def subject(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True)
class PostRevoked:
    """A post was taken back before its time."""

    name: ClassVar[str] = "people.post-revoked"
    account_id: int
    posting_id: int

    @property
    def subject(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True)
class MandateGranted:
    """An account was empowered to act for a person or a firm."""

    name: ClassVar[str] = "people.mandate-granted"
    mandate_id: int
    principal: str
    agent_id: int

    @property
    def subject(self) -> str:
        return self.principal


@dataclass(frozen=True)
class MandateRevoked:
    """A power to act was taken back; everything passed on below it falls too."""

    name: ClassVar[str] = "people.mandate-revoked"
    mandate_id: int
    principal: str

    @property
    def subject(self) -> str:
        return self.principal
