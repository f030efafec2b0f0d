"""PDF objects: numbered, written once, with the table of where they are."""

import zlib
from collections.abc import Mapping

from yiwang.seals.fonts.face import Cut, Face
from yiwang.seals.page.cuts import FontCuts
from yiwang.seals.page.png import Png


class Objects:
    """The body of a PDF file while it grows. A copy of a body that many files share is cheap."""

    def __init__(
        self, body: bytes = b"%PDF-1.7\n%\xe4\xb8\x80\xe7\xbd\x91\n", offsets: tuple[int, ...] = ()
    ) -> None:
        self.body = bytearray(body)
        self.offsets = list(offsets)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self.offsets.append(0)
        return len(self.offsets)

    def add(self, data: bytes | str, number: int = 0) -> int:
        """Write an object and give its number."""
        number = number or self.reserve()
        self.offsets[number - 1] = len(self.body)
        raw = data if isinstance(data, bytes) else data.encode("latin-1")
        self.body += b"%d 0 obj\n%b\nendobj\n" % (number, raw)
        return number

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False) -> int:
        """Write a stream; `packed` says that `data` is a zlib stream already."""
        stream = data if packed else zlib.compress(data)
        head = f"<</Length {len(stream)}/Filter/FlateDecode{entries}>>\nstream\n".encode("ascii")
        return self.add(head + stream + b"\nendstream")

    def finish(self, trailer: str) -> bytes:
        """The whole file: body, cross-reference table, trailer."""
        start = len(self.body)
        lines = [f"xref\n0 {len(self.offsets) + 1}\n0000000000 65535 f \n"]
        lines += [f"{offset:010d} 00000 n \n" for offset in self.offsets]
        lines.append(f"trailer\n<</Size {len(self.offsets) + 1}{trailer}>>\nstartxref\n{start}\n%%EOF\n")
        return bytes(self.body) + "".join(lines).encode("latin-1")


def add_fonts(objects: Objects, cuts: FontCuts, prefix: str) -> str:
    """Write every cut as an embedded font; gives the entries of the page's font dictionary."""
    out = []
    for slug, cut in cuts.cuts.items():
        number = _font(objects, cuts.faces[slug], cut, cuts.zlib_stream(slug))
        out.append(f"/{prefix}-{slug} {number} 0 R")
    return "".join(out)


def _font(objects: Objects, face: Face, cut: Cut, stream: bytes) -> int:
    scale = 1000 / face.metrics.units
    box = " ".join(str(round(v * scale)) for v in face.metrics.box)
    ascent, descent = round(face.metrics.ascent * scale), round(face.metrics.descent * scale)
    name = cut.name
    file = objects.stream(stream, f"/Length1 {len(cut.data)}", packed=True)
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {ascent}"
        f"/Descent {descent}/CapHeight {ascent}/StemV 80/FontFile2 {file} 0 R>>"
    )
    widths = " ".join(str(round(width * scale)) for width in cut.widths)
    descendant = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity/DW 1000/W[0[{widths}]]"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R>>"
    )
    unicode = objects.stream(_to_unicode(cut.glyphs))
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {unicode} 0 R>>"
    )


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    """The map from glyph numbers back to characters, so that text can be searched, copied and read aloud."""
    lines = [
        f"<{number:04x}> <{character.encode('utf-16-be').hex()}>" for character, number in glyphs.items()
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


def add_picture(objects: Objects, png: Png) -> int:
    """Write a picture; its PNG rows are what PDF calls predictor 15."""
    mask = ""
    if png.mask:
        number = _image(objects, png.width, png.height, 8, "/DeviceGray", png.mask)
        mask = f"/SMask {number} 0 R"
    space, colours = "/DeviceGray", 1
    if png.kind == 3:
        space = f"[/Indexed/DeviceRGB {len(png.palette) // 3 - 1}<{png.palette.hex()}>]"
    elif png.kind == 2:
        space, colours = "/DeviceRGB", 3
    return _image(objects, png.width, png.height, png.depth, space, png.pixels, mask, colours)


def _image(
    objects: Objects,
    width: int,
    height: int,
    depth: int,
    space: str,
    rows: bytes,
    more: str = "",
    colours: int = 1,
) -> int:
    return objects.stream(
        rows,
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace{space}/BitsPerComponent {depth}"
        f"/DecodeParms<</Predictor 15/Colors {colours}/BitsPerComponent {depth}/Columns {width}>>{more}",
        packed=True,
    )
