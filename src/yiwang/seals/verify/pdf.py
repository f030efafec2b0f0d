"""Verify a signed PDF. Nothing of the file is interpreted before the signature over all its bytes is found good."""

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from yiwang.crypto.api import BadCertificate, check_chain, read_certificate, verify_signature
from yiwang.seals.pdf.apart import apart_from_loops
from yiwang.seals.pdf.sign import low_half
from yiwang.seals.verify import limits
from yiwang.seals.verify.anchors import TrustAnchors
from yiwang.seals.verify.der import der_length, is_der
from yiwang.seals.verify.meaning import check_meaning
from yiwang.seals.verify.refusal import Refusal
from yiwang.seals.verify.report import Report, Steps
from yiwang.seals.verify.seal import compromised
from yiwang.seals.verify.states import StateList

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_TIME = re.compile(rb"/M\(D:(\d{14})([+-]\d\d)'(\d\d)'\)")


@dataclass(frozen=True)
class _Envelope:
    """The signature taken out of the file: its DER, what it covers, and its parts."""

    der: bytes
    digest: bytes
    signed_attributes: bytes
    message_digest: bytes
    value: bytes
    certificates: tuple[bytes, ...]

    @property
    def signer(self) -> bytes:
        return self.certificates[0]


def verify_pdf(
    data: bytes, anchors: TrustAnchors, *, at: datetime, states: StateList | None = None
) -> Report:
    """Report every step; never raises for what is in the file."""
    steps = Steps()
    try:
        covered, contents = _covered(data)
        envelope = _envelope(covered, contents)
        signed_at = _signing_time(data)
    except Refusal as refusal:
        code = "sealed" if b"/ByteRange" not in data else "container"
        steps.add(code, False, refusal.reason.zh, refusal.reason.en)
        return Report("pdf", tuple(steps.made))
    steps.add("container", True, "签名覆盖整个文件。", "The signature covers the whole file.")
    if not _authentic(steps, envelope, signed_at, anchors, at):
        return Report("pdf", tuple(steps.made))
    fields = _pyhanko(steps, data, envelope, signed_at, anchors)
    identifier = check_meaning(steps, fields, at=at, states=states)
    name = read_certificate(envelope.signer).subject_cn
    return Report("pdf", tuple(steps.made), identifier, fields, (name,))


def _covered(data: bytes) -> tuple[bytes, bytes]:
    """The bytes that the signature must cover, and the hex in the gap; every byte is in one of the two."""
    if not data.startswith(b"%PDF-") or not data.endswith(b"%%EOF\n"):
        raise Refusal("PDF 不完整，或其后附有数据。", "The PDF is cut short, or data follows it.")
    found = _BYTE_RANGE.findall(data)
    if not found:
        raise Refusal("PDF 没有电子签名。", "The PDF carries no signature.")
    if len(found) > 1:
        raise Refusal(
            "PDF 有多个签名或签名后的追加内容。", "The PDF has several signatures or additions after one."
        )
    zero, first, second, rest = (int(number) for number in found[0])
    if zero != 0 or not first < second or second + rest != len(data):
        raise Refusal("签名没有覆盖整个文件。", "The signature does not cover the whole file.")
    gap = data[first:second]
    if gap[:1] != b"<" or gap[-1:] != b">" or len(gap) > 2 * limits.SIGNATURE_SIZE:
        raise Refusal("签名值的位置不正确。", "The signature value is not where it should be.")
    return data[:first] + data[second:], gap[1:-1]


def _envelope(covered: bytes, contents: bytes) -> _Envelope:
    """Parse the CMS; only the exact form that pyHanko writes for us is taken, so that no bit in it is free."""
    try:
        raw = bytes.fromhex(contents.decode("ascii"))
    except ValueError:
        raise Refusal("签名值不是十六进制。", "The signature value is not hex.") from None
    length = der_length(raw)
    der = raw[:length]
    if contents != raw.hex().encode() or any(raw[length:]) or not is_der(der):
        raise Refusal("签名值的编码被改动。", "The encoding of the signature value was changed.")
    try:
        parts = _parts(der, covered)
        same = _rebuild(der, parts) == der
    # asn1crypto parses lazily and reports damage with any of these, wherever it stumbles.
    except (
        BadCertificate,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OverflowError,
    ) as error:
        raise Refusal("签名值的结构不正确。", "The structure of the signature value is wrong.") from error
    if not same:
        raise Refusal("签名值含有多余或改动的内容。", "The signature value has extra or changed parts.")
    return parts


def _parts(der: bytes, covered: bytes) -> _Envelope:
    content = cms.ContentInfo.load(der, strict=True)["content"]
    signer = content["signer_infos"][0]
    certificates = [choice.chosen.dump() for choice in content["certificates"]]
    serial = signer["sid"].chosen["serial_number"].native
    certificates.sort(key=lambda one: read_certificate(one).serial != serial)
    attributes = {one["type"].native: one["values"][0].native for one in signer["signed_attrs"]}
    return _Envelope(
        der,
        hashlib.sha256(covered).digest(),
        signer["signed_attrs"].untag().dump(),
        attributes["message_digest"],
        signer["signature"].native,
        tuple(certificates),
    )


def _rebuild(der: bytes, parts: _Envelope) -> bytes:
    """The CMS made anew from what is checked elsewhere: equal bytes mean that nothing else is in it."""
    signer_cert = x509.Certificate.load(parts.signer)
    digest = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": {
                        "issuer": signer_cert.issuer,
                        "serial_number": signer_cert.serial_number,
                    }
                }
            ),
            "digest_algorithm": digest,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signed_attrs": cms.CMSAttributes.load(parts.signed_attributes),
            "signature": parts.value,
        }
    )
    chosen = [
        cms.CertificateChoices(name="certificate", value=x509.Certificate.load(one))
        for one in parts.certificates
    ]
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest],
            "encap_content_info": {"content_type": "data"},
            "certificates": chosen,
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def _signing_time(data: bytes) -> datetime:
    """The time in the signature dictionary; trusted only once the digest over it is."""
    found = _TIME.search(data)
    try:
        if found is None:
            raise ValueError("no time")
        digits, hours, minutes = (part.decode() for part in found.groups())
        return datetime.strptime(f"{digits}{hours}{minutes}", "%Y%m%d%H%M%S%z")
    except ValueError:
        raise Refusal("签名时间缺失或不正确。", "The time of signing is missing or wrong.") from None


def _authentic(
    steps: Steps, envelope: _Envelope, signed_at: datetime, anchors: TrustAnchors, at: datetime
) -> bool:
    """Digest, signature and chain; only when all are good may the file's structure be read."""
    same = envelope.digest == envelope.message_digest
    whole = steps.add(
        "data-hash", same, "全文 SHA-256 摘要与签名比对。", "SHA-256 of the file compared with the signature."
    )
    signer = read_certificate(envelope.signer)
    sound = (
        signer.key_kind == "p256"
        and verify_signature("p256", signer.public_key, envelope.signed_attributes, envelope.value)
        and low_half(envelope.value) == envelope.value
    )
    steps.add("signature", sound, signer.subject_cn, signer.subject_cn)
    chain = check_chain(
        envelope.signer, envelope.certificates[1:], anchors.p256_roots, at=signed_at, crl=anchors.crls
    )
    reason_zh, reason_en = (" → ".join(chain.path),) * 2 if chain.ok else (chain.reason.zh, chain.reason.en)
    trusted = chain.ok and signed_at <= at and len(envelope.certificates) < max(len(chain.path), 2)
    if trusted and (named := compromised(envelope.certificates, anchors)):
        trusted, reason_zh, reason_en = (
            False,
            f"{named}：私钥已泄露。",
            f"{named}: the private key was exposed.",
        )
    steps.add("chain", trusted, reason_zh, reason_en)
    return whole and sound and trusted


def _pyhanko(
    steps: Steps, data: bytes, envelope: _Envelope, signed_at: datetime, anchors: TrustAnchors
) -> Mapping[str, str]:
    """pyHanko's own verdict, and the named values of the file."""
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in anchors.p256_roots],
        allow_fetching=False,
        moment=signed_at,
    )
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=True)
        embedded = reader.embedded_signatures
        status = apart_from_loops(lambda: validate_pdf_signature(embedded[0], context))
        good = (
            len(embedded) == 1
            and status.bottom_line
            and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
            and embedded[0].pkcs7_content.startswith(envelope.der)
        )
        fields = _fields(reader)
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, BadCertificate) as error:
        steps.add("pyhanko", False, f"无法读取：{error}", f"cannot be read: {error}")
        return {}
    steps.add("pyhanko", good, "pyHanko 验证。", "Validated with pyHanko.")
    return fields


def _fields(reader: Any) -> dict[str, str]:
    info = reader.trailer["/Info"]
    return {key.removeprefix("/yw-"): str(info[key]) for key in info if key.startswith("/yw-")}
