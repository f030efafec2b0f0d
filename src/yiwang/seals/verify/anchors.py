"""The trust anchors of a city: what an outsider must have, from a source they trust, to verify its files."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.crypto.api import BadCertificate, read_certificate, read_crl, sm3
from yiwang.seals.errors import BadTrustFile
from yiwang.text import Text

FORMAT = "yiwang-trust/1"


@dataclass(frozen=True)
class TrustAnchors:
    """Root certificates for SM2 and for P-256, lists of withdrawn certificates, and whose they are; all DER."""

    city: Text
    sm2_roots: tuple[bytes, ...]
    p256_roots: tuple[bytes, ...]
    crls: tuple[bytes, ...] = ()

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """SM3 of each root in hex: what a city prints on paper so that the file can be compared with it."""
        return tuple(sm3(root).hex() for root in (*self.sm2_roots, *self.p256_roots))


def write_anchors(anchors: TrustAnchors) -> bytes:
    """The file `yiwang trust export` writes."""
    document = {
        "format": FORMAT,
        "city": anchors.city.as_dict(),
        "sm2_roots": _encode(anchors.sm2_roots),
        "p256_roots": _encode(anchors.p256_roots),
        "crls": _encode(anchors.crls),
        "fingerprints_sm3": list(anchors.fingerprints),
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def read_anchors(data: bytes) -> TrustAnchors:
    """The anchors in such a file. Raises BadTrustFile when it is not one, or a certificate in it cannot be read."""
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise ValueError(document["format"])
        anchors = TrustAnchors(
            Text.of(document["city"]),
            _decode(document["sm2_roots"]),
            _decode(document["p256_roots"]),
            _decode(document["crls"]),
        )
        for root in (*anchors.sm2_roots, *anchors.p256_roots):
            read_certificate(root)
        for crl in anchors.crls:
            read_crl(crl)
    except (ValueError, KeyError, TypeError, AttributeError, BadCertificate) as error:
        raise BadTrustFile(
            Text("信任锚文件无法识别。", "The file of trust anchors cannot be read."),
            Text(
                "请向发证城市重新获取信任锚文件（yiwang trust export）。",
                "Get the file again from the issuing city (`yiwang trust export`).",
            ),
        ) from error
    return anchors


def _encode(items: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(item).decode() for item in items]


def _decode(items: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(item, validate=True) for item in items)
