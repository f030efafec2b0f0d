"""Issuing certificates."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from asn1crypto import core, x509

from yiwang.crypto.digest import sm3
from yiwang.crypto.keys.types import KeyKind
from yiwang.crypto.x509 import algorithms, names
from yiwang.crypto.x509.types import Name, Signer

CA_USAGE = ("key_cert_sign", "crl_sign")
SIGNING_USAGE = ("digital_signature", "non_repudiation")


def new_serial() -> int:
    """A serial number that nobody can guess: 127 random bits."""
    return secrets.randbits(127) | 1


def key_identifier(public_key: bytes) -> bytes:
    """Subject key identifier: the first 20 bytes of SM3 over the point (RFC 7093 §2, method 1, with SM3)."""
    return sm3(public_key)[:20]


def issue_certificate(
    *,
    subject: Name,
    public_key: bytes,
    issuer: Name,
    issuer_public_key: bytes,
    signer: Signer,
    serial: int,
    not_before: datetime,
    not_after: datetime,
    ca: bool = False,
    usage: Iterable[str] = (),
    key_kind: KeyKind = "sm2",
    signer_kind: KeyKind = "sm2",
    path_length: int | None = None,
) -> bytes:
    """A DER certificate. `usage` are RFC 5280 key-usage names in snake case; empty takes what suits `ca`."""
    usages = frozenset(usage or (CA_USAGE if ca else SIGNING_USAGE))
    algorithm = algorithms.signature_algorithm(signer_kind)
    constraints = x509.BasicConstraints({"ca": ca, "path_len_constraint": path_length})
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial,
            "signature": algorithm,
            "issuer": names.encode(issuer),
            "validity": {"not_before": _time(not_before), "not_after": _time(not_after)},
            "subject": names.encode(subject),
            "subject_public_key_info": algorithms.public_key_info(key_kind, public_key),
            "extensions": [
                _extension("basic_constraints", constraints, critical=True),
                _extension("key_usage", x509.KeyUsage(set(usages)), critical=True),
                _extension("key_identifier", core.OctetString(key_identifier(public_key))),
                _extension(
                    "authority_key_identifier",
                    x509.AuthorityKeyIdentifier({"key_identifier": key_identifier(issuer_public_key)}),
                ),
            ],
        }
    )
    certificate = x509.Certificate(
        {
            "tbs_certificate": tbs,
            "signature_algorithm": algorithm,
            "signature_value": signer(tbs.dump()),
        }
    )
    return bytes(certificate.dump())


def self_signed_root(
    *,
    subject: Name,
    public_key: bytes,
    signer: Signer,
    not_before: datetime,
    not_after: datetime,
    serial: int | None = None,
    key_kind: KeyKind = "sm2",
) -> bytes:
    """A root authority's own certificate."""
    return issue_certificate(
        subject=subject,
        public_key=public_key,
        issuer=subject,
        issuer_public_key=public_key,
        signer=signer,
        serial=serial or new_serial(),
        not_before=not_before,
        not_after=not_after,
        ca=True,
        key_kind=key_kind,
        signer_kind=key_kind,
    )


def _extension(kind: str, value: object, *, critical: bool = False) -> x509.Extension:
    return x509.Extension({"extn_id": kind, "critical": critical, "extn_value": value})


def _time(at: datetime) -> x509.Time:
    """UTCTime until 2049 and GeneralizedTime after, as RFC 5280 wants."""
    if at.tzinfo is None:
        raise ValueError("a certificate's times need a zone")
    if at.year < 2050:
        return x509.Time(name="utc_time", value=core.UTCTime(at))
    return x509.Time(name="general_time", value=core.GeneralizedTime(at))
