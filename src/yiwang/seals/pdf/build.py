"""Make a PDF from a page layout, with an empty place for one signature when a seal will be put on.

The file is written in one go, so it has a single revision and the signature can cover every byte of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from yiwang.seals.page.cuts import FontCuts, cut_fonts
from yiwang.seals.page.layout import Item, Layout, Picture, Sheet
from yiwang.seals.page.png import Png
from yiwang.seals.pdf.content import content, points
from yiwang.seals.pdf.objects import Objects, add_fonts, add_picture

#: Bytes kept for the signature: a P-256 CMS with two certificates takes about 2,000.
SIGNATURE_ROOM = 3072
#: What stands in the file until the signature is made; the widths are those of the final values.
BYTE_RANGE = b"[0 0000000000 0000000000 0000000000]"


@dataclass(frozen=True)
class Stamp:
    """What a signature shows: who signs, with which picture."""

    name: str
    picture: Png
    reason: str


@dataclass(frozen=True)
class _SheetPart:
    """A sheet as the unchanging front of a PDF file."""

    body: bytes
    offsets: tuple[int, ...]
    content: int
    fonts: str
    pictures: str


_sheet_parts: "WeakKeyDictionary[Sheet, _SheetPart]" = WeakKeyDictionary()


def draft_pdf(
    layout: Layout, *, at: datetime, stamp: Stamp | None = None, cuts: FontCuts | None = None
) -> bytes:
    """The PDF file; with `stamp` it has a signature field whose value is still to be filled in by `sign_draft`.

    Raises CannotPrint when a character is in no font.
    """
    cuts = cuts or cut_fonts(layout.items)
    sheet = layout.sheet
    part = _sheet_part(sheet)
    objects = Objects(part.body, part.offsets)
    fonts = part.fonts + add_fonts(objects, cuts, "d")
    names, pictures = _pictures(objects, layout.items, "d")
    stream = objects.stream(content(layout.items, sheet.height, cuts.faces, cuts.cuts, "d", names))
    pages, page = objects.reserve(), objects.reserve()
    annotation, form = _signature(objects, layout, stamp, page, at) if stamp else ("", "")
    objects.add(
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {points(sheet.width)} {points(sheet.height)}]"
        f"/Contents[{part.content} 0 R {stream} 0 R]{annotation}"
        f"/Resources<</Font<<{fonts}>>/XObject<<{part.pictures}{pictures}>>>>>>",
        page,
    )
    objects.add(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>", pages)
    catalogue = objects.add(
        f"<</Type/Catalog/Pages {pages} 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>{form}>>"
    )
    info = objects.add(_info(layout, at))
    return objects.finish(f"/Root {catalogue} 0 R/Info {info} 0 R")


def text_string(text: str) -> str:
    """A PDF text string in UTF-16, as hex so that nothing needs escaping."""
    return f"<feff{text.encode('utf-16-be').hex()}>"


def pdf_date(at: datetime) -> str:
    """A PDF date with its zone."""
    zone = at.strftime("%z")
    return f"(D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:]}')"


def _sheet_part(sheet: Sheet) -> _SheetPart:
    part = _sheet_parts.get(sheet)
    if part is None:
        objects = Objects()
        cuts = cut_fonts(sheet.items)
        fonts = add_fonts(objects, cuts, "s")
        names, pictures = _pictures(objects, sheet.items, "s")
        stream = objects.stream(content(sheet.items, sheet.height, cuts.faces, cuts.cuts, "s", names))
        part = _SheetPart(bytes(objects.body), tuple(objects.offsets), stream, fonts, pictures)
        _sheet_parts[sheet] = part
    return part


def _pictures(objects: Objects, items: Sequence[Item], prefix: str) -> tuple[dict[int, str], str]:
    names: dict[int, str] = {}
    out = []
    for item in items:
        if isinstance(item, Picture) and id(item.png) not in names:
            name = names[id(item.png)] = f"{prefix}-{len(names)}"
            out.append(f"/{name} {add_picture(objects, item.png)} 0 R")
    return names, "".join(out)


def _signature(objects: Objects, layout: Layout, stamp: Stamp, page: int, at: datetime) -> tuple[str, str]:
    """Write the signature field with its picture; gives the page's and the catalogue's entries."""
    place = layout.seals[0]
    picture = add_picture(objects, stamp.picture)
    width, height = points(place.width), points(place.height)
    look = objects.stream(
        f"q {width} 0 0 {height} 0 0 cm /seal Do Q".encode("ascii"),
        f"/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<</XObject<</seal {picture} 0 R>>>>",
    )
    value = objects.add(
        f"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange {BYTE_RANGE.decode()}"
        f"/Contents <{'0' * (2 * SIGNATURE_ROOM)}>/M{pdf_date(at)}/Name{text_string(stamp.name)}"
        f"/Reason{text_string(stamp.reason)}/Reference[<</Type/SigRef/TransformMethod/DocMDP"
        "/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]>>"
    )
    left, bottom = points(place.x), points(layout.sheet.height - place.y - place.height)
    right, top = points(place.x + place.width), points(layout.sheet.height - place.y)
    field = objects.add(
        f"<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/F 132/P {page} 0 R/Rect[{left} {bottom} {right} {top}]"
        f"/V {value} 0 R/AP<</N {look} 0 R>>>>"
    )
    form = f"/AcroForm<</Fields[{field} 0 R]/SigFlags 3>>/Perms<</DocMDP {value} 0 R>>"
    return f"/Annots[{field} 0 R]", form


def _info(layout: Layout, at: datetime) -> str:
    own = "".join(f"/{_name(key)}{text_string(value)}" for key, value in layout.identity.items())
    return (
        f"<</Title{text_string(layout.title)}/Producer(Yiwang)/CreationDate{pdf_date(at)}"
        f"/ModDate{pdf_date(at)}{own}>>"
    )


def _name(key: str) -> str:
    return "yw-" + key
