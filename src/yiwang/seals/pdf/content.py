"""Content streams: the operators that draw runs, paths and pictures."""

from collections.abc import Iterable, Mapping

from yiwang.seals.fonts.face import POINT, Cut, Face
from yiwang.seals.ofd.content import number
from yiwang.seals.page.layout import Colour, Item, Path, Picture, Run

_STEP = {"M": "m", "L": "l", "B": "c"}


def content(
    items: Iterable[Item],
    height: float,
    faces: Mapping[str, Face],
    cuts: Mapping[str, Cut],
    prefix: str,
    pictures: Mapping[int, str],
) -> bytes:
    """The stream for `items` on a page `height` mm high. Fonts are named `<prefix>-<slug>`, pictures by `pictures`."""
    out = []
    for item in items:
        if isinstance(item, Run):
            if item.text:
                out.append(_text(item, height, faces[item.face], cuts[item.face], prefix))
        elif isinstance(item, Path):
            out.append(_path(item, height))
        else:
            out.append(_picture(item, height, pictures[id(item.png)]))
    return "\n".join(out).encode("ascii")


def points(millimetres: float) -> str:
    """A length in PDF's unit."""
    return number(millimetres / POINT)


def _text(run: Run, height: float, face: Face, cut: Cut, prefix: str) -> str:
    letters = "".join([f"{cut.glyphs[c]:04x}" for c in run.text])
    spacing = f"{points(run.spacing)} Tc " if run.spacing else ""
    reset = " 0 Tc" if run.spacing else ""
    return (
        f"BT {_colour(run.colour)} rg /{prefix}-{face.slug} {number(run.size)} Tf {spacing}"
        f"{points(run.x)} {points(height - run.y)} Td <{letters}> Tj{reset} ET"
    )


def _path(path: Path, height: float) -> str:
    out = ["q"]
    if path.stroke:
        out.append(f"{_colour(path.stroke)} RG {points(path.width)} w")
    if path.fill:
        out.append(f"{_colour(path.fill)} rg")
    for op, *values in path.steps:
        if op == "C":
            out.append("h")
            continue
        flipped = (points(height - float(v) if i % 2 else float(v)) for i, v in enumerate(values))
        out.append(f"{' '.join(flipped)} {_STEP[str(op)]}")
    out.append("B" if path.stroke and path.fill else "f" if path.fill else "S")
    return " ".join([*out, "Q"])


def _picture(picture: Picture, height: float, name: str) -> str:
    return (
        f"q {points(picture.width)} 0 0 {points(picture.height)} {points(picture.x)} "
        f"{points(height - picture.y - picture.height)} cm /{name} Do Q"
    )


def _colour(colour: Colour) -> str:
    return " ".join(number(part / 255) for part in colour)
