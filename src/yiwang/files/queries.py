"""Giving files back."""

from yiwang.crypto import api as crypto
from yiwang.files.errors import FileDamaged, NoSuchFile
from yiwang.files.place import path_of


def read(digest: str) -> bytes:
    """The bytes stored under an SM3 digest (hex), verified; raises NoSuchFile or FileDamaged."""
    try:
        data = path_of(digest).read_bytes()
    except FileNotFoundError as error:
        raise NoSuchFile(digest) from error
    if crypto.sm3(data).hex() != digest:
        raise FileDamaged(digest)
    return data
