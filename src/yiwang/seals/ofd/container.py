"""The ZIP container of an OFD file in one canonical form.

An OFD seal protects what the entries hold, not the ZIP bytes around them: names in headers, times, compressed streams.
We write the container in one form only (fixed time, no extras, headers that agree), and the seal's Signature.xml
also carries the digest of the container's bytes before it (`CONTAINER`). What comes after is stored uncompressed and can be
rebuilt byte for byte, so no byte of the file is outside of a digest.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from yiwang.crypto.api import sm3

#: Name of the parameter in Signature.xml; its value is `<length>:<SM3 hex>` of the container's first bytes.
CONTAINER = "yiwang.container"
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
_VERSION, _TIME, _DATE = 20, 0, 0x21  # 1980-01-01 00:00


@dataclass(frozen=True)
class Entry:
    """One file of the package: its name without leading slash, its bytes, and how they are packed."""

    name: str
    data: bytes
    packed: bytes
    method: int
    crc: int

    @classmethod
    def of(cls, name: str, data: bytes, *, pack: bool = True) -> "Entry":
        """An entry of `data`, deflated when that makes it smaller."""
        packed, method = data, 0
        if pack:
            deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
            deflated = deflater.compress(data) + deflater.flush()
            if len(deflated) < len(data):
                packed, method = deflated, 8
        return cls(name, data, packed, method, zlib.crc32(data))

    @cached_property
    def digest(self) -> bytes:
        """SM3 of the data."""
        return sm3(self.data)

    @cached_property
    def local(self) -> bytes:
        """The entry as it stands in the container: local header, name, packed bytes."""
        name = self.name.encode("ascii")
        header = LOCAL.pack(
            b"PK\3\4",
            _VERSION,
            0,
            self.method,
            _TIME,
            _DATE,
            self.crc,
            len(self.packed),
            len(self.data),
            len(name),
            0,
        )
        return header + name + self.packed

    def central(self, offset: int) -> bytes:
        """The entry's line in the central directory."""
        name = self.name.encode("ascii")
        return (
            CENTRAL.pack(
                b"PK\1\2", _VERSION, _VERSION, 0, self.method, _TIME, _DATE,
                self.crc, len(self.packed), len(self.data), len(name), 0, 0, 0, 0, 0, offset,
            )
            + name
        )  # fmt: skip


def write_container(entries: Sequence[Entry]) -> bytes:
    """The canonical container of `entries` in their order."""
    parts, lines, offset = [], [], 0
    for entry in entries:
        local = entry.local
        parts.append(local)
        lines.append(entry.central(offset))
        offset += len(local)
    directory = b"".join(lines)
    count = len(entries)
    end = END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)
    return b"".join([*parts, directory, end])
