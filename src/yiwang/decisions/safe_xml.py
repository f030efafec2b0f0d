"""Reading XML that strangers wrote: no document types, no entities, no network, bounded size and depth."""

from xml.parsers import expat

from lxml import etree

from yiwang.decisions.errors import Problem
from yiwang.text import Text

MAX_BYTES = 4 * 1024 * 1024
MAX_ELEMENTS = 50_000
MAX_LEVELS = 60


class BadXml(Exception):
    """The bytes are no XML we are willing to read; `problem` says why and where."""

    def __init__(self, line: int, zh: str, en: str) -> None:
        super().__init__(zh)
        self.problem = Problem(line, Text(zh, en))


def read_xml(data: bytes) -> etree._Element:
    """The root element of a document, with line numbers; raises BadXml."""
    if len(data) > MAX_BYTES:
        raise BadXml(0, "文件超过4MB。", "The file is larger than 4 MB.")
    _inspect(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadXml(
            getattr(error, "lineno", 0) or 0, f"不是合法的XML：{error}", f"Not XML: {error}"
        ) from None


def _inspect(data: bytes) -> None:
    """Run through the document once, before any tree is built, refusing what could do harm."""
    parser = expat.ParserCreate()
    level = elements = 0

    def refuse_doctype(*_: object) -> None:
        raise BadXml(
            parser.CurrentLineNumber,
            "不允许文档类型声明（DOCTYPE）和实体。",
            "Document types (DOCTYPE) and entities are not allowed.",
        )

    def start(*_: object) -> None:
        nonlocal level, elements
        level, elements = level + 1, elements + 1
        if level > MAX_LEVELS or elements > MAX_ELEMENTS:
            raise BadXml(
                parser.CurrentLineNumber, "元素过多或嵌套过深。", "Too many elements, or nested too deeply."
            )

    def end(_: str) -> None:
        nonlocal level
        level -= 1

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadXml(error.lineno, f"不是合法的XML：{error}", f"Not XML: {error}") from None
    except (ValueError, LookupError) as error:
        raise BadXml(0, f"不是合法的XML：{error}", f"Not XML: {error}") from None


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(etree.QName(element).localname)


def line_of(element: etree._Element) -> int:
    """The line an element begins on."""
    return element.sourceline or 0
