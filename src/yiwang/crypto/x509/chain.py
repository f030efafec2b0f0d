"""From a certificate to an anchor: every link checked at one moment (RFC 5280 §6, as far as seals need)."""

from collections.abc import Sequence
from datetime import datetime

from yiwang.crypto.errors import BadCertificate
from yiwang.crypto.keys import kinds
from yiwang.crypto.x509.crl import read_crl
from yiwang.crypto.x509.read import read_certificate
from yiwang.crypto.x509.types import CertificateView, ChainReport, CrlView
from yiwang.text import Text

_LONGEST = 8


def check_chain(
    leaf: bytes,
    intermediates: Sequence[bytes],
    anchors: Sequence[bytes],
    *,
    at: datetime,
    crl: bytes | Sequence[bytes] | None = None,
) -> ChainReport:
    """Whether `leaf` leads to one of `anchors` at time `at`, with nothing on the way withdrawn by a list."""
    crls = () if crl is None else (crl,) if isinstance(crl, bytes) else tuple(crl)
    try:
        first = read_certificate(leaf)
        others = [read_certificate(der) for der in intermediates]
        trusted = [read_certificate(der) for der in anchors]
        lists = [read_crl(der) for der in crls]
    except BadCertificate as error:
        return ChainReport(False, "unreadable", error.message)
    path = [first]
    while True:
        problem = _certificate_problem(path, at)
        if problem:
            return _refused(path, *problem)
        if any(path[-1].fingerprint == anchor.fingerprint for anchor in trusted):
            return ChainReport(
                True, "ok", Text("证书链完整可信", "The chain is whole and trusted"), _names(path)
            )
        issuer = _issuer(path[-1], [*trusted, *others])
        if issuer is None or len(path) >= _LONGEST:
            return _refused(path, "no-anchor", Text("找不到可信的上级证书", "no trusted issuer was found"))
        problem = _link_problem(path[-1], issuer, lists, at)
        if problem:
            return _refused(path, *problem)
        path.append(issuer)


def is_signed_by(certificate: CertificateView | CrlView, issuer: CertificateView) -> bool:
    """Whether the issuer's key made the signature on a certificate or list."""
    if certificate.signature_kind != issuer.key_kind:
        return False
    return kinds.verify(issuer.key_kind, issuer.public_key, certificate.tbs, certificate.signature)


def _issuer(certificate: CertificateView, candidates: Sequence[CertificateView]) -> CertificateView | None:
    """The first candidate with the issuer's name, and its key identifier where one is given."""
    for one in candidates:
        if one.subject == certificate.issuer and (not certificate.aki or one.ski == certificate.aki):
            return one
    return None


def _certificate_problem(path: Sequence[CertificateView], at: datetime) -> tuple[str, Text] | None:
    one = path[-1]
    if at < one.not_before:
        return "not-yet-valid", Text("证书尚未生效", "the certificate is not valid yet")
    if at > one.not_after:
        return "expired", Text("证书已过有效期", "the certificate has expired")
    if one.unknown_critical:
        named = ", ".join(one.unknown_critical)
        return "unknown-extension", Text(
            f"含有无法识别的关键扩展 {named}", f"it has an unknown critical extension {named}"
        )
    below = path[:-1]
    if below and not (one.is_ca and "key_cert_sign" in one.usage):
        return "not-an-authority", Text("上级证书不是 CA 证书", "the issuer is not an authority")
    if below and one.path_length is not None and len(below) - 1 > one.path_length:
        return "path-too-long", Text(
            "证书链超过上级证书允许的层数", "the chain is longer than the issuer allows"
        )
    return None


def _link_problem(
    one: CertificateView, issuer: CertificateView, lists: Sequence[CrlView], at: datetime
) -> tuple[str, Text] | None:
    if not is_signed_by(one, issuer):
        return "bad-signature", Text("证书签名不正确", "the signature on the certificate is wrong")
    for crl in lists:
        if crl.issuer != issuer.subject:
            continue
        if not is_signed_by(crl, issuer):
            return "crl-bad-signature", Text(
                "吊销列表签名不正确", "the signature on the revocation list is wrong"
            )
        found = crl.revoked.get(one.serial)
        if found is not None and found.at <= at:
            day = found.at.date().isoformat()
            return "revoked", Text(f"证书已于 {day} 被吊销", f"the certificate was withdrawn on {day}")
        if crl.next_update < at:
            return "crl-stale", Text("吊销列表已过期，请更新", "the revocation list is out of date")
    return None


def _refused(path: Sequence[CertificateView], code: str, reason: Text) -> ChainReport:
    name = path[-1].subject_cn
    return ChainReport(False, code, Text(f"{name}:{reason.zh}", f"{name}: {reason.en}"), _names(path))


def _names(path: Sequence[CertificateView]) -> tuple[str, ...]:
    return tuple(one.subject_cn for one in path)
