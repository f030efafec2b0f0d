"""CSV: read in blocks that end with a row, so that reading can go on at a byte; bad rows are set aside, the rest goes on.

A block is parsed by Arrow in one call. Where a block may end is found by the parity of quotes, which NumPy counts.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from yiwang.collection.errors import Unreadable
from yiwang.collection.readers.base import ROW, START, FileReader, Piece, Position, Spoiled
from yiwang.collection.readers.encoding import as_utf8
from yiwang.collection.readers.headers import clean_headers
from yiwang.text import Text

#: A record may span lines, but not more than this: a quote that stays open longer was never meant.
LONGEST_RECORD = 1 << 26
#: How much of a spoiled row is kept for showing.
SHOWN = 2000
_QUOTE, _NEWLINE = 34, 10
_DELIMITERS = ",\t;|"


class CsvReader(FileReader):
    """One CSV file. `block` is bytes a piece, about; `scratch` is where a copy in UTF-8 may lie."""

    def __init__(self, file: Path, scratch: Path, *, block: int = 1 << 25, delimiter: str = "") -> None:
        self._file = as_utf8(file, scratch)
        self._block = block
        head, self._starts_at = _first_record(self._file)
        self._delimiter = delimiter or max(_DELIMITERS, key=head.count)
        self._columns = clean_headers(next(csv.reader([head], delimiter=self._delimiter), []))

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    def pieces(self, position: Position = START) -> Iterator[Piece]:
        """Pieces from a position on, `{"byte": …, "row": …}`."""
        at, row = int(position.get("byte", self._starts_at)), int(position.get("row", 0))
        with self._file.open("rb") as opened:
            opened.seek(at)
            kept = b""
            while True:
                read = opened.read(self._block)
                data, last = kept + read, len(read) < self._block
                end = len(data) if last and _closed(data) else _cut(data)
                if not end and not last and len(data) < LONGEST_RECORD:
                    kept = data
                    continue
                if not data:
                    return
                if end:
                    piece, row = self._parse(data[:end], row, at + end)
                else:
                    end = data.find(b"\n") + 1 or len(data)
                    piece, row = self._alone(data[:end], row, at + end)
                at, kept = at + end, data[end:]
                yield piece
                if last and not kept:
                    return
                if last:
                    opened.seek(at)
                    kept = b""

    def _alone(self, line: bytes, row: int, at: int) -> tuple[Piece, int]:
        """A line whose quotes do not pair: taken if it is a row all the same, set aside if not."""
        piece, after = self._parse(line, row, at)
        if piece.table.num_rows == 1 and not piece.spoiled and not line.rstrip().count(b'"\n'):
            opens = any(part.startswith(b'"') for part in line.split(self._delimiter.encode()))
            if not opens:
                return piece, after
        return Piece(self._empty(), piece.position, (Spoiled(row + 1, _shown(line), "open-quote"),)), row + 1

    def _parse(self, data: bytes, row: int, at: int) -> tuple[Piece, int]:
        bad: list[tuple[int, str]] = []

        def set_aside(invalid: arrow_csv.InvalidRow) -> str:
            bad.append((int(invalid.number), invalid.text))
            return "skip"

        names = [f"c{number}" for number in range(len(self._columns))]
        if not data.strip():
            return Piece(self._empty(), {"byte": at, "row": row}), row
        # Arrow leaves out empty lines by itself; a NUL would end nothing, so it goes through to be judged as a cell.
        table = arrow_csv.read_csv(
            pa.BufferReader(_readable(data)),
            read_options=arrow_csv.ReadOptions(
                column_names=names, use_threads=False, block_size=min(len(data) * 3 + 64, 2**31 - 1)
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._delimiter, newlines_in_values=True, invalid_row_handler=set_aside
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
            ),
        ).rename_columns(self._columns)
        total = table.num_rows + len(bad)
        numbers = np.arange(row + 1, row + total + 1)
        if bad:
            numbers = np.delete(numbers, [min(number, total) - 1 for number, _ in bad])
        spoiled = tuple(Spoiled(row + number, text[:SHOWN], "ragged") for number, text in bad)
        return (
            Piece(table.append_column(ROW, pa.array(numbers)), {"byte": at, "row": row + total}, spoiled),
            row + total,
        )

    def _empty(self) -> pa.Table:
        schema = pa.schema([*((name, pa.string()) for name in self._columns), (ROW, pa.int64())])
        return schema.empty_table()


def _first_record(file: Path) -> tuple[str, int]:
    """The header and the byte after it. Raises Unreadable for an empty file."""
    with file.open("rb") as opened:
        head = opened.read(LONGEST_RECORD if file.stat().st_size < 1 << 20 else 1 << 20)
    start = 0
    while start < len(head):
        end = head.find(b"\n", start)
        while end >= 0 and head.count(b'"', start, end) % 2:
            end = head.find(b"\n", end + 1)
        end = len(head) if end < 0 else end + 1
        line = head[start:end].decode("utf-8", "replace").strip("\r\n")
        if line.strip(" \t,;|"):
            return line, end
        start = end
    raise Unreadable(
        Text("文件是空的，没有表头。", "The file is empty: there is no header."),
        Text(
            "第一行应是列名；请重新导出后报送。",
            "The first row has to hold the column names: export it again.",
        ),
    )


def _closed(data: bytes) -> bool:
    return data.count(b'"') % 2 == 0


def _cut(data: bytes) -> int:
    """Where the last row of a block ends: after the last line end outside quotes; 0 when there is none."""
    if b'"' not in data:
        return data.rfind(b"\n") + 1
    view = np.frombuffer(data, np.uint8)
    inside = np.bitwise_xor.accumulate((view == _QUOTE).view(np.uint8))
    ends = np.flatnonzero((view == _NEWLINE) & (inside == 0))
    return int(ends[-1]) + 1 if len(ends) else 0


def _readable(data: bytes) -> bytes:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace").encode()
    return data


def _shown(line: bytes) -> str:
    return line[: SHOWN * 4].decode("utf-8", "replace").strip("\r\n")[:SHOWN]


def text_of(rows: list[list[str]]) -> bytes:
    """Rows as CSV in UTF-8, for what is pasted or typed in by hand."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
