"""Read the ZIP container of an OFD file strictly: what two readers could understand differently is refused.

Python's zipfile (like most) trusts the central directory and forgives the rest; an attacker lives in that gap.
"""

import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from yiwang.seals.ofd.container import CENTRAL, END, LOCAL, Entry, write_container
from yiwang.seals.verify import limits
from yiwang.seals.verify.refusal import Refusal

_DESCRIPTOR, _UTF8 = 0x08, 0x800


@dataclass(frozen=True)
class Archive:
    """The entries in file order, where each ends in the file, and whether the file is in our canonical form."""

    entries: tuple[Entry, ...]
    data: bytes

    @property
    def canonical(self) -> bool:
        """Whether writing the entries again gives the very same bytes. We never write a name that is not ASCII."""
        ours = all(entry.name.isascii() for entry in self.entries)
        return ours and write_container(self.entries) == self.data

    def named(self, name: str) -> Entry | None:
        """The entry of that name (a leading slash is ignored)."""
        name = name.lstrip("/")
        return next((entry for entry in self.entries if entry.name == name), None)


@dataclass(frozen=True)
class _Line:
    """One line of the central directory."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed_size: int
    size: int
    offset: int


def read_archive(data: bytes) -> Archive:
    """The package, or Refusal with the reason. Unpacks within `limits`."""
    lines, directory_at = _directory(data)
    entries: list[Entry] = []
    unpacked = place = 0
    for index, line in enumerate(lines):
        end = lines[index + 1].offset if index + 1 < len(lines) else directory_at
        if line.offset != place:
            raise Refusal("文件条目之间夹有其他数据。", "There is data between the files of the package.")
        entry = _entry(data, line, end)
        unpacked += len(entry.data)
        if unpacked > limits.UNPACKED_SIZE:
            raise Refusal("解压后的内容过大。", "The unpacked contents are too large.")
        if not entry.name.endswith("/"):
            entries.append(entry)
        place = end
    if place != directory_at:
        raise Refusal("文件中夹有未登记的数据。", "The package has data that its directory does not list.")
    names = [entry.name.casefold() for entry in entries]
    if len(set(names)) != len(names):
        raise Refusal("文件中有重名条目。", "Two files of the package have the same name.")
    return Archive(tuple(entries), data)


def _directory(data: bytes) -> tuple[list[_Line], int]:
    if len(data) < END.size or data[-END.size : -END.size + 4] != b"PK\5\6":
        raise Refusal(
            "压缩包结尾不完整，或其后附有数据。", "The package has no proper end, or data follows it."
        )
    _, disk, start_disk, here, count, size, offset, comment = END.unpack(data[-END.size :])
    if disk or start_disk or comment or here != count:
        raise Refusal("压缩包结尾的记录不一致。", "The record at the end of the package contradicts itself.")
    if count > limits.ENTRIES:
        raise Refusal("压缩包内文件过多。", "The package has too many files.")
    if offset + size != len(data) - END.size:
        raise Refusal("压缩包目录的位置不正确。", "The directory of the package is not where its end says.")
    lines, place = [], offset
    for _ in range(count):
        if place + CENTRAL.size > len(data) - END.size:
            raise Refusal("压缩包目录不完整。", "The directory of the package is cut short.")
        line, place = _line(data, place)
        lines.append(line)
    if place != offset + size:
        raise Refusal("压缩包目录中有多余数据。", "The directory of the package has data left over.")
    return sorted(lines, key=lambda line: line.offset), offset


def _line(data: bytes, place: int) -> tuple[_Line, int]:
    fields = CENTRAL.unpack_from(data, place)
    mark, _, _, flags, method, _, _, crc, packed, size, name_size, extra, comment, disk, _, _, offset = fields
    if mark != b"PK\1\2" or disk or comment or 0xFFFFFFFF in (packed, size, offset):
        raise Refusal("压缩包目录条目不正确。", "A line of the package's directory is wrong.")
    start = place + CENTRAL.size
    name = data[start : start + name_size]
    return _Line(name, flags, method, crc, packed, size, offset), start + name_size + extra


def _entry(data: bytes, line: _Line, end: int) -> Entry:
    name = _name(line.name)
    if line.flags & ~(_DESCRIPTOR | _UTF8) or line.method not in (0, 8):
        raise Refusal(
            f"{name}：不支持的压缩方式或加密。", f"{name}: encrypted, or packed in a way not supported."
        )
    if line.offset + LOCAL.size > end or data[line.offset : line.offset + 4] != b"PK\3\4":
        raise Refusal(f"{name}：条目头不正确。", f"{name}: its header is wrong.")
    fields = LOCAL.unpack_from(data, line.offset)
    _, _, flags, method, _, _, crc, packed_size, size, name_size, extra = fields
    start = line.offset + LOCAL.size + name_size + extra
    local_name = data[line.offset + LOCAL.size : line.offset + LOCAL.size + name_size]
    told = (0, 0, 0) if flags & _DESCRIPTOR and not crc else (line.crc, line.packed_size, line.size)
    if (local_name, flags, method) != (line.name, line.flags, line.method) or (
        crc,
        packed_size,
        size,
    ) != told:
        raise Refusal(f"{name}：条目头与目录不一致。", f"{name}: its header contradicts the directory.")
    packed = data[start : start + line.packed_size]
    if not _ends_well(data, start + line.packed_size, end, line):
        raise Refusal(f"{name}：条目长度不正确。", f"{name}: its length is wrong.")
    content = _unpack(name, packed, line)
    if zlib.crc32(content) != line.crc:
        raise Refusal(f"{name}：校验和不正确。", f"{name}: its checksum is wrong.")
    return Entry(name, content, packed, line.method, line.crc)


def _name(raw: bytes) -> str:
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("条目名称不是 UTF-8。", "A file's name is not UTF-8.") from None
    path = PurePosixPath(name)
    if not name or path.is_absolute() or ".." in path.parts or "\\" in name or not name.isprintable():
        raise Refusal(f"条目名称 {name!r} 不安全。", f"The file name {name!r} is not safe.")
    return name


def _ends_well(data: bytes, place: int, end: int, line: _Line) -> bool:
    """Whether the entry ends at `end`: right after its bytes, or after a data descriptor that agrees."""
    rest = data[place:end]
    if not line.flags & _DESCRIPTOR:
        return place == end
    numbers = b"".join(value.to_bytes(4, "little") for value in (line.crc, line.packed_size, line.size))
    return rest in (numbers, b"PK\7\x08" + numbers)


def _unpack(name: str, packed: bytes, line: _Line) -> bytes:
    if line.size > limits.ENTRY_SIZE:
        raise Refusal(f"{name}：解压后过大。", f"{name}: too large when unpacked.")
    if line.method == 0:
        content, done, left = packed, True, b""
    else:
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(packed, line.size + 1)
        except zlib.error:
            raise Refusal(f"{name}：压缩数据已损坏。", f"{name}: its packed data is damaged.") from None
        done, left = inflater.eof, inflater.unused_data
    if len(content) != line.size or not done or left:
        raise Refusal(f"{name}：解压后的长度不符。", f"{name}: its unpacked length is not what it says.")
    return content
