"""CSV: read in blocks that end with a row, so that reading can go on at a byte; bad rows are set aside, the rest goes on.

A block is parsed by Arrow in one call. Where a block may end is found by the parity of quotes, which NumPy counts.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
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
            kept, last = b"", False
            while not last or kept:
                read = opened.read(self._block) if not last else b""
                data, last = kept + read, last or len(read) < self._block
                if not data:
                    return
                if _well_quoted(data, self._delimiter) and not (last and not _closed(data)):
                    end = len(data) if last else _cut(data)
                    records = [(data[:end], True)] if end else []
                else:
                    records, end = self._records(data, last)
                kept = data[end:]
                if not records:
                    continue
                piece, row = self._piece(records, row, at + end)
                at += end
                yield piece

    def _piece(self, records: list[tuple[bytes, bool]], row: int, at: int) -> tuple[Piece, int]:
        """Runs of rows, and lines that are none, as one piece."""
        tables, spoiled = [self._empty()], list[Spoiled]()
        for data, is_rows in records:
            if is_rows:
                table, bad, row = self._parse(data, row)
                tables.append(table)
                spoiled += bad
            else:
                row += 1
                spoiled.append(Spoiled(row, _shown(data), "open-quote"))
        return Piece(pa.concat_tables(tables), {"byte": at, "row": row}, tuple(spoiled)), row

    def _records(self, data: bytes, last: bool) -> tuple[list[tuple[bytes, bool]], int]:
        """Records one by one, for a block whose quotes do not pair; and the byte where the last whole one ends.

        A line whose quote is never closed as it should be is set aside alone; reading goes on with the line after it.
        """
        pattern = _record(self._delimiter)
        found: list[tuple[bytes, bool]] = []
        at = begun = 0
        while at < len(data):
            match = pattern.match(data, at)
            if match is not None and match.end() > at and (last or data[match.end() - 1] == _NEWLINE):
                at = match.end()
                continue
            line_end = data.find(b"\n", at) + 1
            waits = not last and (not line_end or _runs_on(data, at, self._delimiter))
            if waits and len(data) - at < LONGEST_RECORD:
                break
            if at > begun:
                found.append((data[begun:at], True))
            line_end = line_end or len(data)
            found.append((data[at:line_end], False))
            at = begun = line_end
        if at > begun:
            found.append((data[begun:at], True))
        return found, at

    def _parse(self, data: bytes, row: int) -> tuple[pa.Table, list[Spoiled], int]:
        bad: list[tuple[int, str]] = []

        def set_aside(invalid: arrow_csv.InvalidRow) -> str:
            bad.append((int(invalid.number), invalid.text))
            return "skip"

        names = [f"c{number}" for number in range(len(self._columns))]
        if not data.strip():
            return self._empty(), [], row
        # Arrow leaves out empty lines by itself; a NUL ends nothing, so it goes through to be judged as a cell.
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
        spoiled = [Spoiled(row + number, text[:SHOWN], "ragged") for number, text in bad]
        return table.append_column(ROW, pa.array(numbers)), spoiled, row + total

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


def _well_quoted(data: bytes, delimiter: str) -> bool:
    """Whether every quote opens where a cell begins and closes where one ends; one still open at the end is no fault."""
    if b'"' not in data:
        return True
    view = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(view == _QUOTE)
    opening = np.arange(len(places)) % 2 == 0
    edge = np.zeros(256, np.bool_)
    edge[[ord(delimiter), _NEWLINE, 13, _QUOTE]] = True
    before = edge[view[np.maximum(places - 1, 0)]] | (places == 0)
    after = edge[view[np.minimum(places + 1, len(view) - 1)]] | (places == len(view) - 1)
    return bool(np.where(opening, before, after).all())


@cache
def _record(delimiter: str) -> re.Pattern[bytes]:
    """One record with its line end: cells in quotes, or cells that do not begin with one."""
    mark = re.escape(delimiter.encode())
    cell = rb'(?:"(?:[^"]|"")*+"|[^"' + mark + rb"\r\n][^" + mark + rb"\r\n]*+|)"
    return re.compile(cell + rb"(?:" + mark + cell + rb")*+(?:\r?\n|\r?\Z)")


def _runs_on(data: bytes, at: int, delimiter: str) -> bool:
    """Whether the record at a byte may only lack what the next block brings: its last quote is open to the end."""
    mark = re.escape(delimiter.encode())
    cell = rb'(?:"(?:[^"]|"")*+"|[^"' + mark + rb"\r\n][^" + mark + rb"\r\n]*+|)"
    return re.compile(rb"(?:" + cell + mark + rb')*+"(?:[^"]|"")*+"?\Z').match(data, at) is not None


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
