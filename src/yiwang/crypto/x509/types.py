"""What is said about certificates across the door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from yiwang.crypto.keys.types import KeyKind
from yiwang.text import Text

#: Signs the bytes it is given and returns DER; usually `functools.partial(key_store().sign, name)`.
Signer = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Name:
    """A distinguished name; empty parts are left out."""

    common_name: str
    organization: str = ""
    organizational_unit: str = ""
    locality: str = ""
    province: str = ""
    country: str = "CN"


@dataclass(frozen=True)
class CertificateView:
    """What a certificate says. `subject` and `issuer` are DER names, for comparing; times carry a zone."""

    subject_cn: str
    issuer_cn: str
    serial: int
    public_key: bytes
    key_kind: KeyKind
    signature_kind: KeyKind
    not_before: datetime
    not_after: datetime
    is_ca: bool
    path_length: int | None
    usage: frozenset[str]
    ski: bytes
    aki: bytes
    subject: bytes
    issuer: bytes
    subject_organization: str
    fingerprint: str
    tbs: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    unknown_critical: tuple[str, ...] = ()


@dataclass(frozen=True)
class Revoked:
    """One withdrawn certificate; `reason` is an RFC 5280 name such as `key_compromise`."""

    serial: int
    at: datetime
    reason: str = "unspecified"


@dataclass(frozen=True)
class CrlView:
    """What a revocation list says; `revoked` by serial number."""

    issuer: bytes
    issuer_cn: str
    number: int
    this_update: datetime
    next_update: datetime
    revoked: Mapping[int, Revoked]
    signature_kind: KeyKind
    tbs: bytes = field(repr=False)
    signature: bytes = field(repr=False)


@dataclass(frozen=True)
class ChainReport:
    """Whether a certificate leads to an anchor, and where not, why. `path` is common names, leaf first."""

    ok: bool
    code: str
    reason: Text
    path: tuple[str, ...] = ()
