"""Plain arithmetic on the SM2 curve, for the one thing GmSSL's binding lacks: the public point of a scalar.

Not constant in time. It runs only when a bare scalar is handed in on a machine without Tongsuo.
"""

from yiwang.crypto.sm2.types import A, G, P

Point = tuple[int, int] | None


def add(one: Point, other: Point) -> Point:
    """The sum of two points; None is the point at infinity."""
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % P == 0:
            return None
        slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P) % P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def public_point(scalar: int) -> bytes:
    """`scalar`·G as `04 | X | Y`, for scalars 1 … n−1."""
    total: Point = None
    power: Point = G
    while scalar:
        if scalar & 1:
            total = add(total, power)
        power = add(power, power)
        scalar >>= 1
    assert total is not None
    return b"\x04" + total[0].to_bytes(32) + total[1].to_bytes(32)
