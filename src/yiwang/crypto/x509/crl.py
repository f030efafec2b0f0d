"""Certificate revocation lists."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from asn1crypto import core, crl, x509

from yiwang.crypto.errors import BadCertificate
from yiwang.crypto.keys.types import KeyKind
from yiwang.crypto.x509 import algorithms, names
from yiwang.crypto.x509.bits import whole_octets
from yiwang.crypto.x509.issue import key_identifier
from yiwang.crypto.x509.types import CrlView, Name, Revoked, Signer


def make_crl(
    *,
    issuer: Name,
    issuer_public_key: bytes,
    signer: Signer,
    revoked: Iterable[Revoked],
    number: int,
    this_update: datetime,
    next_update: datetime,
    signer_kind: KeyKind = "sm2",
) -> bytes:
    """A signed DER list of everything that is withdrawn; `number` must grow from list to list."""
    algorithm = algorithms.signature_algorithm(signer_kind)
    aki = x509.AuthorityKeyIdentifier({"key_identifier": key_identifier(issuer_public_key)})
    tbs = crl.TbsCertList(
        {
            "version": "v2",
            "signature": algorithm,
            "issuer": names.encode(issuer),
            "this_update": _time(this_update),
            "next_update": _time(next_update),
            "revoked_certificates": [_entry(one) for one in revoked],
            "crl_extensions": [
                {"extn_id": "authority_key_identifier", "critical": False, "extn_value": aki},
                {"extn_id": "crl_number", "critical": False, "extn_value": core.Integer(number)},
            ],
        }
    )
    signed = crl.CertificateList(
        {"tbs_cert_list": tbs, "signature_algorithm": algorithm, "signature": signer(tbs.dump())}
    )
    return bytes(signed.dump())


def read_crl(der: bytes) -> CrlView:
    """What the list says; nothing is verified. Raises BadCertificate."""
    try:
        return _read(crl.CertificateList.load(der, strict=True))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise BadCertificate(str(error).splitlines()[0] if str(error) else "not DER") from error


def _read(signed: Any) -> CrlView:
    tbs = signed["tbs_cert_list"]
    outer = signed["signature_algorithm"]
    if outer.dump() != tbs["signature"].dump():
        raise BadCertificate("the list's two signature algorithms differ")
    extensions = {one["extn_id"].native: one["extn_value"].parsed for one in tbs["crl_extensions"]}
    entries = [] if tbs["revoked_certificates"].native is None else tbs["revoked_certificates"]
    return CrlView(
        issuer=tbs["issuer"].dump(),
        issuer_cn=names.read(tbs["issuer"], "common_name"),
        number=extensions["crl_number"].native,
        this_update=tbs["this_update"].native,
        next_update=tbs["next_update"].native,
        revoked={one.serial: one for one in map(_revoked, entries)},
        signature_kind=algorithms.signature_kind(outer),
        tbs=tbs.dump(),
        signature=whole_octets(signed["signature"]),
    )


def _revoked(entry: Any) -> Revoked:
    reason = "unspecified"
    if entry["crl_entry_extensions"].native is not None:
        for extension in entry["crl_entry_extensions"]:
            if extension["extn_id"].native == "crl_reason":
                reason = extension["extn_value"].parsed.native
    return Revoked(entry["user_certificate"].native, entry["revocation_date"].native, reason)


def _entry(revoked: Revoked) -> dict[str, object]:
    reason = crl.CRLReason(revoked.reason)
    return {
        "user_certificate": revoked.serial,
        "revocation_date": _time(revoked.at),
        "crl_entry_extensions": [{"extn_id": "crl_reason", "critical": False, "extn_value": reason}],
    }


def _time(at: datetime) -> x509.Time:
    return x509.Time(name="utc_time", value=core.UTCTime(at))
