"""The nouns of a page. Lengths are millimetres from the top left corner; letter sizes are points."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yiwang.seals.page.png import Png

#: Red, green, blue, 0–255.
Colour = tuple[int, int, int]
INK: Colour = (28, 28, 28)


@dataclass(frozen=True, slots=True)
class Run:
    """One line of text in one face; (x, y) is the left end of its baseline. `spacing` is extra mm after each letter."""

    x: float
    y: float
    text: str
    face: str = "serif"
    size: float = 12
    colour: Colour = INK
    spacing: float = 0


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and curves. `steps` are ("M", x, y), ("L", x, y), ("B", x1, y1, x2, y2, x, y) and ("C",) to close."""

    steps: tuple[tuple[str | float, ...], ...]
    stroke: Colour | None = INK
    width: float = 0.25
    fill: Colour | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture in a box."""

    x: float
    y: float
    width: float
    height: float
    png: Png


Item = Run | Path | Picture


@dataclass(frozen=True, slots=True)
class Place:
    """Where a seal goes."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Sheet:
    """The part of a page that is the same in every document of a kind.

    Compared by identity: what the renderers prepare for a sheet is kept for as long as the sheet is.
    """

    width: float
    height: float
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One page: the sheet below, this document's own items above, and where its seals go.

    `identity` is written into both files as named values (identifier, type, issuer …) for programs to read.
    """

    sheet: Sheet
    items: tuple[Item, ...]
    title: str
    seals: tuple[Place, ...] = ()
    identity: Mapping[str, str] = field(default_factory=dict)


def line(x1: float, y1: float, x2: float, y2: float, *, colour: Colour = INK, width: float = 0.25) -> Path:
    """A straight line."""
    return Path((("M", x1, y1), ("L", x2, y2)), stroke=colour, width=width)


def rectangle(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    stroke: Colour | None = INK,
    line_width: float = 0.25,
    fill: Colour | None = None,
) -> Path:
    """A rectangle by its top left corner."""
    steps = (("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("C",))
    return Path(steps, stroke=stroke, width=line_width, fill=fill)
