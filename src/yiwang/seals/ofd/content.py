"""The XML of a page's layers: text, paths and pictures with their object ids."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from yiwang.seals.fonts.face import POINT, Face
from yiwang.seals.page.layout import Colour, Item, Path, Picture, Run


def number(value: float) -> str:
    """A length as OFD writes it: up to three decimals, no trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text if text not in {"", "-0"} else "0"


def layer(
    items: Iterable[Item],
    faces: Mapping[str, Face],
    fonts: Mapping[str, int],
    pictures: Mapping[int, int],
    first_id: int,
) -> tuple[str, int]:
    """The `<ofd:Layer>` of `items` and the next free object id.

    `fonts` gives the font id of each face, `pictures` the resource id of each picture by `id(png)`.
    """
    out = [f'<ofd:Layer ID="{first_id}">']
    next_id = first_id + 1
    for item in items:
        if isinstance(item, Run):
            if item.text:
                out.append(_text(item, faces[item.face], fonts[item.face], next_id))
        elif isinstance(item, Path):
            out.append(_path(item, next_id))
        else:
            out.append(_picture(item, pictures[id(item.png)], next_id))
        next_id += 1
    out.append("</ofd:Layer>")
    return "".join(out), next_id


def _text(run: Run, face: Face, font: int, object_id: int) -> str:
    size = run.size * POINT
    scale = size / face.metrics.units
    advances = [advance * scale + run.spacing for advance in face.advances(run.text)]
    rise = face.metrics.ascent * scale
    height = rise - face.metrics.descent * scale
    steps = _steps(advances[:-1])
    return (
        f'<ofd:TextObject ID="{object_id}" Boundary="{number(run.x)} {number(run.y - rise)} '
        f'{number(sum(advances))} {number(height)}" Font="{font}" Size="{number(size)}">'
        f'<ofd:FillColor Value="{_colour(run.colour)}"/>'
        f'<ofd:TextCode X="0" Y="{number(rise)}"{steps}>{escape(run.text)}</ofd:TextCode></ofd:TextObject>'
    )


def _steps(advances: list[float]) -> str:
    """The DeltaX attribute; three or more equal steps in a row are written `g count step`."""
    if not advances:
        return ""
    out: list[str] = []
    start = 0
    for end in range(1, len(advances) + 1):
        if end < len(advances) and advances[end] == advances[start]:
            continue
        count, step = end - start, number(advances[start])
        out += ["g", str(count), step] if count > 2 else [step] * count
        start = end
    return f' DeltaX="{" ".join(out)}"'


def _path(path: Path, object_id: int) -> str:
    xs = [float(v) for step in path.steps for v in step[1::2]]
    ys = [float(v) for step in path.steps for v in step[2::2]]
    margin = path.width
    left, top = min(xs) - margin, min(ys) - margin
    width, height = max(xs) + margin - left, max(ys) + margin - top
    data = []
    for op, *values in path.steps:
        shifted = (number(float(v) - (top if i % 2 else left)) for i, v in enumerate(values))
        data.append(" ".join([str(op), *shifted]))
    stroke = f'<ofd:StrokeColor Value="{_colour(path.stroke)}"/>' if path.stroke else ""
    fill = f'<ofd:FillColor Value="{_colour(path.fill)}"/>' if path.fill else ""
    return (
        f'<ofd:PathObject ID="{object_id}" Boundary="{number(left)} {number(top)} {number(width)} {number(height)}"'
        f' LineWidth="{number(path.width)}" Stroke="{_flag(path.stroke)}" Fill="{_flag(path.fill)}">'
        f"{stroke}{fill}<ofd:AbbreviatedData>{' '.join(data)}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _picture(picture: Picture, resource: int, object_id: int) -> str:
    box = " ".join(number(v) for v in (picture.x, picture.y, picture.width, picture.height))
    return (
        f'<ofd:ImageObject ID="{object_id}" Boundary="{box}" ResourceID="{resource}"'
        f' CTM="{number(picture.width)} 0 0 {number(picture.height)} 0 0"/>'
    )


def _colour(colour: Colour) -> str:
    return " ".join(map(str, colour))


def _flag(value: object) -> str:
    return "true" if value else "false"
