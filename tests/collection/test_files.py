"""Files as departments send them: every encoding, ragged rows, open quotes, spreadsheets with all their tricks."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from yiwang.collection.errors import Unreadable
from yiwang.collection.readers.base import Piece
from yiwang.collection.readers.csv import CsvReader
from yiwang.collection.readers.opening import open_file
from yiwang.collection.rules.cells import MARK
from yiwang.collection.rules.safe_cells import plain, safe

Read = Callable[..., tuple[list[dict[str, Any]], list[tuple[int, str]]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def go(data: bytes, name: str = "a.csv", chunk: int = 200_000) -> Any:
        file = tmp_path / name
        file.write_bytes(data)
        (tmp_path / f".{name}.utf8").unlink(missing_ok=True)
        return rows_of(open_file(file, chunk=chunk).pieces({}))

    return go


def rows_of(pieces: Any) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    found: list[Piece] = list(pieces)
    rows = [row for piece in found for row in piece.table.to_pylist()]
    return rows, [(one.row, one.fault) for piece in found for one in piece.spoiled]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_is_read_in_every_encoding(read: Read, encoding: str) -> None:
    rows, bad = read("编号,姓名\r\n001,王建国\r\n002,欧阳婷婷\r\n".encode(encoding))
    assert [row["姓名"] for row in rows] == ["王建国", "欧阳婷婷"]
    assert [row["编号"] for row in rows] == ["001", "002"]
    assert not bad


def test_a_line_in_another_encoding_is_marked_and_the_others_are_read(read: Read) -> None:
    rows, _ = read("a,b\n1,中文字\n".encode() + "2,中文字\n".encode("gb18030") + "3,好\n".encode())
    assert [row["b"] for row in rows][::2] == ["中文字", "好"]
    assert "\ufffd" in rows[1]["b"]


@pytest.mark.parametrize("chunk", [1, 200_000])
def test_ragged_rows_and_open_quotes_cost_only_themselves(read: Read, chunk: int) -> None:
    rows, bad = read(b'a,b\n1,2\n2,"x\n3,y\n4\n5,6,7\n6,"p\nq"\n7,z\n', chunk=chunk)
    assert [(row["_row"], row["a"]) for row in rows] == [(1, "1"), (3, "3"), (6, "6"), (7, "7")]
    assert bad == [(2, "open-quote"), (4, "ragged"), (5, "ragged")]


def test_reading_goes_on_from_any_checkpoint(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n" + "".join(f'{n},"x\n{n}"\n' for n in range(50)))
    pieces = list(CsvReader(file, tmp_path / "s", block=64).pieces({}))
    assert len(pieces) > 5
    for stop in range(len(pieces)):
        rest, _ = rows_of(CsvReader(file, tmp_path / "s", block=64).pieces(pieces[stop].position))
        read = [row["a"] for piece in pieces[: stop + 1] for row in piece.table.to_pylist()]
        assert read + [row["a"] for row in rest] == [str(n) for n in range(50)]


def test_a_cell_of_ten_million_characters_is_one_row(read: Read) -> None:
    rows, bad = read(b'a,b\n1,"' + b"x" * 10_000_000 + b'"\n2,y\n')
    assert (len(rows[0]["b"]), rows[1]["b"], bad) == (10_000_000, "y", [])


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "空"), (b"\n\n", "表头"), (b"a,b,a\n1,2,3\n", "重复"), (b"a,,b\n1,2,3\n", "第 2 列")],
)
def test_files_without_a_usable_header_are_refused(read: Read, data: bytes, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert told in refused.value.message.zh
    assert refused.value.remedy


def test_a_header_alone_is_no_rows(read: Read) -> None:
    assert read(b"a,b\n") == ([], [])


def test_two_hundred_columns(read: Read) -> None:
    rows, _ = read((",".join(f"c{n}" for n in range(200)) + "\n" + ",".join(map(str, range(200)))).encode())
    assert rows[0]["c199"] == "199"


def book(change: Callable[[Any], None]) -> bytes:
    workbook = Workbook()
    change(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_a_spreadsheet_tells_what_its_cells_were(read: Read) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["身份证号", "日期", "金额", "公式"])
        sheet.append(["371602196001010010", date(2024, 1, 5), 12.5, "=1+1"])
        sheet.append([371602196001010010, 45296, 3, "=[1]Other!A1"])
        sheet["B3"].number_format = "yyyy-mm-dd"

    rows, _ = read(book(fill), "a.xlsx")
    assert rows[0]["身份证号"] == "371602196001010010"
    assert rows[0]["日期"] == rows[1]["日期"] == "2024-01-05"
    assert rows[0]["金额"] == "12.5"
    assert rows[1]["身份证号"].endswith("E+17")


def test_links_to_other_files_are_not_believed(read: Read) -> None:
    plain_book = book(lambda sheet: [sheet.append(["a"]), sheet.append([1])])
    data = io.BytesIO(plain_book)
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"<v>1</v>", b"<f>[1]x!A1</f><v>7</v>").replace(b"<v />", b"")
            new.writestr(name, part)
    rows, _ = read(out.getvalue(), "a.xlsx")
    assert rows[0]["a"] == f"{MARK}external{MARK}7"


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["低保对象花名册"])
        sheet.merge_cells("A1:B1")
        sheet.append(["name", "mobile"])
        sheet.append(["王强", "13800000001"])

    file = tmp_path / "a.xlsx"
    file.write_bytes(book(fill))
    rows, _ = rows_of(open_file(file, expected=["name", "mobile"]).pieces({}))
    assert rows[0]["name"] == "王强"


def test_merged_header_cells_are_refused_with_advice(read: Read) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["甲", "", "乙"])
        sheet.merge_cells("A1:B1")
        sheet.append(["1", "2", "3"])

    with pytest.raises(Unreadable) as refused:
        read(book(fill), "a.xlsx")
    assert "合并" in refused.value.remedy.zh


def test_a_bomb_is_not_opened(read: Read) -> None:
    out = io.BytesIO(book(lambda sheet: sheet.append(["a"])))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * (60 << 20))
    with pytest.raises(Unreadable) as refused:
        read(out.getvalue(), "a.xlsx")
    assert "解压" in refused.value.message.zh


@pytest.mark.parametrize("data", [b"PK\x03\x04garbage", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100])
def test_what_is_no_workbook_is_refused(read: Read, data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data, "a.xlsx")


def test_json_keeps_digits_and_nested_values(read: Read) -> None:
    lines = [{"id": 371602196001010010, "n": 1.10, "ok": True, "deep": {"a": [1]}}, {"id": "x"}]
    rows, bad = read(("\n".join(map(json.dumps, lines)) + "\nnot json\n").encode(), "a.jsonl")
    assert rows[0]["id"] == "371602196001010010"
    assert (rows[0]["ok"], rows[1]["n"], bad) == ("true", None, [(3, "no-json")])
    assert read(json.dumps(lines).encode(), "a.json")[0][0]["id"] == "371602196001010010"


def test_parquet_goes_on_inside_a_row_group(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": list(range(25))}), file, row_group_size=10)
    reader = open_file(file, chunk=4)
    pieces = list(reader.pieces({}))
    assert reader.rest({}) == 25
    rest, _ = rows_of(open_file(file, chunk=4).pieces(pieces[3].position))
    assert [row["a"] for piece in pieces[:4] for row in piece.table.to_pylist()] + [
        row["a"] for row in rest
    ] == list(range(25))


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx"])
def test_no_cell_runs_as_a_formula_and_comes_back_as_it_was(cell: str) -> None:
    assert safe(cell).startswith("'")
    assert plain(safe(cell)) == cell
    assert safe("-12.5") == "-12.5"
