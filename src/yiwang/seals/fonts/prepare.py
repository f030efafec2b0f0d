"""Make the house's typefaces from the web fonts of the npm packages @fontsource/noto-serif-sc and noto-sans-sc.

The packages cut each face into a hundred web fonts; a printed page needs them as one. All are TrueType with simple
outlines, so joining is copying glyphs. The fonts are under the SIL Open Font License, which allows this.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yiwang.seals.errors import FontsMissing
from yiwang.seals.fonts.sfnt import Glyph, Metrics, write_font
from yiwang.text import Text


@dataclass(frozen=True)
class Source:
    """Where one face comes from: npm package, weight, and the name it gets in documents."""

    package: str
    weight: int
    name: str


SOURCES = {
    "serif": Source("noto-serif-sc", 400, "NotoSerifSC-Regular"),
    "serif-bold": Source("noto-serif-sc", 700, "NotoSerifSC-Bold"),
    "sans": Source("noto-sans-sc", 400, "NotoSansSC-Regular"),
    "sans-bold": Source("noto-sans-sc", 700, "NotoSansSC-Bold"),
}


def prepare_fonts(target: Path, node_modules: Path) -> list[Path]:
    """Write every face as `<target>/<slug>.ttf` unless it is there, and give the files.

    Raises FontsMissing when the npm packages are not installed.
    """
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for slug, source in SOURCES.items():
        path = target / f"{slug}.ttf"
        if not path.exists():
            partial = target / f".{slug}.{os.getpid()}"
            partial.write_bytes(_join(source, node_modules))
            partial.rename(path)
        written.append(path)
    return written


def _join(source: Source, node_modules: Path) -> bytes:
    folder = node_modules / "@fontsource" / source.package / "files"
    main = folder / f"{source.package}-chinese-simplified-{source.weight}-normal.woff"
    if not main.exists():
        raise FontsMissing(
            Text(
                f"缺少字体包 @fontsource/{source.package}。",
                f"The font package @fontsource/{source.package} is missing.",
            ),
            Text("请在项目目录运行 npm ci。", "Run `npm ci` in the project folder."),
        )
    # Needed once in the life of an installation, and slow to load.
    from fontTools.ttLib import TTFont

    rest = sorted(folder.glob(f"{source.package}-*-{source.weight}-normal.woff"))
    font = TTFont(main, lazy=True)
    head, hhea = font["head"], font["hhea"]
    metrics = Metrics(
        head.unitsPerEm,
        hhea.ascent,
        hhea.descent,
        (head.xMin, head.yMin, head.xMax, head.yMax),
        font.reader["maxp"],
        source.weight,
    )
    glyphs: dict[int, Glyph] = {}
    for path in [main, *rest]:
        for glyph in _glyphs(path):
            glyphs.setdefault(glyph.character, glyph)
    return write_font(source.name, [glyphs[c] for c in sorted(glyphs)], metrics)


def _glyphs(path: Path) -> Iterator[Glyph]:
    """The .notdef (as character 0) and every encoded glyph of one web font."""
    from fontTools.ttLib import TTFont

    font = TTFont(path, lazy=True)
    glyf, offsets, widths = font.reader["glyf"], font["loca"].locations, font["hmtx"]
    names = {0: ".notdef", **font.getBestCmap()}
    for character, name in names.items():
        index = font.getGlyphID(name)
        outline = glyf[offsets[index] : offsets[index + 1]]
        if outline[:2] == b"\xff\xff":
            raise ValueError(
                f"{path.name}: glyph {name} is composite; copying it alone would lose its parts."
            )
        advance, bearing = widths[name]
        yield Glyph(character, advance, bearing, outline)
