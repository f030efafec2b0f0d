"""Make an OFD package from a page layout.

What is the same in every document of a kind (the sheet with its letters) is written and packed once; a document adds a
cut of the fonts with its own letters, its pictures and its text.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary
from xml.sax.saxutils import escape, quoteattr

from yiwang.seals.ofd.container import Entry
from yiwang.seals.ofd.content import layer, number
from yiwang.seals.ofd.names import (
    DOCUMENT,
    DOCUMENT_RESOURCES,
    NAMESPACE,
    OFD_ROOT,
    PAGE,
    PAGE_ID,
    PUBLIC_RESOURCES,
    RESOURCES,
    TEMPLATE,
    TEMPLATE_ID,
)
from yiwang.seals.page.cuts import FontCuts, cut_fonts
from yiwang.seals.page.layout import Item, Layout, Picture, Sheet

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class _SheetPart:
    """A sheet as package entries, with the ids that the document's own part must not use again."""

    entries: tuple[Entry, ...]
    fonts_xml: str
    pictures_xml: str
    next_id: int


_sheet_parts: "WeakKeyDictionary[Sheet, _SheetPart]" = WeakKeyDictionary()


def draft_ofd(layout: Layout, *, at: datetime, cuts: FontCuts | None = None) -> tuple[Entry, ...]:
    """The entries of an unsealed OFD document. `cuts` saves cutting the fonts twice when a PDF is made as well.

    Raises CannotPrint when a character is in no font.
    """
    cuts = cuts or cut_fonts(layout.items)
    part = _sheet_part(layout.sheet)
    fonts_xml, font_ids, font_entries, next_id = _fonts(cuts, "d", part.next_id)
    pictures_xml, picture_ids, picture_entries, next_id = _pictures(layout.items, "d", next_id)
    page_layer, next_id = layer(layout.items, cuts.faces, font_ids, picture_ids, next_id)
    own = [
        (OFD_ROOT, _root(layout, at)),
        (DOCUMENT, _document(layout.sheet, next_id, bool(part.pictures_xml or pictures_xml))),
        (PUBLIC_RESOURCES, _resources(f"<ofd:Fonts>{part.fonts_xml}{fonts_xml}</ofd:Fonts>")),
        (PAGE, _page(layout.sheet, page_layer, uses_template=True)),
    ]
    if part.pictures_xml or pictures_xml:
        media = f"<ofd:MultiMedias>{part.pictures_xml}{pictures_xml}</ofd:MultiMedias>"
        own.append((DOCUMENT_RESOURCES, _resources(media)))
    return (
        *(Entry.of(name, (_XML + text).encode()) for name, text in own),
        *part.entries,
        *font_entries,
        *picture_entries,
    )


def _sheet_part(sheet: Sheet) -> _SheetPart:
    part = _sheet_parts.get(sheet)
    if part is None:
        cuts = cut_fonts(sheet.items)
        fonts_xml, font_ids, font_entries, next_id = _fonts(cuts, "s", TEMPLATE_ID + 1)
        pictures_xml, picture_ids, picture_entries, next_id = _pictures(sheet.items, "s", next_id)
        content, next_id = layer(sheet.items, cuts.faces, font_ids, picture_ids, next_id)
        template = Entry.of(TEMPLATE, (_XML + _page(sheet, content, uses_template=False)).encode())
        entries = (template, *font_entries, *picture_entries)
        part = _sheet_parts[sheet] = _SheetPart(entries, fonts_xml, pictures_xml, next_id)
    return part


def _fonts(cuts: FontCuts, prefix: str, next_id: int) -> tuple[str, dict[str, int], list[Entry], int]:
    xml, ids, entries = [], {}, []
    for slug, cut in cuts.cuts.items():
        file = f"{prefix}-{slug}.ttf"
        xml.append(
            f'<ofd:Font ID="{next_id}" FontName="{cut.name}" FamilyName="{cuts.faces[slug].name}">'
            f"<ofd:FontFile>{file}</ofd:FontFile></ofd:Font>"
        )
        ids[slug] = next_id
        entries.append(cuts.entry(slug, RESOURCES + file))
        next_id += 1
    return "".join(xml), ids, entries, next_id


def _pictures(
    items: Sequence[Item], prefix: str, next_id: int
) -> tuple[str, dict[int, int], list[Entry], int]:
    xml: list[str] = []
    ids: dict[int, int] = {}
    entries: list[Entry] = []
    for item in items:
        if isinstance(item, Picture) and id(item.png) not in ids:
            file = f"{prefix}-{len(entries)}.png"
            xml.append(
                f'<ofd:MultiMedia ID="{next_id}" Type="Image" Format="PNG">'
                f"<ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia>"
            )
            ids[id(item.png)] = next_id
            entries.append(Entry.of(RESOURCES + file, item.png.data(), pack=False))
            next_id += 1
    return "".join(xml), ids, entries, next_id


def _root(layout: Layout, at: datetime) -> str:
    return (
        f'<ofd:OFD xmlns:ofd="{NAMESPACE}" DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>{uuid.uuid4().hex}</ofd:DocID><ofd:Title>{escape(layout.title)}</ofd:Title>"
        f"<ofd:CreationDate>{at:%Y-%m-%d}</ofd:CreationDate><ofd:Creator>Yiwang</ofd:Creator>"
        f"{_custom(layout.identity)}</ofd:DocInfo><ofd:DocRoot>{DOCUMENT}</ofd:DocRoot>"
        "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"
    )


def _custom(identity: Mapping[str, str]) -> str:
    if not identity:
        return ""
    values = (
        f"<ofd:CustomData Name={quoteattr(name)}>{escape(value)}</ofd:CustomData>"
        for name, value in identity.items()
    )
    return f"<ofd:CustomDatas>{''.join(values)}</ofd:CustomDatas>"


def _document(sheet: Sheet, max_id: int, has_pictures: bool) -> str:
    media = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" if has_pictures else ""
    return (
        f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData><ofd:MaxUnitID>{max_id}</ofd:MaxUnitID>'
        f"{_area(sheet, 'PageArea')}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{media}"
        f'<ofd:TemplatePage ID="{TEMPLATE_ID}" ZOrder="Background" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        f'</ofd:CommonData><ofd:Pages><ofd:Page ID="{PAGE_ID}" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "</ofd:Document>"
    )


def _resources(body: str) -> str:
    return f'<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res">{body}</ofd:Res>'


def _page(sheet: Sheet, content: str, *, uses_template: bool) -> str:
    template = f'<ofd:Template TemplateID="{TEMPLATE_ID}" ZOrder="Background"/>' if uses_template else ""
    return (
        f'<ofd:Page xmlns:ofd="{NAMESPACE}">{template}{_area(sheet, "Area")}'
        f"<ofd:Content>{content}</ofd:Content></ofd:Page>"
    )


def _area(sheet: Sheet, tag: str) -> str:
    box = f"0 0 {number(sheet.width)} {number(sheet.height)}"
    return f"<ofd:{tag}><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:{tag}>"
