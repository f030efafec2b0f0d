"""Takes from npm's packages what pages need: one script, and one sprite of the icons in use."""

import re
import shutil
from pathlib import Path

from yiwang.theme.icons import ICONS

_SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>")


def build(node_modules: Path, out: Path) -> list[Path]:
    """Write `htmx.min.js` and `icons.svg` into `out`; returns the files written.

    Raises FileNotFoundError naming the missing package file: run `npm ci` first.
    """
    out.mkdir(parents=True, exist_ok=True)
    script = out / "htmx.min.js"
    shutil.copyfile(node_modules / "htmx.org" / "dist" / "htmx.min.js", script)
    drawings = node_modules / "@tabler" / "icons" / "icons" / "outline"
    sprite = out / "icons.svg"
    sprite.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
        "<!-- Tabler Icons, MIT licence, copyright Paweł Kuna -->\n"
        + "".join(_symbol(name, (drawings / f"{name}.svg").read_text()) for name in ICONS)
        + "</svg>\n",
        encoding="utf-8",
    )
    return [script, sprite]


def _symbol(name: str, drawing: str) -> str:
    # The first path of every Tabler drawing is an empty frame.
    shapes = [shape for shape in _SHAPE.findall(drawing) if 'stroke="none"' not in shape]
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>\n'
