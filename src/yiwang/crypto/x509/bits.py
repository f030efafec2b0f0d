"""BIT STRINGs that carry whole octets."""

from typing import Any

from yiwang.crypto.errors import BadCertificate


def whole_octets(bit_string: Any) -> bytes:
    """The octets of an asn1crypto BIT STRING; raises BadCertificate if it claims unused bits.

    asn1crypto ignores that count where the unused bits are zero, so a changed byte would go unseen there.
    """
    contents: bytes = bit_string.contents
    if not contents or contents[0] != 0:
        raise BadCertificate("a bit string is not made of whole octets")
    return contents[1:]
