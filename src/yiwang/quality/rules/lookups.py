"""Large lookups in bounded memory: is a value known, has a key been seen. All by 64-bit hashes.

Two different values share a hash once in 2^64: a key of a 150-million-row table is wrongly called a duplicate with a
probability of about 0.0006 for the whole table.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Bools = npt.NDArray[np.bool_]
#: The hash that stands for "no value".
ABSENT = np.uint64(0)


class Known:
    """A set of hashes, each with the hash of a value that belongs to it when `values` are given.

    Open addressing at a load below a half: a look-up is one or two gathers, about 30 ms a million against four million.
    """

    def __init__(self, keys: Hashes, values: Hashes | None = None) -> None:
        keys, first = np.unique(keys, return_index=True)
        values = values[first] if values is not None else None
        keep = keys != ABSENT
        keys, values = keys[keep], values[keep] if values is not None else None
        self.size = len(keys)
        slots = 1 << max(int(2 * max(self.size, 1) - 1).bit_length(), 4)
        self._mask = np.uint64(slots - 1)
        self._keys = np.zeros(slots, np.uint64)
        self._values = np.zeros(slots, np.uint64) if values is not None else None
        self._fill(keys, values)

    def _fill(self, keys: Hashes, values: Hashes | None) -> None:
        slot = keys & self._mask
        pending = np.arange(len(keys))
        while len(pending):
            here = slot[pending]
            free = self._keys[here] == ABSENT
            self._keys[here[free]] = keys[pending[free]]
            placed = self._keys[here] == keys[pending]
            if values is not None and self._values is not None:
                self._values[here[placed]] = values[pending[placed]]
            pending = pending[~placed]
            slot[pending] = (slot[pending] + np.uint64(1)) & self._mask

    def _find(self, wanted: Hashes) -> tuple[Bools, Hashes]:
        slot = wanted & self._mask
        there = self._keys[slot]
        found = there == wanted
        open_ = np.flatnonzero(~found & (there != ABSENT))
        while len(open_):
            slot[open_] = (slot[open_] + np.uint64(1)) & self._mask
            there = self._keys[slot[open_]]
            hit = there == wanted[open_]
            found[open_[hit]] = True
            open_ = open_[~hit & (there != ABSENT)]
        return found & (wanted != ABSENT), slot

    def holds(self, wanted: Hashes) -> Bools:
        """Which hashes are in the set; an absent value is not."""
        return self._find(wanted)[0]

    def differs(self, wanted: Hashes, values: Hashes) -> Bools:
        """Which keys are known with another value; unknown keys and absent values do not differ."""
        assert self._values is not None
        found, slot = self._find(wanted)
        known = self._values[slot]
        differs: Bools = found & (values != ABSENT) & (known != ABSENT) & (known != values)
        return differs


_PARTS = 64
#: Hashes kept in memory before they go to disk.
_IN_MEMORY = 16_000_000


@dataclass
class Seen:
    """Finds keys that come again, in one pass and bounded memory.

    `suspects` tells which rows of a chunk may repeat an earlier key: none that does is missed, and about one row in a
    hundred is suspected wrongly. After the pass `repetitions` says exactly which of the rows set aside were right.
    """

    folder: Path
    bits: int = 1 << 28
    _map: npt.NDArray[np.uint8] = field(init=False)
    _kept: list[Hashes] = field(default_factory=list)
    _held: int = 0
    _files: list[BinaryIO] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._map = np.zeros(self.bits // 8, np.uint8)
        self._shift = np.uint64(64 - (self.bits.bit_length() - 1))

    @classmethod
    def for_rows(cls, rows: int | None, folder: Path) -> "Seen":
        """Sized for a table: a map of 32 bits a row, 2 MB to 512 MB."""
        wanted = 32 * (rows or 32_000_000)
        return cls(folder, 1 << min(max((wanted - 1).bit_length(), 24), 32))

    def suspects(self, hashes: Hashes) -> Bools:
        """Which rows may repeat a key of an earlier row, of this chunk or one before."""
        ordered = np.sort(hashes)
        ordered = ordered[np.searchsorted(ordered, ABSENT, "right") :]
        twice = ordered[1:][ordered[1:] == ordered[:-1]]
        place = ordered >> self._shift
        byte, bit = (place >> np.uint64(3)).astype(np.int64), (place & np.uint64(7)).astype(np.uint8)
        flag = np.left_shift(np.uint8(1), bit, dtype=np.uint8)
        before = ordered[(self._map[byte] & flag) != 0]
        if len(byte):
            starts = np.flatnonzero(np.r_[True, byte[1:] != byte[:-1]])
            self._map[byte[starts]] |= np.bitwise_or.reduceat(flag, starts)
        self._keep(ordered)
        doubtful = np.unique(np.concatenate([twice, before]))
        if not len(doubtful):
            return np.zeros(len(hashes), np.bool_)
        found = Known(doubtful).holds(hashes)
        if len(twice):
            self._spare_first(hashes, found, np.unique(twice), before)
        return found

    def _spare_first(self, hashes: Hashes, found: Bools, twice: Hashes, before: Hashes) -> None:
        """The first row of a key repeated only within this chunk is not a repetition."""
        fresh = np.setdiff1d(twice, before)
        if not len(fresh):
            return
        rows = np.flatnonzero(Known(fresh).holds(hashes))
        _, first = np.unique(hashes[rows], return_index=True)
        found[rows[first]] = False

    def _keep(self, ordered: Hashes) -> None:
        self._kept.append(ordered)
        self._held += len(ordered)
        if self._held < _IN_MEMORY:
            return
        if not self._files:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._files = [(self.folder / f"seen-{part}").open("w+b") for part in range(_PARTS)]
        bounds = (np.arange(1, _PARTS, dtype=np.uint64)) << np.uint64(58)
        for one in self._kept:
            for file, part in zip(self._files, np.split(one, np.searchsorted(one, bounds)), strict=True):
                part.tofile(file)
        self._kept, self._held = [], 0

    def repetitions(self, aside: Hashes) -> Bools:
        """Of the rows set aside, by their hashes and in their order, which repeat an earlier row of the table.

        Rows set aside hold every repetition there is, and besides them rows suspected wrongly. So when as many rows of a
        key lie aside as the whole table has, its first row is among them: that one repeats nothing.
        """
        hashes, first, place, counts = np.unique(
            aside, return_index=True, return_inverse=True, return_counts=True
        )
        times = self._times(hashes)
        again: Bools = (times > 1)[place]
        again[first[times == counts]] = False
        return again

    def _times(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """How often each of some sorted hashes came in all."""
        if not self._files:
            everything = np.concatenate(self._kept) if self._kept else hashes[:0]
            return _count(everything, hashes)
        self._held = _IN_MEMORY
        self._keep(hashes[:0])
        found = []
        for number, file in enumerate(self._files):
            file.flush()
            file.seek(0)
            part = hashes[(hashes >> np.uint64(58)) == number]
            found.append(_count(np.fromfile(file, np.uint64), part))
        return np.concatenate(found)

    def close(self) -> None:
        """Forget everything and remove what was written."""
        for file in self._files:
            file.close()
            Path(file.name).unlink(missing_ok=True)
        self._files, self._kept = [], []


def _count(everything: Hashes, wanted: Hashes) -> npt.NDArray[np.int64]:
    everything.sort()
    times = np.searchsorted(everything, wanted, "right") - np.searchsorted(everything, wanted, "left")
    return np.asarray(times, np.int64)
