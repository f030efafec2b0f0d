"""One description, two forms that look the same; letters are never silently lost."""

import asyncio
import io
import re
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.seals.conftest import NOW, dot, page, signed_pdf

from yiwang.seals.errors import CannotPrint, FontsMissing
from yiwang.seals.fonts.face import POINT
from yiwang.seals.fonts.prepare import prepare_fonts
from yiwang.seals.fonts.shelf import face, font_file, missing_characters
from yiwang.seals.ofd.build import draft_ofd
from yiwang.seals.page.cuts import cut_fonts
from yiwang.seals.page.layout import Path, Picture, Run, Sheet, line, rectangle
from yiwang.seals.page.png import bilevel, tinted
from yiwang.seals.page.qr import qr_code
from yiwang.seals.pdf.build import draft_pdf
from yiwang.seals.picture import draw_round_seal, picture_of
from yiwang.seals.verify.file import verify_file

OFD = "{http://www.ofdspec.org/2016}"


def ofd_texts(layout):
    """Text, x, baseline, size (points), from the page's OFD."""
    entries = {entry.name: entry.data for entry in draft_ofd(layout, at=NOW)}
    root = ElementTree.fromstring(entries["Doc_0/Pages/Page_0/Content.xml"])
    for thing in root.iter(OFD + "TextObject"):
        x, y, *_ = map(float, thing.get("Boundary").split())
        code = thing.find(OFD + "TextCode")
        yield code.text, x, y + float(code.get("Y")), float(thing.get("Size")) / POINT


def pdf_texts(layout):
    """The same, from the PDF's content stream and its fonts' maps to Unicode."""
    reader = PdfFileReader(io.BytesIO(draft_pdf(layout, at=NOW)), strict=True)
    sheet = reader.root["/Pages"]["/Kids"][0]
    height = float(sheet["/MediaBox"][3])
    fonts = {}
    for name in (found := sheet["/Resources"]["/Font"]):
        table = found[name]["/ToUnicode"].data.decode()
        fonts[name] = {
            int(a, 16): bytes.fromhex(b).decode("utf-16-be")
            for a, b in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", table)
        }
    text = sheet["/Contents"][1].data.decode()
    for name, size, x, y, letters in re.findall(
        r"(/\S+) (\S+) Tf (?:\S+ Tc )?(\S+) (\S+) Td <([0-9a-f]+)> Tj", text
    ):
        glyphs = [int(letters[i : i + 4], 16) for i in range(0, len(letters), 4)]
        words = "".join(fonts[name][glyph] for glyph in glyphs)
        yield words, float(x) * POINT, (height - float(y)) * POINT, float(size)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            Run,
            st.floats(0, 80).map(lambda x: round(x, 2)),
            st.floats(5, 55).map(lambda y: round(y, 2)),
            st.text("滨州市老年证王建国〔2026〕0123ABCabc，。（）<>&\"' ", min_size=1, max_size=12),
            st.sampled_from(["serif", "serif-bold", "sans", "sans-bold"]),
            st.floats(5, 30).map(lambda size: round(size, 1)),
        ),
        max_size=6,
    )
)
def test_both_forms_put_the_same_letters_in_the_same_places(runs):
    layout = page(runs)
    both = list(zip(ofd_texts(layout), pdf_texts(layout), strict=True))
    assert len(both) == len(runs)
    for (ofd_text, *ofd_numbers), (pdf_text, *pdf_numbers) in both:
        assert ofd_text == pdf_text
        assert ofd_numbers == pytest.approx(pdf_numbers, abs=0.02)


def test_a_missing_glyph_is_reported_with_its_code_point():
    with pytest.raises(CannotPrint) as caught:
        cut_fonts([Run(0, 0, "王䶮", "serif")])
    assert caught.value.characters == ("䶮",)
    assert "U+4DAE" in caught.value.message.zh
    assert missing_characters("王䶮〇①A") == [c for c in "䶮①" if c in missing_characters("䶮①")]


def test_rare_characters_of_names_are_there():
    assert missing_characters("璟瑄喆燚犇淼堃昇镕珺赟彧翀旻") == []


def test_a_cut_is_a_sound_font_with_just_its_letters():
    cut = face("serif").cut("老年证A")
    font = TTFont(io.BytesIO(cut.data), checkChecksums=2)
    assert set(font.getBestCmap()) == {ord(c) for c in "老年证A"}
    assert [font["hmtx"][name][0] for name in font.getGlyphOrder()] == list(cut.widths)
    assert face("serif").cut("证年老AA").data == cut.data


def test_a_whole_face_keeps_the_shapes_of_the_package(settings):
    ours = TTFont(font_file("sans"))
    source = f"{settings.NODE_MODULES}/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff"
    theirs = TTFont(source)
    for character in "滨a1，":
        one = ours["glyf"][ours.getBestCmap()[ord(character)]]
        other = theirs["glyf"][theirs.getBestCmap()[ord(character)]]
        assert list(one.coordinates) == list(other.coordinates)


def test_missing_packages_are_named(tmp_path):
    with pytest.raises(FontsMissing) as caught:
        prepare_fonts(tmp_path / "fonts", tmp_path)
    assert "npm ci" in caught.value.remedy.zh


def test_shapes_and_pictures_stand_in_both_forms():
    items = [
        line(1, 2, 3, 4),
        rectangle(5, 5, 10, 10, fill=(250, 250, 250)),
        Path((("M", 0, 0), ("B", 1, 1, 2, 2, 3, 3), ("C",)), stroke=None, fill=(1, 2, 3)),
        Picture(10, 10, 5, 5, dot()),
    ]
    sheet = Sheet(100, 60, tuple(items))
    entries = {entry.name: entry.data for entry in draft_ofd(page(sheet=sheet), at=NOW)}
    template = ElementTree.fromstring(entries["Doc_0/Tpls/Tpl_0/Content.xml"])
    assert [thing.tag.removeprefix(OFD) for thing in template.find(f".//{OFD}Layer")] == [
        "PathObject", "PathObject", "PathObject", "ImageObject",
    ]  # fmt: skip
    reader = PdfFileReader(io.BytesIO(draft_pdf(page(sheet=sheet), at=NOW)), strict=True)
    drawn = reader.root["/Pages"]["/Kids"][0]["/Contents"][0].data
    assert drawn.count(b" Do") == 1
    assert drawn.count(b" re") + drawn.count(b" m ") == 3


def test_object_numbers_of_an_ofd_are_unique():
    sheet = Sheet(100, 60, (Run(1, 9, "甲"), Picture(1, 1, 5, 5, dot())))
    layout = page(
        [Run(1, 9, "乙", "sans"), Picture(1, 1, 5, 5, tinted(b"\1\2\3\4", 2, (1, 2, 3)))], sheet=sheet
    )
    text = b"".join(entry.data for entry in draft_ofd(layout, at=NOW) if entry.name.endswith(".xml")).decode()
    numbers = re.findall(
        r"<ofd:(?:Font|MultiMedia|Layer|TextObject|ImageObject|Page|TemplatePage) ID=\"(\d+)\"", text
    )
    assert len(numbers) == len(set(numbers)) == 12
    assert int(re.search(r"<ofd:MaxUnitID>(\d+)", text)[1]) >= max(map(int, numbers))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.randoms())
def test_pictures_are_real_png_files(width, height, random):
    alpha = bytes(random.randrange(256) for _ in range(width * height))
    read = Image.open(io.BytesIO(tinted(alpha, width, (200, 22, 29)).data())).convert("RGBA")
    assert read.size == (width, height)
    assert all(abs(a - b) <= 9 for a, b in zip(read.getchannel("A").tobytes(), alpha, strict=True))
    rows = [bytes(random.randrange(256) for _ in range((width + 7) // 8)) for _ in range(height)]
    assert Image.open(io.BytesIO(bilevel(rows, width).data())).size == (width, height)


def test_a_qr_code_is_sharp_and_square():
    read = Image.open(io.BytesIO(qr_code("https://example.cn/verify/?id=1.2.156&code=ABC").data()))
    assert read.width == read.height
    assert read.width % 8 == 0
    assert read.getpixel((0, 0)) == 0


@pytest.mark.parametrize("name", ["局", "滨州市民政局", "滨州市住房公积金管理中心滨城区管理部"])
def test_a_seal_is_red_round_and_survives_its_file(name):
    picture = draw_round_seal(name, mark="示范样章", font=font_file("serif-bold"))
    read = Image.open(io.BytesIO(picture.data())).convert("RGBA")
    assert read.size == (640, 640)
    assert read.getpixel((0, 0))[3] == 0
    assert read.getpixel((320, 320))[:3] == (200, 22, 29)
    again = picture_of(picture.data())
    assert again.mask == picture.mask


def test_signing_and_verifying_work_inside_an_event_loop(city):
    async def both():
        return verify_file(signed_pdf(city.material()), city.anchors, at=NOW)

    assert asyncio.run(both()).ok
