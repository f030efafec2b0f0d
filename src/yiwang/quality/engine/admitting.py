"""The review before admission: one pass that counts, and writes good rows and quarantined rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from yiwang.quality.engine.scan import Chunk, Doubts, Progress, Scan, now_seconds
from yiwang.quality.engine.tally import Masks
from yiwang.quality.engine.writing import Beside, Writer
from yiwang.quality.types import Counts, Field, Rule

#: Columns of a quarantine file beside the row as it was delivered.
RULES, REASONS = "_rules", "_reasons"
_ARROW = {
    "string": pa.string(),
    "int": pa.int32(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "boolean": pa.bool_(),
}


def arrow_type(field_: Field) -> pa.DataType:
    """The Arrow type of a lake type."""
    if field_.type.startswith("decimal("):
        precision, scale = field_.type[8:-1].split(",")
        return pa.decimal128(int(precision), int(scale))
    return _ARROW[field_.type]


def good_schema(fields: Sequence[Field]) -> pa.Schema:
    """The schema of admitted files: the resource's columns in their order."""
    return pa.schema([pa.field(one.name, arrow_type(one), nullable=not one.required) for one in fields])


@dataclass
class Admitting:
    """Writes what a scan found into two folders."""

    scan: Scan
    good: Path
    bad: Path
    _good: Writer = field(init=False)
    _bad: Writer = field(init=False)

    def __post_init__(self) -> None:
        program = self.scan.program
        self._good = Writer(self.good, good_schema(program.fields))
        texts = [pa.field(one, pa.string()) for one in self.scan.columns]
        listed = pa.list_(pa.string())
        self._bad = Writer(self.bad, pa.schema([*texts, pa.field(RULES, listed), pa.field(REASONS, listed)]))

    def run(self, progress: Progress | None = None) -> Counts:
        """Everything: scan, write, settle what was doubtful. Raises what reading and writing raise."""
        begun, doubts, beside = now_seconds(), Doubts(self.scan), Beside()
        try:
            for chunk in self.scan.run(progress):
                doubts.add(chunk, typed=True)
                beside.do(partial(self._write_chunk, chunk))
            beside.finish()
        except BaseException:
            beside.finish(quiet=True)
            raise
        for table, typed, masks in doubts.settle():
            self._write(table, typed, masks, None)
        self._good.close()
        self._bad.close()
        return self.scan.counts(now_seconds() - begun)

    @property
    def good_files(self) -> tuple[Path, ...]:
        """The files of admitted rows."""
        return tuple(self._good.files)

    @property
    def bad_files(self) -> tuple[Path, ...]:
        """The files of quarantined rows."""
        return tuple(self._bad.files)

    def _write_chunk(self, chunk: Chunk) -> None:
        self._write(chunk.table, chunk.typed, chunk.masks, chunk.doubtful)

    def _write(
        self,
        table: pa.Table,
        typed: pa.Table,
        masks: Masks,
        aside: "np.ndarray[tuple[int], np.dtype[np.bool_]] | None",
    ) -> None:
        bad = (masks & self.scan.program.blocking) != 0
        good = ~bad
        if aside is not None:
            bad, good = bad & ~aside, good & ~aside
        self._good.write(self._admitted(table, typed, good))
        if bad.any():
            self._bad.write(self._quarantined(table.filter(pa.array(bad)), masks[bad]))

    def _admitted(
        self, table: pa.Table, typed: pa.Table, good: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    ) -> pa.Table:
        schema = self._good.schema
        columns = [self._column(table, typed, one) for one in schema]
        whole = pa.Table.from_arrays(columns, schema=schema)
        return whole if good.all() else whole.filter(pa.array(good))

    def _column(self, table: pa.Table, typed: pa.Table, wanted: pa.Field) -> pa.ChunkedArray:
        source = typed if wanted.name in typed.column_names else table
        if wanted.name not in source.column_names:
            return pa.chunked_array([pa.nulls(table.num_rows, wanted.type)])
        column = source.column(wanted.name)
        return column if column.type == wanted.type else column.cast(wanted.type)

    def _quarantined(self, rows: pa.Table, masks: Masks) -> pa.Table:
        kinds, place = np.unique(masks, return_inverse=True)
        rules = [
            [one for bit, one in enumerate(self.scan.program.rules) if mask >> bit & 1] for mask in kinds
        ]
        listed = pa.list_(pa.string())
        ids = pa.array([[one.id for one in some] for some in rules], listed).take(pa.array(place))
        reasons = pa.array([[_reason(one) for one in some] for some in rules], listed).take(pa.array(place))
        texts = [rows.column(one).cast(pa.string()) for one in rows.column_names]
        return pa.Table.from_arrays([*texts, ids, reasons], schema=self._bad.schema)


def _reason(rule: Rule) -> str:
    return rule.text.zh
