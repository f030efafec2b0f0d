"""Counting masks: how many rows fail each rule, and a few of them by key."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from yiwang.quality.rules.compiler import Program
from yiwang.quality.types import RuleCount, Sample

Masks = npt.NDArray[np.int64]
MAXIMUM_TEXT = 200


@dataclass
class Tally:
    """The running count of one scan."""

    program: Program
    key: tuple[str, ...]
    limit: int
    rows: int = 0
    held_back: int = 0
    flagged: int = 0
    failed: dict[int, int] = field(default_factory=dict)
    applied: dict[int, int] = field(default_factory=dict)
    absent: dict[str, int] = field(default_factory=dict)
    samples: dict[int, list[Sample]] = field(default_factory=dict)

    def see(self, table: pa.Table, applies: Masks | None) -> None:
        """Take note of a chunk's rows, before anything is known of them."""
        self.rows += table.num_rows
        for name in self.program.present:
            self.absent[name] = self.absent.get(name, 0) + table.column(name).null_count
        if applies is not None:
            for bit in self.program.applies:
                self.applied[bit] = self.applied.get(bit, 0) + int(np.count_nonzero(applies & (1 << bit)))

    def count(self, masks: Masks, table: pa.Table) -> None:
        """Count final masks; `masks[i]` is of `table`'s row i."""
        wrong = np.flatnonzero(masks)
        if not len(wrong):
            return
        found = masks[wrong]
        self.held_back += int(np.count_nonzero(found & self.program.blocking))
        self.flagged += len(wrong)
        kinds, times = np.unique(found, return_counts=True)
        for bit in range(len(self.program.rules)):
            number = int(times[(kinds >> bit) & 1 == 1].sum())
            if not number:
                continue
            self.failed[bit] = self.failed.get(bit, 0) + number
            held = self.samples.setdefault(bit, [])
            if len(held) < self.limit:
                rows = wrong[(found >> bit) & 1 == 1][: self.limit - len(held)]
                held += [self._sample(table, int(row), bit) for row in rows]

    def _sample(self, table: pa.Table, row: int, bit: int) -> Sample:
        columns = self.program.rules[bit].columns
        return Sample(
            tuple(self._cell(table, row, one) for one in self.key),
            tuple(self._cell(table, row, one) for one in columns if one not in self.key),
        )

    def _cell(self, table: pa.Table, row: int, column: str) -> str:
        if column not in table.schema.names:
            return ""
        value = table.column(column)[row].as_py()
        return "" if value is None else str(value)[:MAXIMUM_TEXT]

    def results(self) -> tuple[RuleCount, ...]:
        """The count of every rule, in the order of the rules."""
        return tuple(self._result(bit) for bit in range(len(self.program.rules)))

    def _result(self, bit: int) -> RuleCount:
        rule = self.program.rules[bit]
        if bit in self.program.skipped:
            return RuleCount(rule, 0, 0, skipped=self.program.skipped[bit])
        checked = self.rows
        if bit in self.applied or rule.when:
            checked = self.applied.get(bit, 0)
        elif rule.check != "required" and rule.columns:
            # A rule about values is about the rows that have one; with several columns, about rows that have them all.
            checked -= max(self.absent.get(one, self.rows) for one in rule.columns)
        failed = self.failed.get(bit, 0)
        return RuleCount(rule, max(checked, failed), failed, tuple(self.samples.get(bit, ())))
