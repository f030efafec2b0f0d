"""Batches of a source: a quarter of a million rows, or fewer when they are wide, read ahead in a thread."""

import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from yiwang.quality.errors import UnreadableInput

BATCH_ROWS, BATCH_BYTES = 1 << 18, 128 << 20
Source: TypeAlias = Sequence[Path] | pa.RecordBatchReader | pa.Table


def schema_of(source: Source) -> pa.Schema:
    """The columns of a source; the first file speaks for all. Raises `UnreadableInput`."""
    if isinstance(source, pa.RecordBatchReader | pa.Table):
        return source.schema
    if not source:
        return pa.schema([])
    try:
        return pq.read_schema(source[0]) if source[0].suffix == ".parquet" else _csv(source[0], None).schema
    except (pa.ArrowException, OSError) as wrong:
        raise UnreadableInput(source[0].name, str(wrong)) from wrong


def rows_of(source: Source) -> int | None:
    """How many rows there are, when that can be told without reading them."""
    if isinstance(source, pa.Table):
        return int(source.num_rows)
    if isinstance(source, pa.RecordBatchReader) or any(file.suffix != ".parquet" for file in source):
        return None
    return sum(int(pq.read_metadata(file).num_rows) for file in source)


def batches(source: Source, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The rows in order, with only `columns`. A file that lacks one gives nulls there."""
    return _ahead(piece for batch in _batches(source, columns) for piece in _pieces(batch))


def _pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """A batch, cut when it is too long or too heavy."""
    parts = max(-(-batch.num_rows // BATCH_ROWS), -(-batch.nbytes // BATCH_BYTES), 1)
    step = max(-(-batch.num_rows // parts), 1)
    for start in range(0, batch.num_rows, step):
        yield batch.slice(start, step)


def _batches(source: Source, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    if isinstance(source, pa.RecordBatchReader | pa.Table):
        whole: Iterable[pa.RecordBatch] = source.to_batches() if isinstance(source, pa.Table) else source
        yield from (batch.select(list(columns)) for batch in whole)
        return
    for file in source:
        try:
            yield from _file(file, columns)
        except (pa.ArrowException, OSError) as wrong:
            raise UnreadableInput(file.name, str(wrong)) from wrong


def _file(file: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    if file.suffix != ".parquet":
        yield from _csv(file, columns)
        return
    with pq.ParquetFile(file, read_dictionary=_few_valued(file)) as opened:
        there = set(opened.schema_arrow.names)
        for batch in opened.iter_batches(BATCH_ROWS, columns=[one for one in columns if one in there]):
            yield batch if len(there) >= len(columns) and set(columns) <= there else _padded(batch, columns)


def _few_valued(file: Path) -> list[str]:
    """Text columns of at most two bytes a row, which only a dictionary makes possible: left in it, they cost less."""
    metadata = pq.read_metadata(file)
    if not metadata.num_row_groups:
        return []
    group = metadata.row_group(0)
    columns = (group.column(number) for number in range(group.num_columns))
    return [
        one.path_in_schema
        for one in columns
        if one.physical_type == "BYTE_ARRAY" and one.total_uncompressed_size <= 2 * group.num_rows
    ]


def _padded(batch: pa.RecordBatch, columns: Sequence[str]) -> pa.RecordBatch:
    there = set(batch.schema.names)
    arrays = [batch.column(one) if one in there else pa.nulls(batch.num_rows, pa.string()) for one in columns]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))


def _csv(file: Path, columns: Sequence[str] | None) -> pa_csv.CSVStreamingReader:
    """UTF-8 CSV with a head, every cell a text."""
    first = pa_csv.open_csv(file).schema.names
    return pa_csv.open_csv(
        file,
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(first, pa.string()),
            include_columns=[one for one in columns if one in first] if columns is not None else None,
        ),
    )


def _ahead(source: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same batches, the next ones being read while the last is worked on."""
    ready: queue.Queue[pa.RecordBatch | BaseException | None] = queue.Queue(maxsize=2)
    stop = threading.Event()

    def offer(one: pa.RecordBatch | BaseException | None) -> bool:
        while not stop.is_set():
            try:
                ready.put(one, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def read() -> None:
        try:
            for batch in source:
                if not offer(batch):
                    return
            offer(None)
        except BaseException as wrong:
            offer(wrong)

    thread = threading.Thread(target=read, name="quality-reader", daemon=True)
    thread.start()
    try:
        while (batch := ready.get()) is not None:
            if isinstance(batch, BaseException):
                raise batch
            yield batch
    finally:
        stop.set()
        thread.join()
