"""What this room tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class CertificateIssued:
    """A certificate was issued."""

    name: ClassVar[str] = "certificates.issued"
    identifier: str
    type_slug: str
    department_code: str
    person_id: str
    case_number: str

    @property
    def subject(self) -> str:
        """Facts of one certificate stay in order."""
        return f"certificate:{self.identifier}"


@dataclass(frozen=True)
class CertificateStateChanged:
    """A certificate was suspended, restored, withdrawn, cancelled, revoked, or ran out."""

    name: ClassVar[str] = "certificates.state-changed"
    identifier: str
    type_slug: str
    person_id: str
    operation: str
    state: str

    @property
    def subject(self) -> str:
        """Facts of one certificate stay in order."""
        return f"certificate:{self.identifier}"
