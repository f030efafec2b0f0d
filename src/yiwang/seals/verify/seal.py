"""Verify one signed value: GB/T 38540-2020 from the digest to the root. No knowledge of OFD here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yiwang.crypto.api import (
    BadCertificate,
    ChainReport,
    check_chain,
    read_certificate,
    read_crl,
    sm2_verify,
    sm3,
)
from yiwang.seals import asn1
from yiwang.seals.verify.anchors import TrustAnchors
from yiwang.seals.verify.der import is_der
from yiwang.seals.verify.refusal import Refusal
from yiwang.seals.verify.report import Steps

#: How far ahead of ours the signer's clock may be.
_CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class SignedValue:
    """A parsed SES_Signature, values taken out."""

    time: datetime
    data_hash: bytes
    property_info: str
    signer_cert: bytes
    seal_der: bytes
    seal_name: str
    seal_id: str
    valid_start: datetime
    valid_end: datetime
    listed: tuple[bytes, ...]
    listed_digests: tuple[bytes, ...]
    maker_cert: bytes
    to_sign: bytes
    signature: bytes
    info: bytes
    seal_signature: bytes
    time_stamped: bool


def read_signed_value(der: bytes) -> SignedValue:
    """Parse strictly, or Refusal."""
    if not is_der(der):
        raise Refusal("签章值不是规范的 DER 编码。", "The signed value is not strict DER.")
    try:
        signature = asn1.Signature.load(der, strict=True)
        return _values(signature)
    # asn1crypto parses lazily and reports damage with any of these, wherever it stumbles.
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise Refusal(
            "签章值的结构不符合 GB/T 38540-2020。", "The signed value does not follow GB/T 38540-2020."
        ) from error


def check_signed_value(
    steps: Steps, value: SignedValue, document: bytes, *, seal: int, anchors: TrustAnchors, at: datetime
) -> None:
    """Steps (2)–(7): digest, signature, signer in the list, seal's signature, chains, the seal's validity."""
    steps.add(
        "data-hash",
        sm3(document) == value.data_hash,
        "Signature.xml 的 SM3 摘要与签章值比对。",
        "SM3 of Signature.xml compared with the signed value.",
        seal=seal,
    )
    _signature(steps, "signature", value.signer_cert, value.to_sign, value.signature, seal)
    listed = value.signer_cert in value.listed or sm3(value.signer_cert) in value.listed_digests
    steps.add("signer-listed", listed, value.seal_name, value.seal_name, seal=seal)
    _signature(steps, "seal-signature", value.maker_cert, value.info, value.seal_signature, seal)
    _chain(steps, value, seal, anchors)
    inside = value.valid_start <= value.time <= value.valid_end and value.time <= at + _CLOCK_SKEW
    steps.add(
        "seal-validity",
        inside,
        f"签章时间 {value.time:%Y-%m-%d %H:%M:%S}Z；印章有效期 {value.valid_start:%Y-%m-%d} 至 {value.valid_end:%Y-%m-%d}。",
        f"Sealed at {value.time:%Y-%m-%d %H:%M:%S}Z; the seal is valid from {value.valid_start:%Y-%m-%d} to"
        f" {value.valid_end:%Y-%m-%d}.",
        seal=seal,
    )


def _values(signature: Any) -> SignedValue:
    to_sign = signature["to_sign"]
    seal = to_sign["seal"]
    info = seal["info"]
    rule = info["property"]
    for algorithm in (signature["algorithm"], seal["algorithm"]):
        if algorithm.dotted != asn1.SM2_WITH_SM3:
            raise Refusal("签名算法不是 SM2/SM3。", "The signature algorithm is not SM2 with SM3.")
    if info["header"]["version"].native != asn1.VERSION or to_sign["version"].native != asn1.VERSION:
        raise Refusal("不是第 4 版印章数据。", "The seal is not of version 4.")
    certificates, digests = _listed(rule)
    return SignedValue(
        time=to_sign["time"].native,
        data_hash=to_sign["data_hash"].native,
        property_info=to_sign["property_info"].native,
        signer_cert=signature["cert"].native,
        seal_der=seal.dump(),
        seal_name=rule["name"].native,
        seal_id=info["es_id"].native,
        valid_start=rule["valid_start"].native,
        valid_end=rule["valid_end"].native,
        listed=certificates,
        listed_digests=digests,
        maker_cert=seal["cert"].native,
        to_sign=to_sign.dump(),
        signature=signature["signature"].native,
        info=info.dump(),
        seal_signature=seal["signature"].native,
        time_stamped=signature["time_stamp"].native is not None,
    )


def _listed(rule: Any) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    kind, raw = rule["cert_list_type"].native, rule["cert_list"].dump()
    if kind == 1:
        return tuple(one.native for one in asn1.CertificateList.load(raw, strict=True)), ()
    if kind == 2:
        return (), tuple(one["value"].native for one in asn1.CertificateDigestList.load(raw, strict=True))
    raise Refusal("印章的证书列表类型不正确。", "The seal's list of certificates is of an unknown type.")


def _signature(steps: Steps, code: str, cert: bytes, signed: bytes, signature: bytes, seal: int) -> None:
    try:
        view = read_certificate(cert)
    except BadCertificate as error:
        steps.add(code, False, error.message.zh, error.message.en, seal=seal)
        return
    ok = view.key_kind == "sm2" and is_der(signature) and sm2_verify(view.public_key, signed, signature)
    steps.add(code, ok, view.subject_cn, view.subject_cn, seal=seal)


def _chain(steps: Steps, value: SignedValue, seal: int, anchors: TrustAnchors) -> None:
    reports = [
        check_chain(cert, (), anchors.sm2_roots, at=value.time, crl=anchors.crls)
        for cert in (value.signer_cert, value.maker_cert)
    ]
    bad = next((report for report in reports if not report.ok), None)
    if bad is None and (named := compromised((value.signer_cert, value.maker_cert), anchors)):
        steps.add(
            "chain", False, f"{named}：私钥已泄露。", f"{named}: the private key was exposed.", seal=seal
        )
        return
    _add_chain(steps, bad or reports[0], seal)


def compromised(certs: tuple[bytes, ...], anchors: TrustAnchors) -> str:
    """The name of a certificate withdrawn because its key leaked: then even earlier dates prove nothing."""
    for cert in certs:
        view = read_certificate(cert)
        for der in anchors.crls:
            crl = read_crl(der)
            found = crl.revoked.get(view.serial)
            if crl.issuer == view.issuer and found and found.reason == "key_compromise":
                return view.subject_cn
    return ""


def _add_chain(steps: Steps, report: ChainReport, seal: int) -> None:
    path = " → ".join(report.path)
    zh, en = (path, path) if report.ok else (report.reason.zh, report.reason.en)
    steps.add("chain", report.ok, zh, en, seal=seal)
