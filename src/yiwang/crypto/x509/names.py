"""Distinguished names, written as UTF-8 and read from whatever real certificates contain."""

from typing import Any

from asn1crypto import x509

from yiwang.crypto.x509.types import Name

_PARTS = {
    "country_name": "country",
    "state_or_province_name": "province",
    "locality_name": "locality",
    "organization_name": "organization",
    "organizational_unit_name": "organizational_unit",
    "common_name": "common_name",
}


def encode(name: Name) -> Any:
    """The asn1crypto form."""
    return x509.Name.build({part: value for part, field in _PARTS.items() if (value := getattr(name, field))})


def read(name: Any, part: str) -> str:
    """The first value of one part, or an empty string.

    asn1crypto's own `.native` fails on a TeletexString that holds GBK, which Chinese authorities have issued.
    """
    for relative in name.chosen:
        for pair in relative:
            if pair["type"].native == part:
                return _decode(pair["value"].chosen)
    return ""


def _decode(value: Any) -> str:
    encodings = {"BMPString": ["utf-16-be"], "UniversalString": ["utf-32-be"]}
    for encoding in encodings.get(type(value).__name__, ["utf-8", "gb18030"]):
        try:
            return str(value.contents.decode(encoding))
        except UnicodeDecodeError:
            continue
    return str(value.contents.decode("latin-1"))
