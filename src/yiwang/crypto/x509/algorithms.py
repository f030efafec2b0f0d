"""Object identifiers of the two kinds of key, both ways."""

from typing import Any

from asn1crypto import algos, keys

from yiwang.crypto.errors import BadCertificate
from yiwang.crypto.keys.types import KeyKind
from yiwang.crypto.x509.bits import whole_octets

SM2_CURVE = "1.2.156.10197.1.301"
SM2_WITH_SM3 = "1.2.156.10197.1.501"

_CURVES: dict[str, KeyKind] = {SM2_CURVE: "sm2", "1.2.840.10045.3.1.7": "p256"}
_SIGNATURES: dict[str, KeyKind] = {SM2_WITH_SM3: "sm2", "1.2.840.10045.4.3.2": "p256"}


def signature_algorithm(kind: KeyKind) -> Any:
    """AlgorithmIdentifier of the signatures that keys of this kind make."""
    return algos.SignedDigestAlgorithm({"algorithm": _by_kind(_SIGNATURES, kind)})


def signature_kind(algorithm: Any) -> KeyKind:
    """The kind behind a signature AlgorithmIdentifier; raises BadCertificate for any other algorithm."""
    return _known(_SIGNATURES, algorithm["algorithm"].dotted, "signature algorithm")


def public_key_info(kind: KeyKind, point: bytes) -> Any:
    """SubjectPublicKeyInfo of a point `04 | X | Y`."""
    curve = keys.ECDomainParameters(name="named", value=_by_kind(_CURVES, kind))
    return keys.PublicKeyInfo({"algorithm": {"algorithm": "ec", "parameters": curve}, "public_key": point})


def public_key(info: Any) -> tuple[KeyKind, bytes]:
    """Kind and point of a SubjectPublicKeyInfo."""
    if info["algorithm"]["algorithm"].native != "ec" or info["algorithm"]["parameters"].name != "named":
        raise BadCertificate("the key is not on a named curve")
    curve = info["algorithm"]["parameters"].chosen.dotted
    return _known(_CURVES, curve, "curve"), whole_octets(info["public_key"])


def _by_kind(table: dict[str, KeyKind], kind: KeyKind) -> str:
    return next(oid for oid, known in table.items() if known == kind)


def _known(table: dict[str, KeyKind], oid: str, what: str) -> KeyKind:
    if oid not in table:
        raise BadCertificate(f"{what} {oid} is not known here")
    return table[oid]
