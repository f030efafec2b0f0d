"""The one scan: chunk by chunk, kernels beside the columns, one query, one mask a row."""

import queue
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from yiwang.quality.engine.computing import Almanac, with_kernels
from yiwang.quality.engine.reading import Source, batches, rows_of, schema_of
from yiwang.quality.engine.references import References
from yiwang.quality.engine.tally import Masks, Tally
from yiwang.quality.rules.compiler import Program, hash_of
from yiwang.quality.rules.lookups import Hashes, Known, Seen
from yiwang.quality.types import Counts

Progress = Callable[[int, int | None], None]
#: Seconds after which a scan's folder can only be a dead one's.
_STALE = 24 * 3600


@dataclass
class Chunk:
    """A chunk after the query: its rows as delivered, the typed columns asked for, and the mask of each row.

    `doubtful` marks rows whose key may have come before; `hashes` are the keys of each uniqueness rule.
    """

    table: pa.Table
    typed: pa.Table
    masks: Masks
    doubtful: "np.ndarray[tuple[int], np.dtype[np.bool_]] | None"
    hashes: list[Hashes]


@dataclass(frozen=True)
class Found:
    """What one hand made of one batch."""

    plain: pa.Table
    typed: pa.Table
    masks: Masks
    applies: Masks | None
    hashes: list[Hashes]


@dataclass(frozen=True)
class Hand:
    """One worker's tools: a connection of its own, and what the program needs."""

    program: Program
    almanac: Almanac
    known: Mapping[str, Known]
    columns: tuple[str, ...]
    keep: tuple[str, ...]
    connection: duckdb.DuckDBPyConnection

    def work(self, batch: pa.RecordBatch) -> Found:
        """Kernels, hashes and lookups beside the columns, then the one query."""
        whole = with_kernels(batch, list(self.program.kernels.values()), self.almanac)
        table = pa.Table.from_batches([whole])
        plain = table.select(list(self.columns))
        hashes = self._hashes(plain)
        for lookup in self.program.lookups:
            known, wanted = self.known[lookup.output], hashes[hash_of(lookup.columns)]
            if lookup.value:
                wrong = known.differs(wanted, hashes[hash_of((lookup.value,))])
            else:
                wrong = ~known.holds(wanted) & (wanted != 0)
            table = table.append_column(lookup.output, pa.array(wrong))
        self.connection.register("raw", table)
        result = self.connection.execute(self.program.query(keep=self.keep)).to_arrow_table()
        self.connection.unregister("raw")
        return Found(
            plain,
            result.select(list(self.keep)),
            _numbers(result, "_mask"),
            _numbers(result, "_applies") if self.program.applies else None,
            [hashes[hash_of(one.columns)] for one in self.program.uniques],
        )

    def _hashes(self, plain: pa.Table) -> dict[str, Hashes]:
        wanted = self.program.hashes()
        if not wanted:
            return {}
        self.connection.register("raw", plain)
        columns = ", ".join(f"{sql} AS h{number}" for number, sql in enumerate(wanted))
        found = self.connection.execute(f"SELECT {columns} FROM raw").fetchnumpy()  # noqa: S608 -- quoted names
        self.connection.unregister("raw")
        return {sql: np.asarray(found[f"h{number}"], np.uint64) for number, sql in enumerate(wanted)}


def _lend(hands: "queue.SimpleQueue[Hand]", batch: pa.RecordBatch) -> Found:
    hand = hands.get()
    try:
        return hand.work(batch)
    finally:
        hands.put(hand)


@dataclass
class Scan:
    """One pass over a source. `keep` names typed columns that the caller wants back with each chunk."""

    resource: str
    program: Program
    source: Source
    almanac: Almanac
    references: References
    key: tuple[str, ...]
    columns: tuple[str, ...]
    work: Path
    samples: int = 5
    threads: int = 2
    memory: str = "512MB"
    keep: tuple[str, ...] = ()
    tally: Tally = field(init=False)
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tally = Tally(self.program, self.key, self.samples)

    def run(self, progress: Progress | None = None) -> Iterator[Chunk]:
        """Scan; every chunk is counted except its doubtful rows, which `Doubts.settle` decides after the last one.

        Batches are computed side by side, each by one thread with a DuckDB of its own (which keeps the order of rows
        only when it works alone), and come back in order.
        """
        total = rows_of(self.source)
        self.seen = [Seen.for_rows(total, self.work / f"seen-{one.bit}") for one in self.program.uniques]
        known = self._known()
        hands = queue.SimpleQueue[Hand]()
        with ExitStack() as stack:
            for number in range(self.threads):
                connection = stack.enter_context(connected(self.work / f"hand-{number}", memory=self.memory))
                hands.put(Hand(self.program, self.almanac, known, self.columns, self.keep, connection))
            pool = stack.enter_context(ThreadPoolExecutor(self.threads, "quality-hand"))
            pending: deque[Future[Found]] = deque()
            for batch in batches(self.source, self.columns):
                pending.append(pool.submit(_lend, hands, batch))
                if len(pending) > self.threads:
                    yield self._take(pending.popleft().result(), total, progress)
            while pending:
                yield self._take(pending.popleft().result(), total, progress)

    def _known(self) -> dict[str, Known]:
        if not self.program.lookups:
            return {}
        with connected(self.work / "references", memory=self.memory, threads=self.threads) as connection:
            return {one.output: self.references.load(connection, one) for one in self.program.lookups}

    def _take(self, found: Found, total: int | None, progress: Progress | None) -> Chunk:
        self.tally.see(found.plain, found.applies)
        doubtful = self._doubtful(found.hashes)
        sure = found.masks if doubtful is None else np.where(doubtful, 0, found.masks)
        self.tally.count(sure, found.plain)
        if progress:
            progress(self.tally.rows, total)
        return Chunk(found.plain, found.typed, found.masks, doubtful, found.hashes)

    def _doubtful(self, hashes: list[Hashes]) -> "np.ndarray[tuple[int], np.dtype[np.bool_]] | None":
        found = None
        for seen, one in zip(self.seen, hashes, strict=True):
            more = seen.suspects(one)
            found = more if found is None else found | more
        return found if found is not None and found.any() else None

    def counts(self, seconds: float) -> Counts:
        """Everything counted."""
        tally = self.tally
        return Counts(self.resource, tally.rows, tally.held_back, tally.flagged, tally.results(), seconds)


@dataclass
class Doubts:
    """Rows set aside because their key may have come before, on disk, until the whole table has been seen."""

    scan: Scan
    _folder: Path = field(init=False)
    _aside: list[list[Hashes]] = field(init=False)
    _files: int = 0

    def __post_init__(self) -> None:
        self._folder = self.scan.work / "doubts"
        self._aside = [[] for _ in self.scan.program.uniques]

    def add(self, chunk: Chunk, *, typed: bool) -> None:
        """Set the doubtful rows of a chunk aside, with typed columns when they may be admitted later."""
        if chunk.doubtful is None:
            return
        rows = pa.array(np.flatnonzero(chunk.doubtful))
        table = chunk.table.take(rows)
        if typed:
            for name in chunk.typed.column_names:
                table = table.append_column(f"_typed_{name}", chunk.typed.column(name).take(rows))
        table = table.append_column("_mask", pa.array(chunk.masks[chunk.doubtful]))
        for number, hashes in enumerate(chunk.hashes):
            self._aside[number].append(hashes[chunk.doubtful])
        self._folder.mkdir(parents=True, exist_ok=True)
        with (
            pa.OSFile(str(self._folder / f"{self._files}.arrow"), "wb") as sink,
            pa.ipc.new_file(sink, table.schema) as out,
        ):
            out.write_table(table)
        self._files += 1

    def settle(self) -> Iterator[tuple[pa.Table, pa.Table, Masks]]:
        """The rows again, chunk by chunk and counted: as delivered, typed, and their masks, which now are final."""
        repetitions = [
            seen.repetitions(np.concatenate(found) if found else np.empty(0, np.uint64))
            for seen, found in zip(self.scan.seen, self._aside, strict=True)
        ]
        first = 0
        for number in range(self._files):
            with pa.memory_map(str(self._folder / f"{number}.arrow")) as source:
                table = pa.ipc.open_file(source).read_all()
            masks = _numbers(table, "_mask").copy()
            for place, unique in enumerate(self.scan.program.uniques):
                again = repetitions[place][first : first + len(masks)]
                masks |= again.astype(np.int64) << unique.bit
            first += len(masks)
            plain = table.select(list(self.scan.columns))
            names = [one for one in table.column_names if one.startswith("_typed_")]
            typed = table.select(names).rename_columns([one.removeprefix("_typed_") for one in names])
            self.scan.tally.count(masks, plain)
            yield plain, typed, masks
        for seen in self.scan.seen:
            seen.close()


def _numbers(table: pa.Table, column: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.asarray(table.column(column).to_numpy())


@contextmanager
def connected(work: Path, *, memory: str, threads: int = 1) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of this scan's own, in memory: no extension, no network, spilling only into `work`."""
    work.mkdir(parents=True, exist_ok=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "threads": threads,
        "temp_directory": str(work / "spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(config=settings)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def workplace(root: Path | None = None) -> Iterator[Path]:
    """A folder for one scan, gone afterwards; those of scans that were killed a day ago or more go as well."""
    if root is not None:
        root.mkdir(parents=True, exist_ok=True)
        for left in root.glob("quality-*"):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="quality-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def input_types(source: Source) -> dict[str, str]:
    """The columns of a source: "string" for any text, the Arrow type's name otherwise."""
    return {one.name: "string" if _is_text(one.type) else str(one.type) for one in schema_of(source)}


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def now_seconds() -> float:
    """A clock for durations."""
    return time.monotonic()
