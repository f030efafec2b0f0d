"""The one scan: chunk by chunk, kernels beside the columns, one query, one mask a row."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from yiwang.quality.engine.computing import Almanac, with_kernels
from yiwang.quality.engine.reading import Source, chunks, rows_of, schema_of
from yiwang.quality.engine.references import References
from yiwang.quality.engine.tally import Masks, Tally
from yiwang.quality.rules.compiler import Program, hash_of
from yiwang.quality.rules.lookups import Hashes, Seen
from yiwang.quality.types import Counts

Progress = Callable[[int, int | None], None]


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
    memory: str = "1GB"
    keep: tuple[str, ...] = ()
    tally: Tally = field(init=False)
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tally = Tally(self.program, self.key, self.samples)

    def run(self, progress: Progress | None = None) -> Iterator[Chunk]:
        """Scan; every chunk is counted except its doubtful rows, which `settle` decides after the last one."""
        total = rows_of(self.source)
        self.seen = [Seen.for_rows(total, self.work / f"seen-{one.bit}") for one in self.program.uniques]
        with connected(self.work, memory=self.memory, threads=self.threads) as connection:
            for group in chunks(self.source, self.columns):
                chunk = self._one(connection, group)
                if progress:
                    progress(self.tally.rows, total)
                yield chunk

    def _one(self, connection: duckdb.DuckDBPyConnection, group: list[pa.RecordBatch]) -> Chunk:
        kernels = list(self.program.kernels.values())
        table = pa.Table.from_batches([with_kernels(batch, kernels, self.almanac) for batch in group])
        plain = table.select(list(self.columns))
        found = self._hashes(connection, plain)
        for lookup in self.program.lookups:
            known = self.references.load(connection, lookup)
            wanted = found[hash_of(lookup.columns)]
            if lookup.value:
                wrong = known.differs(wanted, found[hash_of((lookup.value,))])
            else:
                wrong = ~known.holds(wanted) & (wanted != 0)
            table = table.append_column(lookup.output, pa.array(wrong))
        connection.register("raw", table)
        result = connection.execute(self.program.query(keep=self.keep)).to_arrow_table()
        connection.unregister("raw")
        masks = _numbers(result, "_mask")
        self.tally.see(table, _numbers(result, "_applies") if self.program.applies else None)
        hashes = [found[hash_of(one.columns)] for one in self.program.uniques]
        doubtful = self._doubtful(hashes)
        sure = masks if doubtful is None else np.where(doubtful, 0, masks)
        self.tally.count(sure, plain)
        return Chunk(plain, result.select(list(self.keep)), masks, doubtful, hashes)

    def _hashes(self, connection: duckdb.DuckDBPyConnection, plain: pa.Table) -> dict[str, Hashes]:
        wanted = self.program.hashes()
        if not wanted:
            return {}
        connection.register("raw", plain)
        columns = ", ".join(f"{sql} AS h{number}" for number, sql in enumerate(wanted))
        found = connection.execute(f"SELECT {columns} FROM raw").fetchnumpy()  # noqa: S608 -- built of quoted names
        connection.unregister("raw")
        return {sql: np.asarray(found[f"h{number}"], np.uint64) for number, sql in enumerate(wanted)}

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
    _suspected: list[list[Hashes]] = field(init=False)
    _files: int = 0

    def __post_init__(self) -> None:
        self._folder = self.scan.work / "doubts"
        self._suspected = [[] for _ in self.scan.program.uniques]

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
            table = table.append_column(f"_hash{number}", pa.array(hashes[chunk.doubtful]))
            self._suspected[number].append(hashes[chunk.doubtful])
        self._folder.mkdir(parents=True, exist_ok=True)
        with pa.OSFile(str(self._folder / f"{self._files}.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as out:
            out.write_table(table)
        self._files += 1

    def settle(self) -> Iterator[tuple[pa.Table, pa.Table, Masks]]:
        """The rows again, chunk by chunk and counted: as delivered, typed, and their masks, which now are final."""
        repeated = [
            seen.repeated(np.concatenate(found) if found else np.empty(0, np.uint64))
            for seen, found in zip(self.scan.seen, self._suspected, strict=True)
        ]
        for number in range(self._files):
            with pa.memory_map(str(self._folder / f"{number}.arrow")) as source:
                table = pa.ipc.open_file(source).read_all()
            masks = _numbers(table, "_mask").copy()
            for place, unique in enumerate(self.scan.program.uniques):
                again = np.isin(_numbers(table, f"_hash{place}"), repeated[place])
                masks |= again.astype(np.int64) << unique.bit
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
def connected(work: Path, *, memory: str, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of this scan's own, in memory: no extension, no network, spilling only into `work`."""
    work.mkdir(parents=True, exist_ok=True)
    settings = {
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
    """A folder for one scan, gone afterwards."""
    if root is not None:
        root.mkdir(parents=True, exist_ok=True)
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
