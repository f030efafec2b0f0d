"""The structures of GB/T 38540-2020 (version 4): an electronic seal, and a signature made with it."""

from asn1crypto import core

SM2_WITH_SM3 = "1.2.156.10197.1.501"
SM3_OID = "1.2.156.10197.1.401"
VERSION = 4


class Header(core.Sequence):  # type: ignore[misc]
    """SES_Header (6.2): "ES", the version, and who made the format."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vid", core.IA5String)]


class CertificateList(core.SequenceOf):  # type: ignore[misc]
    """The certificates that may sign with the seal."""

    _child_spec = core.OctetString


class CertificateDigest(core.Sequence):  # type: ignore[misc]
    """The digest of a certificate that may sign with the seal."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]


class CertificateDigestList(core.SequenceOf):  # type: ignore[misc]
    """The digest form of the list (certListType 2)."""

    _child_spec = CertificateDigest


class Property(core.Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo: kind, name, who may sign, and the seal's own validity."""

    _fields = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("cert_list_type", core.Integer),
        ("cert_list", core.Any),
        ("create_date", core.GeneralizedTime),
        ("valid_start", core.GeneralizedTime),
        ("valid_end", core.GeneralizedTime),
    ]


class Picture(core.Sequence):  # type: ignore[misc]
    """SES_ESPictrueInfo: the picture and its size in millimetres."""

    _fields = [
        ("type", core.IA5String),
        ("data", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


class Extension(core.Sequence):  # type: ignore[misc]
    """One ExtData."""

    _fields = [
        ("id", core.ObjectIdentifier),
        ("critical", core.Boolean, {"default": False}),
        ("value", core.OctetString),
    ]


class Extensions(core.SequenceOf):  # type: ignore[misc]
    """ExtensionDatas."""

    _child_spec = Extension


class SealInfo(core.Sequence):  # type: ignore[misc]
    """SES_SealInfo: what the seal's maker signs."""

    _fields = [
        ("header", Header),
        ("es_id", core.IA5String),
        ("property", Property),
        ("picture", Picture),
        ("extensions", Extensions, {"optional": True}),
    ]


class Seal(core.Sequence):  # type: ignore[misc]
    """SES_Seal: the seal, its maker's certificate, and the maker's signature over DER of `info`."""

    _fields = [
        ("info", SealInfo),
        ("cert", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
    ]


class ToSign(core.Sequence):  # type: ignore[misc]
    """TBS_Sign: the seal, the time, and the SM3 digest of Signature.xml under its path."""

    _fields = [
        ("version", core.Integer),
        ("seal", Seal),
        ("time", core.GeneralizedTime),
        ("data_hash", core.OctetBitString),
        ("property_info", core.IA5String),
        ("extensions", Extensions, {"explicit": 0, "optional": True}),
    ]


class Signature(core.Sequence):  # type: ignore[misc]
    """SES_Signature: what SignedValue.dat holds; the signer signs DER of `to_sign`."""

    _fields = [
        ("to_sign", ToSign),
        ("cert", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("time_stamp", core.OctetBitString, {"explicit": 0, "optional": True}),
    ]
