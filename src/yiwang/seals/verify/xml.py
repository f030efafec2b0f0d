"""Parse XML of strangers: no document types, no entities, no network, bounded size."""

from lxml import etree

from yiwang.seals.ofd.names import NAMESPACE
from yiwang.seals.verify import limits
from yiwang.seals.verify.refusal import Refusal

_NS = {"ofd": NAMESPACE}


def parse(data: bytes, name: str) -> etree._Element:
    """The root element, or Refusal."""
    if len(data) > limits.XML_SIZE:
        raise Refusal(f"{name}：XML 过大。", f"{name}: the XML is too large.")
    # Entities live in document types, and a document type can only hide from this search in another encoding.
    if b"<!DOCTYPE" in data or data[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in data:
        raise Refusal(
            f"{name}：XML 含有不允许的声明。", f"{name}: the XML has a declaration that is not allowed."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refusal(f"{name}：XML 不完整。", f"{name}: the XML is broken.") from None
    if root.getroottree().docinfo.doctype:
        raise Refusal(
            f"{name}：XML 含有不允许的声明。", f"{name}: the XML has a declaration that is not allowed."
        )
    return root


def text(element: etree._Element, path: str) -> str:
    """The text at an `ofd:` path, without blanks around it; empty when there is none."""
    found = element.find(path, _NS)
    return (found.text or "").strip() if found is not None else ""


def find(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at an `ofd:` path."""
    return element.find(path, _NS)


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """All elements at an `ofd:` path."""
    return list(element.findall(path, _NS))
