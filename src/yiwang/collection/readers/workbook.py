"""What is inside an XLSX before its rows: parts, sheets, shared texts, which styles are dates. Nothing is fetched or run."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lxml import etree

from yiwang.collection.errors import Unreadable
from yiwang.collection.rules.excel import is_date_format
from yiwang.text import Text

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: A sheet of a million rows unpacks to some 300 MB; more than this, or packed tighter than this, was made to choke us.
MOST_UNPACKED = 1 << 30
MOST_SHARED = 1 << 28
TIGHTEST = 250
_SMALL = 1 << 24
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")


class Workbook:
    """An open XLSX. Raises Unreadable for what is none, or must not be unpacked."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            if opened.read(8) == _OLD_EXCEL:
                raise Unreadable(
                    Text(
                        "这是旧版 .xls 或加了密码的表格。", "This is an old .xls, or protected by a password."
                    ),
                    Text("请去掉密码，另存为 .xlsx 后重报。", "Remove the password and save it as .xlsx."),
                )
        try:
            self.archive = zipfile.ZipFile(file)
            self._refuse_bombs()
            self._sheets = self._find_sheets()
            self.date_styles = self._read_styles()
        except (
            zipfile.BadZipFile,
            KeyError,
            etree.XMLSyntaxError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise broken() from error
        self.links_out = any(name.startswith("xl/externalLinks/") for name in self.archive.namelist())

    def _refuse_bombs(self) -> None:
        parts = self.archive.infolist()
        tight = any(
            part.file_size > _SMALL and part.file_size > TIGHTEST * max(part.compress_size, 1)
            for part in parts
        )
        shared = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
        if tight or shared > MOST_SHARED or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unreadable(
                Text(
                    "文件解压后异常大，已拒绝打开。", "The file would unpack to an abnormal size: not opened."
                ),
                Text("请拆成较小的文件，或用 CSV 报送。", "Split it, or send CSV."),
            )

    def _find_sheets(self) -> list[tuple[str, str]]:
        book = etree.fromstring(self.archive.read("xl/workbook.xml"), _parser())
        links = etree.fromstring(self.archive.read("xl/_rels/workbook.xml.rels"), _parser())
        targets = {link.get("Id"): (link.get("Target") or "").removeprefix("/xl/") for link in links}
        properties = book.find(f"{MAIN}workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        return [
            (sheet.get("name") or "", f"xl/{targets[sheet.get(_LINK)]}")
            for sheet in book.iter(f"{MAIN}sheet")
            if sheet.get("state") in (None, "visible") and "worksheets/" in targets.get(sheet.get(_LINK), "")
        ]

    def _read_styles(self) -> frozenset[int]:
        if "xl/styles.xml" not in self.archive.namelist():
            return frozenset()
        styles = etree.fromstring(self.archive.read("xl/styles.xml"), _parser())
        codes = {
            int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in styles.iter(f"{MAIN}numFmt")
        }
        cells = styles.find(f"{MAIN}cellXfs")
        numbers = [int(one.get("numFmtId", 0)) for one in cells] if cells is not None else []
        return frozenset(
            place for place, number in enumerate(numbers) if is_date_format(number, codes.get(number, ""))
        )

    def shared(self) -> list[str]:
        """The texts that cells refer to by number."""
        if "xl/sharedStrings.xml" not in self.archive.namelist():
            return []
        found: list[str] = []
        with self.archive.open("xl/sharedStrings.xml") as part:
            for entry in elements(part, "si"):
                found.append(text_of(entry))
        return found

    def sheet(self, name: str = "") -> IO[bytes]:
        """The part of a sheet by name, or of the first that can be seen. Raises Unreadable."""
        for title, part in self._sheets:
            if name in ("", title):
                return self.archive.open(part)
        raise Unreadable(
            Text(f"没有工作表“{name}”。", f"There is no sheet “{name}”."),
            Text(
                "可见的工作表：" + "、".join(title for title, _ in self._sheets),
                "Sheets: " + ", ".join(title for title, _ in self._sheets),
            ),
        )


def elements(part: IO[bytes], name: str) -> Iterator[etree._Element]:
    """Each element of a name as it is read; it is forgotten after its turn, so memory does not grow."""
    try:
        for _, element in etree.iterparse(
            part, tag=f"{MAIN}{name}", resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise broken() from error


_SPACE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def text_of(element: etree._Element) -> str:
    """The text of a shared or inline string without the reading aids of East Asian text."""
    parts = [
        one.text or ""
        for one in element.iter(f"{MAIN}t")
        if (up := one.getparent()) is None or up.tag != f"{MAIN}rPh"
    ]
    return _SPACE.sub(lambda found: chr(int(found.group(1), 16)), "".join(parts))


def broken() -> Unreadable:
    """What is told of a workbook that cannot be read."""
    return Unreadable(
        Text("文件损坏，或不是 XLSX。", "The file is damaged, or is no XLSX."),
        Text("请用表格软件打开后另存为 .xlsx。", "Open it in a spreadsheet program and save it as .xlsx."),
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
