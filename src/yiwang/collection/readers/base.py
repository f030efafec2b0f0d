"""What every reader gives: pieces of rows, each with the position from which reading goes on after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from yiwang.text import Text

#: Where reading goes on: JSON values only, kept with each checkpoint.
Position = Mapping[str, Any]
START: Position = {}
#: The column in which readers number the rows of their source, from 1.
ROW = "_row"


@dataclass(frozen=True)
class Spoiled:
    """Something in the place of a row that is no row: its number, its text as far as it can be shown, and the fault."""

    row: int
    text: str
    fault: str


@dataclass(frozen=True)
class Piece:
    """Rows read in one go. `table` holds the source's own column names and `_row`; `position` is where to go on."""

    table: pa.Table
    position: Position
    spoiled: tuple[Spoiled, ...] = ()
    notes: tuple[Text, ...] = ()


class Reader(Protocol):
    """A source that is open for reading.

    `columns` are the names the source uses, known before the first piece. `rest` says how many rows the source itself
    counts from a position on, or None when it cannot tell. `settle` is called once everything read has been landed and
    committed. `close` gives back what was held.
    """

    @property
    def columns(self) -> tuple[str, ...]: ...

    def rest(self, position: Position) -> int | None: ...

    def pieces(self, position: Position) -> Iterator[Piece]: ...

    def settle(self) -> None: ...

    def close(self) -> None: ...


class FileReader:
    """What readers of files share: nothing to settle, nothing held open."""

    def rest(self, position: Position) -> int | None:
        """A file does not say how many rows it has before it is read."""
        return None

    def settle(self) -> None:
        """Files are not told that they were read."""

    def close(self) -> None:
        """Files are opened and closed for each reading."""
