"""Counting only: the same scan without writing rows."""

from yiwang.quality.engine.scan import Doubts, Progress, Scan, now_seconds
from yiwang.quality.types import Counts


def count(scan: Scan, progress: Progress | None = None) -> Counts:
    """Scan and count. Raises what reading raises."""
    begun, doubts = now_seconds(), Doubts(scan)
    for chunk in scan.run(progress):
        doubts.add(chunk, typed=False)
    for _ in doubts.settle():
        pass
    return scan.counts(now_seconds() - begun)
