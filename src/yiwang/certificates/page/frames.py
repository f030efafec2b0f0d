"""Borders and grounds of certificates, drawn as curves: fine enough to look well, the same on every copy of a type."""

import math
from collections.abc import Callable, Iterator

from yiwang.seals.api import Colour, Item, Shape, rectangle

Curve = Callable[[float], tuple[float, float]]


def mix(colour: Colour, ground: Colour, share: float) -> Colour:
    """`share` of `colour` on `ground`."""
    red, green, blue = (round(c * share + g * (1 - share)) for c, g in zip(colour, ground, strict=True))
    return red, green, blue


def frame(kind: str, width: float, height: float, colour: Colour, paper: Colour) -> Iterator[Item]:
    """The ground and the border of a page."""
    yield rectangle(0, 0, width, height, stroke=None, fill=paper)
    if kind == "ornate":
        yield from _ornate(width, height, colour, paper)
    elif kind == "ruled":
        yield rectangle(8, 8, width - 16, height - 16, stroke=colour, line_width=0.9)
        yield rectangle(9.8, 9.8, width - 19.6, height - 19.6, stroke=colour, line_width=0.2)
    elif kind == "band":
        yield rectangle(0, 0, width, 4, stroke=None, fill=colour)
        yield rectangle(0, 4.8, width, 0.5, stroke=None, fill=mix(colour, paper, 0.5))


def _ornate(width: float, height: float, colour: Colour, paper: Colour) -> Iterator[Item]:
    small = min(width, height) < 130
    edge, band = (3.5, 4.6) if small else (8.0, 7.0)
    yield from _rosette(width / 2, height / 2, min(width, height) * 0.4, mix(colour, paper, 0.13))
    yield rectangle(edge, edge, width - 2 * edge, height - 2 * edge, stroke=colour, line_width=0.7)
    inner = edge + band
    yield rectangle(inner, inner, width - 2 * inner, height - 2 * inner, stroke=colour, line_width=0.25)
    middle = edge + band / 2
    for swing, phase, share in ((0.36, 0.0, 0.5), (0.36, 0.5, 0.5), (0.2, 0.25, 0.32), (0.2, 0.75, 0.32)):
        yield from _waves(middle, width, height, band, swing * band, phase, mix(colour, paper, share))
    for x in (middle, width - middle):
        for y in (middle, height - middle):
            yield from _corner(x, y, band, colour, paper)


def _waves(
    middle: float, width: float, height: float, band: float, swing: float, phase: float, colour: Colour
) -> Iterator[Item]:
    """A wave along each side between the corner pieces, whole periods only so that all four sides match."""
    start = middle + band * 0.5
    for length, sideways, offset in (
        (width - 2 * start, False, middle),
        (width - 2 * start, False, height - middle),
        (height - 2 * start, True, middle),
        (height - 2 * start, True, width - middle),
    ):
        periods = max(1, round(length / (band * 1.25)))

        def wave(
            t: float,
            length: float = length,
            sideways: bool = sideways,
            offset: float = offset,
            periods: int = periods,
        ) -> tuple[float, float]:
            along = start + length * t
            across = offset + swing * math.sin(2 * math.pi * (periods * t + phase))
            return (across, along) if sideways else (along, across)

        yield _smooth(wave, periods * 4, colour, 0.2)


def _corner(x: float, y: float, band: float, colour: Colour, paper: Colour) -> Iterator[Item]:
    half = band / 2
    yield rectangle(x - half, y - half, band, band, stroke=colour, line_width=0.25, fill=paper)
    for turn in (0.0, math.pi / 4):

        def petals(t: float, turn: float = turn) -> tuple[float, float]:
            angle = 2 * math.pi * t
            reach = half * (0.5 + 0.34 * math.cos(4 * (angle + turn)))
            return x + reach * math.cos(angle), y + reach * math.sin(angle)

        yield _smooth(petals, 24, colour, 0.2)


def _rosette(x: float, y: float, radius: float, colour: Colour) -> Iterator[Item]:
    """Rings of interlaced petals: the ground pattern of printed securities."""
    for petals, size, depth in ((18, 1.0, 0.12), (18, 0.86, 0.16), (12, 0.66, 0.26), (12, 0.44, 0.4)):
        for turn in (0.0, math.pi):

            def ring(
                t: float, petals: int = petals, size: float = size, depth: float = depth, turn: float = turn
            ) -> tuple[float, float]:
                angle = 2 * math.pi * t
                reach = radius * size * (1 - depth / 2 + depth / 2 * math.sin(petals * angle + turn))
                return x + reach * math.cos(angle), y + reach * math.sin(angle)

            yield _smooth(ring, petals * 4, colour, 0.16)


def _smooth(curve: Curve, pieces: int, colour: Colour, width: float) -> Shape:
    """A curve over 0…1 as Bézier pieces that share their tangents."""
    step = 1 / pieces
    steps: list[tuple[str | float, ...]] = [("M", *curve(0))]
    for index in range(pieces):
        t0, t1 = index * step, (index + 1) * step
        (x0, y0), (x1, y1) = curve(t0), curve(t1)
        (dx0, dy0), (dx1, dy1) = _slope(curve, t0, step), _slope(curve, t1, step)
        steps.append(("B", x0 + dx0, y0 + dy0, x1 - dx1, y1 - dy1, x1, y1))
    return Shape(tuple(steps), stroke=colour, width=width)


def _slope(curve: Curve, t: float, step: float) -> tuple[float, float]:
    """A third of the way the curve runs in one step from `t`: where a Bézier's handle belongs."""
    small = 1e-5
    (x0, y0), (x1, y1) = curve(t - small), curve(t + small)
    share = step / (6 * small)
    return (x1 - x0) * share, (y1 - y0) * share
