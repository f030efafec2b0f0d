"""Figures from the statisticians' spreadsheets, saved as CSV."""

import csv
import io
from datetime import date
from decimal import Decimal, InvalidOperation

from yiwang.macro.errors import BadFigures
from yiwang.macro.types import Figure

#: The columns of the resource `macro-series`, of which these are read.
COLUMNS = ("indicator", "area_code", "industry_code", "period", "value", "comparable", "published_on")


def figures_from_csv(raw: bytes) -> tuple[Figure, ...]:
    """Read a CSV in UTF-8 (BOM or not) or GB18030 with the columns of `COLUMNS`; `comparable` may be missing.

    Raises `BadFigures` naming each bad line by its number in the file.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    reader = csv.DictReader(io.StringIO(text))
    lacking = {"indicator", "area_code", "period", "value", "published_on"} - set(reader.fieldnames or ())
    if lacking:
        raise BadFigures((f"1: {'、'.join(sorted(lacking))}?",))
    figures, faults = [], []
    for row in reader:
        try:
            figures.append(_figure(row))
        except (InvalidOperation, ValueError, AttributeError):
            faults.append(f"{reader.line_num}: {','.join(str(value) for value in row.values())[:60]}")
    if faults:
        raise BadFigures(tuple(faults))
    return tuple(figures)


def _figure(row: dict[str, str]) -> Figure:
    comparable = (row.get("comparable") or "").strip()
    return Figure(
        indicator=row["indicator"].strip(),
        area_code=row["area_code"].strip(),
        industry_code=(row.get("industry_code") or "").strip(),
        period=row["period"].strip(),
        value=_number(row["value"]),
        comparable=_number(comparable) if comparable else None,
        published_on=date.fromisoformat(row["published_on"].strip()),
    )


def _number(text: str) -> Decimal:
    number = Decimal(text.strip().replace(",", ""))
    if not number.is_finite():
        raise ValueError(text)
    return number
