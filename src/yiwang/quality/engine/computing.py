"""What NumPy computes beside the columns of a chunk, before the one query looks at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from yiwang.quality.rules import kernels
from yiwang.quality.rules.compiler import Kernel


@dataclass(frozen=True)
class Almanac:
    """What kernels know of the world on the day of checking: regions by six-digit code, ever and now, and the day."""

    ever: npt.NDArray[np.bool_]
    current: npt.NDArray[np.bool_]
    today: int


def with_kernels(batch: pa.RecordBatch, wanted: Sequence[Kernel], almanac: Almanac) -> pa.RecordBatch:
    """The batch with the result of every kernel as columns of its own."""
    texts: dict[str, pa.StringArray] = {}
    arrays, names = list(batch.columns), list(batch.schema.names)
    for kernel in wanted:
        text = texts.get(kernel.column)
        if text is None:
            text = texts[kernel.column] = kernels.text_of(batch.column(kernel.column))
        for name, array in _RUN[kernel.kind](kernel, text, almanac).items():
            names.append(name)
            arrays.append(array)
    return pa.RecordBatch.from_arrays(arrays, names=names)


def _filled(text: pa.StringArray) -> npt.NDArray[np.bool_]:
    """Which values are there at all: neither null nor empty."""
    lengths = pc.binary_length(text)
    if text.null_count:
        lengths = lengths.fill_null(0)
    found: npt.NDArray[np.bool_] = lengths.to_numpy(zero_copy_only=False) > 0
    return found


def _flag(found: npt.NDArray[np.bool_]) -> pa.Array:
    return pa.array(found)


def _shape(kernel: Kernel, text: pa.StringArray, almanac: Almanac) -> dict[str, pa.Array]:
    return {kernel.output: _flag(_filled(text) & ~kernels.fits_shape(text, kernel.shape))}


def _resident_id(kernel: Kernel, text: pa.StringArray, almanac: Almanac) -> dict[str, pa.Array]:
    ids = kernels.resident_ids(text, regions=almanac.ever, today=almanac.today)
    base = kernel.output
    return {
        f"{base}_misshapen": _flag(_filled(text) & ~ids.shaped),
        f"{base}_misdated": _flag(ids.shaped & ~ids.dated),
        f"{base}_misplaced": _flag(ids.shaped & ~ids.placed),
        f"{base}_mischecked": _flag(ids.shaped & ~ids.checked),
        f"{base}_short": _flag(ids.short),
        f"{base}_dated": _flag(ids.dated),
        f"{base}_male": _flag(ids.male),
        f"{base}_birthday": pa.array(ids.birthday).view(pa.date32()),
    }


def _credit_code(kernel: Kernel, text: pa.StringArray, almanac: Almanac) -> dict[str, pa.Array]:
    shaped, checked = kernels.credit_codes(text)
    return {
        f"{kernel.output}_misshapen": _flag(_filled(text) & ~shaped),
        f"{kernel.output}_mischecked": _flag(shaped & ~checked),
    }


def _region(kernel: Kernel, text: pa.StringArray, almanac: Almanac) -> dict[str, pa.Array]:
    regions = almanac.current if kernel.current else almanac.ever
    return {kernel.output: _flag(_filled(text) & ~kernels.in_regions(text, kernel.length, regions))}


_RUN: Mapping[str, Any] = {
    "shape": _shape,
    "resident-id": _resident_id,
    "credit-code": _credit_code,
    "region": _region,
}
