"""The form for departments that have only spreadsheets: a template, a check of every cell, and then the ordinary load."""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

import csv
import io
import shutil
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from django.conf import settings

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import SchemaDrift, Unreadable
from yiwang.collection.readers.opening import open_file
from yiwang.collection.rules.faults import advice_for, fault_name
from yiwang.collection.rules.staging import FAULTS, Target, quoted, staging_sql
from yiwang.collection.services.stage import targets_of
from yiwang.lake import api as lake
from yiwang.quality import api as quality
from yiwang.text import Text

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

_ROWS_PREPARED = 1000
_ERRORS_SHOWN = 200


@dataclass(frozen=True)
class CellError:
    """What is wrong at one cell: its row in the sheet (the first below the header is 1), its column, and what to do."""

    row: int
    column: str
    message: Text
    advice: Text


@dataclass(frozen=True)
class Checked:
    """A sheet as it would be loaded. `errors` holds the first two hundred."""

    rows: int
    good: int
    errors: tuple[CellError, ...]


def template(resource_slug: str, *, actor: Actor) -> bytes:
    """An XLSX with the catalogue's columns; texts are formatted as text, so that numbers keep their zeros and digits."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    resource = catalogue.resource(resource_slug)
    require(actor, "collection.load", resource.department)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "数据"
    guide = book.create_sheet("填写说明")
    guide.append(["列", "名称", "类型", "长度", "必填", "示例与要求"])
    for place, field in enumerate(resource.fields, 1):
        kind, letter = catalogue.column_type(field), get_column_letter(place)
        head = sheet.cell(1, place, field.title.zh)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True)
        head.fill = PatternFill("solid", fgColor="F4E3C8" if field.required or field.key else "EEEEEE")
        sheet.column_dimensions[letter].width = max(12, len(field.title.zh) * 2 + 4)
        area = f"{letter}2:{letter}{_ROWS_PREPARED + 1}"
        rule = _validation(kind, field)
        if rule is not None:
            sheet.add_data_validation(rule)
            rule.add(area)
        for row in range(2, _ROWS_PREPARED + 2) if kind == "string" else ():
            sheet.cell(row, place).number_format = "@"
        guide.append(
            [
                field.name,
                field.title.zh,
                kind,
                field.length,
                "是" if field.required or field.key else "否",
                _example(kind),
            ]
        )
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _validation(kind: str, field: catalogue.FieldView) -> "DataValidation | None":
    from openpyxl.worksheet.datavalidation import DataValidation

    codes = code_values(field)
    if codes:
        rule = DataValidation(
            type="list", formula1='"' + ",".join(codes) + '"', allow_blank=not field.required
        )
    elif kind == "boolean":
        rule = DataValidation(type="list", formula1='"是,否"', allow_blank=True)
    elif kind == "date":
        rule = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True)
    elif kind in ("int", "bigint") or kind.startswith("decimal"):
        rule = DataValidation(
            type="decimal", operator="between", formula1="-1E+18", formula2="1E+18", allow_blank=True
        )
    elif kind == "string" and field.length.isdecimal():
        rule = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1=field.length, allow_blank=True
        )
    else:
        return None
    rule.errorTitle, rule.error, rule.showErrorMessage = (
        "不符合目录",
        f"{field.title.zh}：{_example(kind)}",
        True,
    )
    return rule


#: Code lists of short columns by name, as GB/T 2261.1 has them.
_CODES = {"sex": ("男", "女")}


def code_values(field: catalogue.FieldView) -> tuple[str, ...]:
    """The values that a column takes, when it is one of a short list."""
    return _CODES.get(field.element or field.name, ()) or _CODES.get(field.name, ())


def _example(kind: str) -> str:
    return {
        "date": "日期写作 2024-01-31",
        "timestamp": "时间写作 2024-01-31 08:30:00",
        "boolean": "填“是”或“否”",
        "int": "整数，不带单位",
        "bigint": "整数，不带单位",
    }.get(
        kind,
        "数字，不带单位" if kind.startswith("decimal") or kind == "double" else "文本格式，号码保留前导零",
    )


def rows_as_csv(resource_slug: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Rows typed in or pasted, as a file; a first row that repeats the header is recognised."""
    resource = catalogue.resource(resource_slug)
    titles = {str(field.title.zh): field.name for field in resource.fields}
    names = [field.name for field in resource.fields]
    kept = [list(row) for row in rows if any(cell.strip() for cell in row)]
    head = names
    if kept and sum(cell.strip() in titles or cell.strip() in names for cell in kept[0]) * 2 > len(kept[0]):
        head = [titles.get(cell.strip(), cell.strip()) for cell in kept.pop(0)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    for row in kept:
        filled = row + [""] * (len(head) - len(row))
        # A line without any text would be no row to a reader.
        writer.writerow(filled)
    return out.getvalue().encode()


def keep_sheet(data: bytes, name: str, *, actor: Actor) -> str:
    """Keep a checked sheet until it is sent; returns the word by which its owner gets it back."""
    token = uuid.uuid4().hex
    file = _folder_of(actor) / f"{token}.{Path(name).name[-80:] or 'sheet.csv'}"
    file.write_bytes(data)
    return token


def kept_sheet(token: str, *, actor: Actor) -> tuple[bytes, str]:
    """A kept sheet and its name. Raises Unreadable when it is not there, or somebody else's."""
    found = list(_folder_of(actor).glob(f"{token}.*")) if token.isalnum() else []
    if not found:
        raise Unreadable(
            Text("这份表格已经不在了。", "This sheet is no longer here."),
            Text("请重新上传并检查。", "Upload it and have it checked again."),
        )
    return found[0].read_bytes(), found[0].name.removeprefix(f"{token}.")


def _folder_of(actor: Actor) -> Path:
    folder = Path(settings.VAR) / "collection" / "sheets" / actor.ref.replace(":", "-")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def check_sheet(resource_slug: str, data: bytes, *, name: str, actor: Actor) -> Checked:
    """Read a sheet as a load would and say what is wrong, cell by cell; nothing is kept.

    Raises:
        Refused, Unreadable; SchemaDrift: a required column is missing.
    """
    resource = catalogue.resource(resource_slug)
    require(actor, "collection.load", resource.department)
    folder = Path(tempfile.mkdtemp(prefix="sheet-"))
    try:
        file = folder / f"sheet{Path(name).suffix.lower()[:8]}"
        file.write_bytes(data)
        return _check(resource, file, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check(resource: catalogue.ResourceView, file: Path, folder: Path) -> Checked:
    titles = {field.name: str(field.title.zh) for field in resource.fields}
    reader = open_file(file, expected=[*titles, *titles.values()])
    there = set(reader.columns)
    lacking = [
        field
        for field in resource.fields
        if (field.required or field.key) and not {field.name, titles[field.name]} & there
    ]
    if lacking:
        raise SchemaDrift(
            [Text(f"缺少列“{titles[one.name]}”", f"column “{one.name}” is missing") for one in lacking]
        )
    targets = []
    for one in targets_of(resource, {}):
        came = one.name if one.name in there else titles[one.name] if titles[one.name] in there else ""
        targets.append(Target(one.name, one.type, came, one.longest, one.digits))
    errors: list[CellError] = []
    rows = bad = 0
    for number, piece in enumerate(reader.pieces({})):
        part = folder / f"part-{number}.parquet"
        rows += piece.table.num_rows + len(piece.spoiled)
        bad += len(piece.spoiled)
        errors += [
            CellError(one.row, "", fault_name(one.fault), advice_for(one.fault)) for one in piece.spoiled
        ]
        with lake.connect(memory="512MB") as connection:
            connection.register("piece", piece.table)
            connection.execute(f"CREATE TEMP TABLE staged AS {staging_sql(targets, relation='piece')}")
            for row, faults in connection.execute(
                f"SELECT _row, {FAULTS} FROM staged WHERE len({FAULTS}) > 0 ORDER BY _row"
            ).fetchall():
                bad += 1
                errors += [_cell_error(int(row), one, titles) for one in faults]
            names = ", ".join(quoted(one.name) for one in targets)
            connection.execute(
                f"COPY (SELECT _row, {names} FROM staged WHERE len({FAULTS}) = 0) TO '{part}' (FORMAT parquet)"
            )
        if pq.read_metadata(part).num_rows:
            bad += _judge(resource, part, folder / f"judged-{number}", errors, titles)
    reader.close()
    return Checked(rows, rows - bad, tuple(sorted(errors, key=lambda one: one.row)[:_ERRORS_SHOWN]))


def _cell_error(row: int, fault: str, titles: dict[str, str]) -> CellError:
    code, _, column = fault.partition(":")
    return CellError(row, titles.get(column, column), fault_name(code), advice_for(code))


def _judge(
    resource: catalogue.ResourceView,
    part: Path,
    folder: Path,
    errors: list[CellError],
    titles: dict[str, str],
) -> int:
    rules = quality.ruleset(resource.slug)
    by_id = {one.id: one for one in rules.rules}
    found = quality.admit(files=[part], ruleset=rules, good=folder / "good", bad=folder / "bad")
    for file in found.bad_files:
        for row in pq.read_table(file, columns=["_row", "_rules", "_reasons"]).to_pylist():
            for rule_id, reason in zip(row["_rules"], row["_reasons"], strict=True):
                rule = by_id.get(rule_id)
                columns = rule.columns if rule else (rule_id.split(":")[-1].split(".")[-1],)
                told = rule.text if rule else Text(reason, reason)
                column = "、".join(titles.get(one, one) for one in columns)
                errors.append(
                    CellError(
                        int(row["_row"]),
                        column if any(one in titles for one in columns) else "",
                        told,
                        Text(""),
                    )
                )
    return found.rejected
