"""Fill in the signature of a drafted PDF: pyHanko has made the CMS, our key store makes the ECDSA value."""

import hashlib
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from yiwang.seals.pdf.build import BYTE_RANGE, SIGNATURE_ROOM
from yiwang.seals.seal_file import SealMaterial

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_DIGEST_MARK = hashlib.sha256(b"here goes the digest").digest()
_VALUE_MARK = hashlib.sha512(b"here goes the signature").digest() * 2


@dataclass
class CmsMould:
    """The CMS of one signer, made by pyHanko with marks for the document's digest and the signature value.

    For one signer nothing else in a PAdES signature differs between documents, and pyHanko takes twice as long to
    assemble it as all the rest of making the file; so it assembles each length of signature value once.
    """

    material: SealMaterial
    _attributes: bytes = b""
    _shapes: dict[int, bytes] = field(default_factory=dict)

    def fill(self, digest: bytes) -> bytes:
        """The DER of the signature over a document with this SHA-256 digest."""
        if not self._attributes:
            self._shape(70)
        value = low_half(self.material.sign_p256(self._attributes.replace(_DIGEST_MARK, digest)))
        shape = self._shapes.get(len(value)) or self._shape(len(value))
        return shape.replace(_DIGEST_MARK, digest).replace(_VALUE_MARK[: len(value)], value)

    def _shape(self, value_length: int) -> bytes:
        # Once for a signer; pyHanko takes a second to load, which no start of the house need wait for.
        from yiwang.seals.pdf.assemble import assemble

        self._attributes, self._shapes[value_length] = assemble(
            self.material, digest=_DIGEST_MARK, value=_VALUE_MARK[:value_length]
        )
        return self._shapes[value_length]


def low_half(signature: bytes) -> bytes:
    """The ECDSA signature whose s is in the lower half of the range.

    With (r, s) also (r, n - s) is valid: if both counted, anyone could make a second good file from the first.
    """
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, P256_ORDER - s))


def sign_draft(draft: bytes, mould: CmsMould) -> bytes:
    """The signed file of what `draft_pdf(…, stamp=…)` gave: every byte but the signature value is covered."""
    data = bytearray(draft)
    range_at = data.rindex(BYTE_RANGE)
    start = data.index(b"/Contents <", range_at) + len(b"/Contents ")
    end = start + 2 * SIGNATURE_ROOM + 2
    data[range_at : range_at + len(BYTE_RANGE)] = b"[0 %010d %010d %010d]" % (start, end, len(data) - end)
    digest = hashlib.sha256(data[:start])
    digest.update(data[end:])
    value = mould.fill(digest.digest()).hex().encode("ascii")
    if len(value) > 2 * SIGNATURE_ROOM:
        raise ValueError(
            f"A signature of {len(value) // 2} bytes is more than the {SIGNATURE_ROOM} kept for it."
        )
    data[start + 1 : start + 1 + len(value)] = value
    return bytes(data)
