"""A series as a line: the arithmetic, which the template only draws."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.macro.api import Period, Point

WIDTH, HEIGHT, EDGE = 640, 200, 12


@dataclass(frozen=True)
class Line:
    """Corners of a line in a box of `WIDTH` × `HEIGHT`, broken where periods are missing or a year begins, and its dots."""

    strokes: tuple[str, ...]
    dots: tuple[tuple[float, float, str], ...]
    least: str
    most: str


def line(points: Sequence[Point], *, begins_anew: bool = False) -> Line | None:
    """The line of a series; None when there is nothing to draw.

    A series that `begins_anew` every January (累计值) is drawn year by year: a fall to the first month is no news.
    """
    if not points:
        return None
    values = [float(point.value) for point in points]
    low, high = min(values), max(values)
    first, last = points[0].period.ordinal, points[-1].period.ordinal
    wide, tall = max(1, last - first), (high - low) or 1.0
    dots = [
        (
            round(EDGE + (WIDTH - 2 * EDGE) * (point.period.ordinal - first) / wide, 1),
            round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / tall, 1),
            f"{point.period}: {point.value:,}",
        )
        for point, value in zip(points, values, strict=True)
    ]
    strokes: list[list[str]] = []
    before: Period | None = None
    for point, (x, y, _) in zip(points, dots, strict=True):
        if (
            before is None
            or point.period.ordinal - before.ordinal > point.covers
            or (begins_anew and point.period.year > before.year)
        ):
            strokes.append([])
        strokes[-1].append(f"{x},{y}")
        before = point.period
    return Line(tuple(" ".join(one) for one in strokes), tuple(dots), f"{low:,.2f}", f"{high:,.2f}")
