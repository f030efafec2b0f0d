"""XLSX: values as stored, by a streaming reader of our own, which sees what a number was before a library rounds it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from lxml import etree

from yiwang.collection.errors import Unreadable
from yiwang.collection.readers.base import ROW, START, FileReader, Piece, Position, Spoiled
from yiwang.collection.readers.headers import clean_headers
from yiwang.collection.readers.workbook import MAIN, Workbook, elements, text_of
from yiwang.collection.rules.cells import marked
from yiwang.collection.rules.excel import day_text, number_text
from yiwang.text import Text

#: Rows looked through for the header: titles and notes often stand above it.
_HEAD_ROWS = 10
_LETTERS = re.compile(r"[A-Z]+")
Cells = dict[int, str]


@dataclass
class _Seen:
    """What was met on the way, to be told at the end."""

    formulas: int = 0
    external: int = 0


class XlsxReader(FileReader):
    """One sheet of a workbook. `expected` are names that the header should have: they tell it from a title."""

    def __init__(
        self, file: Path, *, sheet: str = "", chunk: int = 200_000, expected: Collection[str] = ()
    ) -> None:
        self._book = Workbook(file)
        self._sheet, self._chunk = sheet, chunk
        self._shared: list[str] | None = None
        self._header_row, self._columns = self._find_header(set(expected))

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    def close(self) -> None:
        self._book.archive.close()

    def _find_header(self, expected: set[str]) -> tuple[int, tuple[str, ...]]:
        rows = self._rows(_Seen())
        head = [row for _, row in zip(range(_HEAD_ROWS), rows, strict=False)]
        rows.close()  # type: ignore[attr-defined]
        if not head:
            raise Unreadable(
                Text("工作表是空的，没有表头。", "The sheet is empty: there is no header."),
                Text("第一行应是列名。", "The first row has to hold the column names."),
            )
        number, cells = max(head, key=lambda one: len(expected & {text.strip() for text in one[1].values()}))
        width = max(cells) + 1
        return number, clean_headers([cells.get(place) for place in range(width)])

    def pieces(self, position: Position = START) -> Iterator[Piece]:
        """Pieces after a position, `{"row": …}`, counted from the header on."""
        after, seen = int(position.get("row", 0)), _Seen()
        lists: list[list[str | None]] = [[] for _ in self._columns]
        numbers: list[int] = []
        spoiled: list[Spoiled] = []
        last = after
        for physical, cells in self._rows(seen):
            last = physical - self._header_row
            if last <= after:
                continue
            beyond = [text for place, text in cells.items() if place >= len(self._columns)]
            if beyond:
                shown = " | ".join(cells.get(place, "") for place in range(max(cells) + 1))
                spoiled.append(Spoiled(last, shown[:2000], "ragged"))
            else:
                numbers.append(last)
                for place, column in enumerate(lists):
                    column.append(cells.get(place))
            if len(numbers) + len(spoiled) >= self._chunk:
                yield self._piece(lists, numbers, spoiled, last, ())
                lists, numbers, spoiled = [[] for _ in self._columns], [], []
        notes = self._notes(seen)
        if numbers or spoiled or notes:
            yield self._piece(lists, numbers, spoiled, last, notes)

    def _piece(
        self,
        lists: list[list[str | None]],
        numbers: list[int],
        spoiled: list[Spoiled],
        row: int,
        notes: tuple[Text, ...],
    ) -> Piece:
        columns = {
            name: pa.array(values, pa.string()) for name, values in zip(self._columns, lists, strict=True)
        }
        table = pa.table(columns | {ROW: pa.array(numbers, pa.int64())})
        return Piece(table, {"row": row}, tuple(spoiled), notes)

    def _notes(self, seen: _Seen) -> tuple[Text, ...]:
        notes = []
        if seen.formulas:
            notes.append(
                Text(
                    f"{seen.formulas} 个公式单元格按已保存的值读取。",
                    f"{seen.formulas} formula cells were read by their stored values.",
                )
            )
        if self._book.links_out:
            notes.append(
                Text(
                    "表格链接了其他文件；外部链接一律不打开。",
                    "The workbook links to other files; links are never followed.",
                )
            )
        return tuple(notes)

    def _rows(self, seen: _Seen) -> Iterator[tuple[int, Cells]]:
        """Physical row number and the cells that hold something."""
        if self._shared is None:
            self._shared = self._book.shared()
        counted = 0
        with self._book.sheet(self._sheet) as part:
            for element in elements(part, "row"):
                counted = int(element.get("r") or counted + 1)
                cells = self._cells(element, seen)
                if cells:
                    yield counted, cells

    def _cells(self, row: etree._Element, seen: _Seen) -> Cells:
        found: Cells = {}
        place = -1
        for cell in row:
            if cell.tag != f"{MAIN}c":
                continue
            place = _place(cell.get("r")) if cell.get("r") else place + 1
            if (text := self._text(cell, seen)) is not None and text.strip():
                found[place] = text
        return found

    def _text(self, cell: etree._Element, seen: _Seen) -> str | None:
        kind, value, formula = cell.get("t"), cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
        raw = value.text if value is not None else None
        text: str | None
        if kind == "inlineStr":
            text = text_of(cell)
        elif raw is None:
            text = None
        elif kind == "s":
            assert self._shared is not None
            text = self._shared[int(raw)] if int(raw) < len(self._shared) else None
        elif kind == "b":
            text = "true" if raw == "1" else "false"
        elif kind == "e":
            text = marked("error-cell", raw)
        elif kind in ("str", "d"):
            text = raw
        elif int(cell.get("s") or 0) in self._book.date_styles:
            text = day_text(raw, since_1904=self._book.since_1904)
        else:
            text = number_text(raw)
        if formula is not None:
            seen.formulas += 1
            if text is not None and "[" in (formula.text or ""):
                text = marked("external", text)
        return text


def _place(reference: str | None) -> int:
    """The column of `AB12`, from 0."""
    letters = _LETTERS.match(reference or "")
    number = 0
    for letter in letters.group() if letters else "A":
        number = number * 26 + ord(letter) - 64
    return number - 1
