"""Splink by itself: its pairs over every record, and its own clusters from a weight on. The peer of our linkage."""

from typing import Any

import duckdb

from yiwang.entities.rules.definition import Linkage
from yiwang.entities.rules.scoring import Model
from yiwang.entities.services.link import weighing


def clusters(
    duck: duckdb.DuckDBPyConnection, linkage: Linkage, model: Model, *, weight: float, by_number: bool = True
) -> dict[int, Any]:
    """The cluster of each record in the loaded table: the same blocks, levels and weights, the number as one more block."""
    rules = [rule.removesuffix(" AND (l.free OR r.free)") for rule in weighing.blocking(linkage)]
    if by_number:
        rules.insert(0, "l.valid = r.valid")
    alone = weighing.linker(duck, weighing.RECORDS, linkage, model, rules)
    pairs = alone.inference.predict(threshold_match_weight=weight, warning_mode="never")
    found = alone.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_weight=weight)
    rows = duck.execute(f"SELECT uid, cluster_id FROM {found.physical_name}").fetchall()
    return dict(rows)
