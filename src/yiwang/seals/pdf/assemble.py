"""Have pyHanko assemble the CMS of a PAdES signature, with marks where digest and signature value go."""

import asyncio
from typing import Any

from asn1crypto import algos, x509
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer

from yiwang.seals.pdf.apart import apart_from_loops
from yiwang.seals.seal_file import SealMaterial

_ALGORITHM = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})


def assemble(material: SealMaterial, *, digest: bytes, value: bytes) -> tuple[bytes, bytes]:
    """The signed attributes over a document's SHA-256 `digest`, and the whole CMS with `value` as their signature."""
    moulder = _Moulder(material, value)
    settings = PdfCMSSignedAttributes(cades_signed_attrs=CAdESSignedAttrSpec())
    cms: Any = apart_from_loops(
        lambda: asyncio.run(
            moulder.async_sign(digest, "sha256", use_pades=True, signed_attr_settings=settings)
        )
    )
    return moulder.attributes, bytes(cms.dump())


class _Moulder(Signer):
    """A pyHanko signer that leaves a mark where the signature goes, and keeps what it was to sign."""

    def __init__(self, material: SealMaterial, value: bytes) -> None:
        super().__init__(
            signing_cert=x509.Certificate.load(material.signer_cert_p256),
            signature_mechanism=_ALGORITHM,
            embed_roots=False,
        )
        for der in material.chain_p256:
            self.cert_registry.register(x509.Certificate.load(der))
        self._value = value
        self.attributes = b""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        self.attributes = data
        return self._value
