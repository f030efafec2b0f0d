"""The texts of a page: each knows its place and gives runs when its values are known."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yiwang.certificates.errors import DoesNotFit
from yiwang.certificates.page.wrap import wrap
from yiwang.certificates.rules.definition import Align
from yiwang.certificates.rules.places import Value, fill, places_of
from yiwang.seals.api import POINT, Colour, Face, Run, cannot_print, face

#: Text may shrink to this part of its size before it counts as too long.
SMALLEST = 0.6
#: English below Chinese: this part of its size, within these points.
ENGLISH, ENGLISH_LEAST, ENGLISH_MOST = 0.56, 5.0, 10.0
GREY: Colour = (110, 108, 104)

ValueOf = Callable[[str, str], Value]


@dataclass(frozen=True)
class Line:
    """A single line; with `width` it shrinks to fit, with `lines` > 1 it may go on below."""

    x: float
    y: float
    template: str
    language: str
    face: str
    size: float
    colour: Colour
    align: Align = "left"
    spacing: float = 0
    width: float = 0
    lines: int = 1

    @property
    def fixed(self) -> bool:
        """Whether it is the same on every certificate."""
        return not places_of(self.template)

    def runs(self, value_of: ValueOf) -> Iterator[Run]:
        """The line with its values. Raises DoesNotFit, CannotPrint."""
        text = fill(self.template, self.language, value_of)
        if not text:
            return
        letters = printable(self.face, text)
        size = self._size(letters, text)
        if size:
            yield self._run(letters, text, self.y, size)
            return
        yield from self._several(letters, text)

    def _size(self, letters: Face, text: str) -> float:
        """The size at which the line fits, or 0."""
        wide = letters.width(text, self.size) + self.spacing * (len(text) - 1)
        if not self.width or wide <= self.width:
            return self.size
        shrunk = self.size * self.width / wide
        least = SMALLEST if self.lines == 1 else 0.85
        return shrunk if shrunk >= self.size * least else 0

    def _several(self, letters: Face, text: str) -> Iterator[Run]:
        size = self.size
        while self.lines > 1 and size >= self.size * SMALLEST:
            broken = [line for line, _ in wrap(text, letters, size, self.width)]
            if len(broken) <= self.lines:
                step = size * POINT * 1.25
                for number, line in enumerate(broken):
                    yield self._run(letters, line, self.y + step * number, size)
                return
            size *= 0.95
        raise DoesNotFit(text)

    def _run(self, letters: Face, text: str, y: float, size: float) -> Run:
        wide = letters.width(text, size) + self.spacing * (len(text) - 1)
        left = self.x - {"left": 0.0, "center": wide / 2, "right": wide}[self.align]
        return Run(left, y, text, self.face, size, self.colour, self.spacing)


@dataclass(frozen=True)
class Paragraph:
    """Wrapped text from a top left corner: Chinese with indented first lines, full lines justified; English below."""

    x: float
    y: float
    width: float
    height: float
    zh: str
    en: str
    face: str
    size: float
    colour: Colour
    leading: float
    indent: float

    @property
    def fixed(self) -> bool:
        """Whether it is the same on every certificate."""
        return not places_of(self.zh + self.en)

    def runs(self, value_of: ValueOf) -> Iterator[Run]:
        """The lines with their values. Raises DoesNotFit when they need more than `height`."""
        zh, en = fill(self.zh, "zh", value_of), fill(self.en, "en", value_of)
        below = self.y
        for text, size, colour, indent in (
            (zh, self.size, self.colour, self.indent),
            (en, self.size * 0.72, GREY, 0.0),
        ):
            if text:
                runs, below = self._block(text, below, size, colour, indent)
                yield from runs
        if self.height and below - self.y > self.height:
            raise DoesNotFit(zh)

    def _block(
        self, text: str, top: float, size: float, colour: Colour, indent: float
    ) -> tuple[list[Run], float]:
        letters = printable(self.face, text.replace("\n", ""))
        em, step = size * POINT, size * POINT * self.leading
        runs, first, y = [], True, top
        for line, goes_on in wrap(text, letters, size, self.width, indent=indent * em):
            y += step
            left = indent * em if first else 0.0
            spare = self.width - left - letters.width(line, size)
            stretch = spare / (len(line) - 1) if goes_on and len(line) > 1 and 0 < spare < 1.5 * em else 0.0
            if line:
                runs.append(Run(self.x + left, y, line, self.face, size, colour, stretch))
            first = not goes_on
        return runs, y + em * 0.6


Piece = Line | Paragraph


def printable(slug: str, text: str) -> Face:
    """The face, if it has every character of `text`; otherwise CannotPrint."""
    letters = face(slug)
    missing = letters.missing(text)
    if missing:
        raise cannot_print(missing)
    return letters
