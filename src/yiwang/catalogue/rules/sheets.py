"""Tables as spreadsheets and back: CSV in the encodings people really send, XLSX, and no formula ever run."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from yiwang.catalogue.errors import BadSheet
from yiwang.text import Text

Cell = str | int | float | bool | Decimal | date | datetime | None
MAXIMUM_BYTES, MAXIMUM_ROWS, MAXIMUM_CELL = 10 * 1024 * 1024, 50_000, 32_000
#: What a spreadsheet takes for the beginning of a formula.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


def guarded(value: str) -> str:
    """Text that no spreadsheet runs: an apostrophe goes before what looks like a formula (or like our own guard)."""
    return f"{_GUARD}{value}" if value.startswith((*_DANGEROUS, _GUARD)) else value


def unguarded(value: str) -> str:
    """The text again, without our apostrophe."""
    whole = value[1:]
    return whole if value.startswith(_GUARD) and whole.startswith((*_DANGEROUS, _GUARD)) else value


def as_csv(table: Iterable[Sequence[Cell]]) -> bytes:
    """CSV in UTF-8 with the mark by which Excel knows it, text guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in table:
        writer.writerow([_written(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _written(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return guarded(cell)
    return "" if cell is None else cell


def as_xlsx(table: Iterable[Sequence[Cell]], *, title: str = "Sheet1") -> bytes:
    """XLSX with text as text: leading zeros and long numbers stay, nothing is a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in table:
        cells = []
        for cell in row:
            made = WriteOnlyCell(
                sheet, value=_clean(_written(cell)) if isinstance(cell, str) else _value(cell)
            )
            if isinstance(cell, str):
                made.data_type, made.number_format = "s", "@"
            cells.append(made)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(cell: Cell) -> Any:
    """What openpyxl writes: of its own kinds of value all but aware moments."""
    return cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _clean(value: Any) -> Any:
    """XML knows no control characters."""
    return "".join(one for one in str(value) if one in "\t\n\r" or one >= " ")


def read_sheet(data: bytes, name: str) -> list[list[str]]:
    """The rows of a CSV or XLSX file as text, our guards taken off.

    Raises:
        BadSheet: too large, no such file, a formula, or an encoding that cannot be told.
    """
    if len(data) > MAXIMUM_BYTES:
        raise BadSheet(Text("文件超过 10 MB。", "The file is larger than 10 MB."))
    if not data.strip():
        raise BadSheet(Text("文件是空的。", "The file is empty."))
    if data[:4] == b"PK\x03\x04":
        return _read_xlsx(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or name.lower().endswith((".xls", ".et")):
        raise BadSheet(Text("这是旧版 XLS 文件。", "This is an old XLS file."))
    return _read_csv(decoded(data))


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without mark, UTF-16 with mark, else GB18030. Raises BadSheet."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadSheet(
        Text("无法识别文件编码，可用 UTF-8 或 GB18030。", "The encoding is not known; use UTF-8 or GB18030.")
    )


def _read_csv(text: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max((",", "\t", ";"), key=first.count)
    csv.field_size_limit(MAXIMUM_BYTES)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append([unguarded(cell.strip()) for cell in row])
            _limit(rows)
    except csv.Error as wrong:
        raise BadSheet(
            Text(
                f"第 {reader.line_num} 行无法读取：引号没有配对或分隔符有误。",
                f"Line {reader.line_num} cannot be read: {wrong}.",
            )
        ) from None
    return rows


def _read_xlsx(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    unreadable = BadSheet(Text("这不是有效的 XLSX 文件。", "This is not a valid XLSX file."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > 20 * MAXIMUM_BYTES:
                raise BadSheet(Text("文件解开后过大。", "The file is too large once unpacked."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
    except BadSheet:
        raise
    except Exception:  # openpyxl raises whatever its parsers raise
        raise unreadable from None
    rows: list[list[str]] = []
    try:
        for row in sheet.iter_rows():
            rows.append([_read_cell(cell, len(rows) + 1) for cell in row])
            _limit(rows)
    except BadSheet:
        raise
    except Exception:
        raise unreadable from None
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _read_cell(cell: Any, number: int) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise BadSheet(
            Text(
                f"第 {number} 行含有公式，请改为数值。",
                f"Row {number} holds a formula; paste its value instead.",
            )
        )
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unguarded(str(value).strip())


def _limit(rows: list[list[str]]) -> None:
    if len(rows) > MAXIMUM_ROWS:
        raise BadSheet(Text(f"超过 {MAXIMUM_ROWS} 行。", f"There are more than {MAXIMUM_ROWS} rows."))
    if any(len(cell) > MAXIMUM_CELL for cell in rows[-1]):
        raise BadSheet(
            Text(
                f"第 {len(rows)} 行有超过 {MAXIMUM_CELL} 字的单元格。",
                f"Row {len(rows)} holds a cell of more than {MAXIMUM_CELL} characters.",
            )
        )
