"""Marking a file for its recipient, so that one copied cell betrays where it came from.

The mark is the trace number in zero-width characters, framed, put behind the text of one column. It survives copying and
pasting of text. Against retyping there is a second way: the digests of the file's rows are kept (`row_marks`).
"""

from collections.abc import Iterable, Sequence

from yiwang.crypto import api as crypto

_ZERO, _ONE, _FRAME = "\u200b", "\u200c", "\u2060"
_BITS = 40
_MARK = 8


def marked(text: str, trace: int) -> str:
    """The text with the mark behind it."""
    bits = f"{trace:0{_BITS}b}"
    return f"{text}{_FRAME}{''.join(_ONE if bit == '1' else _ZERO for bit in bits)}{_FRAME}"


def traces_in(text: str) -> tuple[int, ...]:
    """Every trace number that a text carries."""
    found = []
    for part in text.split(_FRAME):
        if len(part) == _BITS and set(part) <= {_ZERO, _ONE}:
            found.append(int("".join("1" if sign == _ONE else "0" for sign in part), 2))
    return tuple(dict.fromkeys(found))


def unmarked(text: str) -> str:
    """The text without any mark."""
    return "".join(sign for sign in text if sign not in (_ZERO, _ONE, _FRAME, "\ufeff"))


def row_mark(cells: Sequence[object]) -> bytes:
    """Eight bytes of SM3 that know a row again, however it was copied or retyped."""
    plain = "\x1f".join(unmarked("" if cell is None else str(cell)).strip() for cell in cells)
    return crypto.sm3(plain.encode())[:_MARK]


def row_marks(rows: Iterable[Sequence[object]]) -> bytes:
    """The marks of all rows, sorted and joined."""
    return b"".join(sorted({row_mark(row) for row in rows}))


def shared_rows(marks: bytes, wanted: set[bytes]) -> int:
    """How many of the wanted rows a file had."""
    held = {marks[start : start + _MARK] for start in range(0, len(marks), _MARK)}
    return len(held & wanted)
