"""Is a byte string DER in its only form? BER allows many, and each would be a byte changed without notice."""

_CONSTRUCTED_UNIVERSAL = {16, 17}
_BOOLEAN, _INTEGER, _BIT_STRING = 1, 2, 3
_DEEP = 64


def is_der(data: bytes) -> bool:
    """Whether `data` is exactly one DER value: definite shortest lengths, nothing after it, no constructed strings."""
    try:
        return _value(data, 0, len(data), 0) == len(data)
    except IndexError:
        return False


def der_length(data: bytes) -> int:
    """How many bytes the DER value at the start of `data` takes, from its header alone; 0 when that is broken."""
    try:
        start, size = _header(data, 0)
    except (IndexError, _NotDer):
        return 0
    return start + size


class _NotDer(Exception):
    pass


def _value(data: bytes, at: int, end: int, depth: int) -> int:
    """The end of the value at `at`, or -1 when it is not DER."""
    try:
        start, size = _header(data, at)
    except _NotDer:
        return -1
    stop = start + size
    if stop > end or depth > _DEEP:
        return -1
    tag = data[at]
    constructed, universal, number = bool(tag & 0x20), tag & 0xC0 == 0, tag & 0x1F
    if universal and constructed != (number in _CONSTRUCTED_UNIVERSAL):
        return -1
    if not constructed:
        return stop if _primitive(number if universal else 0, data[start:stop]) else -1
    place = start
    while place < stop:
        place = _value(data, place, stop, depth + 1)
        if place < 0:
            return -1
    return stop


def _header(data: bytes, at: int) -> tuple[int, int]:
    """Where the contents start and how long they are."""
    if data[at] & 0x1F == 0x1F:
        raise _NotDer  # no structure we accept has a tag number above 30
    first = data[at + 1]
    if first < 0x80:
        return at + 2, first
    count = first & 0x7F
    if not 1 <= count <= 4 or len(data) < at + 2 + count:
        raise _NotDer
    size = int.from_bytes(data[at + 2 : at + 2 + count], "big")
    if size < 0x80 or size >> (8 * (count - 1)) == 0:
        raise _NotDer
    return at + 2 + count, size


def _primitive(number: int, contents: bytes) -> bool:
    if number == _BOOLEAN:
        return contents in (b"\0", b"\xff")
    if number == _INTEGER:
        redundant = len(contents) > 1 and contents[0] in (0, 0xFF) and contents[0] >> 7 == contents[1] >> 7
        return bool(contents) and not redundant
    if number == _BIT_STRING:
        # An empty value has no unused bits; unused bits of others are zero.
        if not contents or contents[0] > 7:
            return False
        return contents[0] == 0 or (len(contents) > 1 and contents[-1] & ((1 << contents[0]) - 1) == 0)
    return True
