"""Reading certificates strictly: trailing bytes, contradicting algorithms and broken parts are refused."""

from typing import Any

from asn1crypto import x509

from yiwang.crypto.digest import sm3
from yiwang.crypto.errors import BadCertificate
from yiwang.crypto.x509 import algorithms, names
from yiwang.crypto.x509.bits import whole_octets
from yiwang.crypto.x509.types import CertificateView

#: Extensions whose meaning `check_chain` honours, or which restrict nothing that it relies on.
UNDERSTOOD = {
    "basic_constraints",
    "key_usage",
    "key_identifier",
    "authority_key_identifier",
    "crl_distribution_points",
}


def read_certificate(der: bytes) -> CertificateView:
    """What the certificate says; nothing is verified. Raises BadCertificate."""
    try:
        return _read(x509.Certificate.load(der, strict=True), der)
    # asn1crypto parses lazily and reports damage with any of these, wherever it stumbles.
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise BadCertificate(str(error).splitlines()[0] if str(error) else "not DER") from error


def _read(certificate: Any, der: bytes) -> CertificateView:
    tbs = certificate["tbs_certificate"]
    outer = certificate["signature_algorithm"]
    if outer.dump() != tbs["signature"].dump():
        raise BadCertificate("its two signature algorithms differ")
    key_kind, point = algorithms.public_key(tbs["subject_public_key_info"])
    extensions = {extension["extn_id"].native: extension for extension in tbs["extensions"]}
    constraints = _value(extensions, "basic_constraints")
    usage = _value(extensions, "key_usage")
    aki = _value(extensions, "authority_key_identifier")
    ski = _value(extensions, "key_identifier")
    return CertificateView(
        subject_cn=names.read(tbs["subject"], "common_name"),
        issuer_cn=names.read(tbs["issuer"], "common_name"),
        serial=tbs["serial_number"].native,
        public_key=point,
        key_kind=key_kind,
        signature_kind=algorithms.signature_kind(outer),
        not_before=tbs["validity"]["not_before"].native,
        not_after=tbs["validity"]["not_after"].native,
        is_ca=bool(constraints is not None and constraints["ca"].native),
        path_length=None if constraints is None else constraints["path_len_constraint"].native,
        usage=frozenset() if usage is None else frozenset(usage.native),
        ski=b"" if ski is None else ski.native,
        aki=b"" if aki is None else aki["key_identifier"].native or b"",
        subject=tbs["subject"].dump(),
        issuer=tbs["issuer"].dump(),
        subject_organization=names.read(tbs["subject"], "organization_name"),
        fingerprint=sm3(der).hex(),
        tbs=tbs.dump(),
        signature=whole_octets(certificate["signature_value"]),
        unknown_critical=tuple(
            str(name)
            for name, found in extensions.items()
            if found["critical"].native and name not in UNDERSTOOD
        ),
    )


def _value(extensions: dict[str, Any], name: str) -> Any:
    return extensions[name]["extn_value"].parsed if name in extensions else None
