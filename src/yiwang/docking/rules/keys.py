"""Whether a text is a public key at all."""

#: The recommended curve of GB/T 32918.5: y² = x³ + ax + b over P.
_P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93


def is_point(text: str) -> bool:
    """Whether it is an uncompressed point of the SM2 curve in hex: 04, X, Y."""
    try:
        point = bytes.fromhex(text)
    except ValueError:
        return False
    if len(point) != 65 or point[0] != 4:
        return False
    x, y = int.from_bytes(point[1:33]), int.from_bytes(point[33:])
    return x < _P and y < _P and (y * y - (x * x * x - 3 * x + _B)) % _P == 0
