"""Make an electronic seal (SES_Seal) and sign with it (SES_Signature)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from yiwang.crypto.api import sm3
from yiwang.seals import asn1
from yiwang.seals.page.png import Png

#: Signs bytes with SM2 and gives the DER signature; the private key stays where it is.
Sign = Callable[[bytes], bytes]

#: Kinds of SES_ESPropertyInfo.type. The standard leaves the numbers to the maker's registry.
UNIT_SEAL = 1


@dataclass(frozen=True, eq=False)
class SealMaterial:
    """What stamping needs: the seal (DER), who signs (certificates), and how. Compared by identity.

    `sign` makes SM2 signatures for OFD, `sign_p256` ECDSA signatures for PDF; `chain_p256` are the
    certificates between the signer's and the root.
    """

    seal_id: str
    name: str
    seal_der: bytes
    signer_cert: bytes
    sign: Sign
    signer_cert_p256: bytes
    chain_p256: tuple[bytes, ...]
    sign_p256: Sign
    picture: Png
    diameter: float

    @cached_property
    def parsed(self) -> asn1.Seal:
        """The seal as a structure; parsed once, its DER is reused in every signature."""
        seal: asn1.Seal = asn1.Seal.load(self.seal_der, strict=True)
        return seal


def make_seal_der(
    *,
    seal_id: str,
    name: str,
    signer_certs: Sequence[bytes],
    picture: Png,
    diameter: int,
    created: datetime,
    valid_from: datetime,
    valid_until: datetime,
    maker_cert: bytes,
    sign: Sign,
) -> bytes:
    """The DER of a seal that the certificates `signer_certs` may use, signed by its maker."""
    info = asn1.SealInfo(
        {
            "header": {"id": "ES", "version": asn1.VERSION, "vid": "YIWANG"},
            "es_id": seal_id,
            "property": {
                "type": UNIT_SEAL,
                "name": name,
                "cert_list_type": 1,
                "cert_list": asn1.CertificateList(signer_certs),
                "create_date": whole_second(created),
                "valid_start": whole_second(valid_from),
                "valid_end": whole_second(valid_until),
            },
            "picture": {"type": "PNG", "data": picture.data(), "width": diameter, "height": diameter},
        }
    )
    seal = asn1.Seal(
        {
            "info": info,
            "cert": maker_cert,
            "algorithm": asn1.SM2_WITH_SM3,
            "signature": sign(info.dump()),
        }
    )
    return bytes(seal.dump())


def sign_document(material: SealMaterial, document: bytes, *, path: str, at: datetime) -> bytes:
    """The DER of SES_Signature over `document` (the bytes of Signature.xml at the absolute `path`)."""
    to_sign = asn1.ToSign(
        {
            "version": asn1.VERSION,
            "seal": material.parsed,
            "time": whole_second(at),
            "data_hash": sm3(document),
            "property_info": path,
        }
    )
    signature = asn1.Signature(
        {
            "to_sign": to_sign,
            "cert": material.signer_cert,
            "algorithm": asn1.SM2_WITH_SM3,
            "signature": material.sign(to_sign.dump()),
        }
    )
    return bytes(signature.dump())


def whole_second(moment: datetime) -> datetime:
    """`moment` in UTC without fractions: GeneralizedTime in DER here is `YYYYMMDDhhmmssZ`."""
    return moment.astimezone(UTC).replace(microsecond=0)
