"""JSON: an array of objects, or one object a line. Numbers keep the digits they were written with."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from yiwang.collection.errors import Unreadable
from yiwang.collection.readers.base import ROW, START, FileReader, Piece, Position, Spoiled
from yiwang.collection.readers.encoding import as_utf8
from yiwang.collection.readers.headers import clean_headers
from yiwang.text import Text

#: An array has to be read whole; lines do not.
LARGEST_ARRAY = 1 << 28
_LOOK = 1000


class JsonReader(FileReader):
    """One file. The columns are the keys of the first thousand objects, in the order they appear."""

    def __init__(self, file: Path, scratch: Path, *, chunk: int = 200_000) -> None:
        self._file, self._chunk = as_utf8(file, scratch), chunk
        with self._file.open("rb") as opened:
            start = opened.read(4096).lstrip()
        if not start:
            raise Unreadable(
                Text("文件是空的。", "The file is empty."),
                Text("请重新导出后报送。", "Export it again and send it."),
            )
        self._array = start.startswith(b"[")
        keys: dict[str, None] = {}
        for number, (_, one) in enumerate(self._objects(START)):
            if isinstance(one, Mapping):
                keys |= dict.fromkeys(str(key) for key in one)
            if number >= _LOOK:
                break
        self._columns = clean_headers(list(keys))

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    def pieces(self, position: Position = START) -> Iterator[Piece]:
        """Pieces after a position: `{"row": …, "byte": …}`."""
        row, gathered, numbers, spoiled = (
            int(position.get("row", 0)),
            list[Mapping[str, Any]](),
            list[int](),
            [],
        )
        at = int(position.get("byte", 0))
        for at, one in self._objects(position):
            row += 1
            if isinstance(one, Mapping):
                gathered.append(one)
                numbers.append(row)
            else:
                spoiled.append(Spoiled(row, str(one)[:2000], "no-json"))
            if len(numbers) + len(spoiled) >= self._chunk:
                yield Piece(
                    table_of(gathered, numbers, self._columns), {"row": row, "byte": at}, tuple(spoiled)
                )
                gathered, numbers, spoiled = [], [], []
        if numbers or spoiled:
            yield Piece(table_of(gathered, numbers, self._columns), {"row": row, "byte": at}, tuple(spoiled))

    def _objects(self, position: Position) -> Iterator[tuple[int, Any]]:
        """Each object with the byte after it (0 in an array); what is no JSON comes as text."""
        if self._array:
            skip = int(position.get("row", 0))
            for number, one in enumerate(self._whole()):
                if number >= skip:
                    yield 0, one
            return
        with self._file.open("rb") as opened:
            opened.seek(int(position.get("byte", 0)))
            while line := opened.readline(LARGEST_ARRAY):
                if line.strip():
                    yield opened.tell(), _parsed(line)

    def _whole(self) -> list[Any]:
        if self._file.stat().st_size > LARGEST_ARRAY:
            raise Unreadable(
                Text("JSON 数组文件过大。", "The JSON array is too large."),
                Text("请改为每行一个对象（JSONL）报送。", "Send one object a line (JSONL)."),
            )
        found = _parsed(self._file.read_bytes())
        if not isinstance(found, list):
            raise Unreadable(
                Text("JSON 不完整或不是数组。", "The JSON is cut off, or no array."),
                Text("请重新导出后报送。", "Export it again and send it."),
            )
        return found


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return data[:8000].decode("utf-8", "replace").strip()


def table_of(
    objects: Sequence[Mapping[str, Any]], numbers: Sequence[int], columns: Sequence[str]
) -> pa.Table:
    """Objects as a table of text; a key that is not among `columns` gets a column of its own behind them."""
    names = list(columns)
    known = set(names)
    for one in objects:
        for key in one:
            if key not in known:
                known.add(key)
                names.append(key)
    arrays = {name: pa.array([as_text(one.get(name)) for one in objects], pa.string()) for name in names}
    return pa.table(arrays | {ROW: pa.array(numbers, pa.int64())})


def as_text(value: Any) -> str | None:
    """A JSON value as a cell: nested values stay JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)
