"""The forms in which departments hand in: what their own systems happen to export."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = Mapping[str, Any]
SUFFIXES: Mapping[str, str] = {
    "parquet": ".parquet",
    "csv-utf8": ".csv",
    "csv-utf8-bom": ".csv",
    "csv-gb18030": ".csv",
    "jsonl": ".jsonl",
    "xlsx": ".xlsx",
}


def write(rows: Sequence[Row], form: str, path: Path) -> None:
    """Write rows in one of the forms of `SUFFIXES`; all rows have the same columns."""
    _WRITERS[form](rows, path)


def _plain(value: object) -> object:
    """A value as text files hold it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _csv(encoding: str) -> Callable[[Sequence[Row], Path], None]:
    def write_csv(rows: Sequence[Row], path: Path) -> None:
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)

    return write_csv


def _jsonl(rows: Sequence[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            plain = {name: _plain(value) for name, value in row.items()}
            file.write(json.dumps(plain, ensure_ascii=False) + "\n")


def _xlsx(rows: Sequence[Row], path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([_plain(value) for value in row.values()])
    book.save(path)


def _parquet(rows: Sequence[Row], path: Path) -> None:
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), path, compression="zstd")


_WRITERS: Mapping[str, Callable[[Sequence[Row], Path], None]] = {
    "parquet": _parquet,
    "csv-utf8": _csv("utf-8"),
    "csv-utf8-bom": _csv("utf-8-sig"),
    "csv-gb18030": _csv("gb18030"),
    "jsonl": _jsonl,
    "xlsx": _xlsx,
}
