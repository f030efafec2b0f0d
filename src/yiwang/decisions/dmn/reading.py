"""Looking at a DMN document: namespaces, children, texts, titles."""

from collections.abc import Iterator

from lxml import etree

from yiwang.decisions.safe_xml import local
from yiwang.text import Text

NAMESPACES = frozenset(
    (
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    )
)
#: Our own attributes in a DMN file.
YIWANG = "https://yiwang.cn/dmn"


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The child elements in a DMN namespace, of these names if any are given."""
    for child in element:
        if etree.QName(child).namespace in NAMESPACES and (not names or local(child) in names):
            yield child


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first such child."""
    return next(children(element, *names), None)


def text_of(element: etree._Element | None) -> str:
    """The `<text>` inside an element, trimmed; empty when there is none."""
    inner = child(element, "text") if element is not None else None
    return (inner.text or "").strip() if inner is not None else ""


def title_of(element: etree._Element, fallback: str) -> Text:
    """How an element is called for people: `label` and `yw:label-en`."""
    return Text(element.get("label") or fallback, element.get(f"{{{YIWANG}}}label-en") or "")
