"""Reading the days off and make-up days of one year from an operator's file."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from yiwang.calendar.errors import BadRow, BadYear
from yiwang.calendar.types import SpecialDay
from yiwang.text import Text

_COLUMNS = ["date", "kind", "name"]


def read_year(data: bytes, *, year: int) -> tuple[SpecialDay, ...]:
    """The special days of `year` from CSV with the columns date (ISO), kind (holiday, makeup), name.

    UTF-8 or GB 18030, as spreadsheets write it. Raises `BadYear` with every bad row at once.
    """
    rows = csv.DictReader(io.StringIO(_decode(data), newline=""))
    if rows.fieldnames != _COLUMNS:
        raise BadYear([BadRow(1, Text("表头应为 date,kind,name", "The header must be date,kind,name"))])
    found: dict[date, SpecialDay] = {}
    bad: list[BadRow] = []
    for row in rows:
        fault = _fault(row, year, found)
        if fault:
            bad.append(BadRow(rows.line_num, fault))
        else:
            day = date.fromisoformat(row["date"].strip())
            found[day] = SpecialDay(
                day, "makeup" if row["kind"] == "makeup" else "holiday", row["name"].strip()
            )
    bad.extend(_faults_of_the_whole(found.values(), bad))
    if bad:
        raise BadYear(bad)
    return tuple(sorted(found.values(), key=lambda special: special.day))


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadYear(
        [BadRow(0, Text("文件不是UTF-8或GB18030编码的文本", "The file is not UTF-8 or GB 18030 text"))]
    )


def _fault(row: dict[str, str], year: int, found: dict[date, SpecialDay]) -> Text | None:
    if None in row or None in row.values():
        return Text("应为三列", "There must be three columns")
    try:
        day = date.fromisoformat(row["date"].strip())
    except ValueError:
        return Text(
            f"“{row['date']}”不是YYYY-MM-DD格式的日期", f"“{row['date']}” is not a date like YYYY-MM-DD"
        )
    if day.year != year:
        return Text(f"{day}不在{year}年", f"{day} is not in {year}")
    if day in found:
        return Text(f"{day}重复", f"{day} is given twice")
    if row["kind"] not in ("holiday", "makeup"):
        return Text(f"类型“{row['kind']}”无效", f"The kind “{row['kind']}” does not exist")
    if row["kind"] == "makeup" and day.weekday() < 5:
        return Text(f"{day}是周一至周五，不会是调休上班日", f"{day} is a weekday and cannot be a make-up day")
    return None


def _faults_of_the_whole(found: Iterable[SpecialDay], bad: list[BadRow]) -> list[BadRow]:
    if bad or any(special.kind == "holiday" for special in found):
        return []
    return [BadRow(0, Text("文件中没有任何放假日", "The file holds no day off"))]
