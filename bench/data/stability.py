"""Do identifiers stay? Fifty weekly increments of a population, ours beside Splink's clusters, by one evaluator.

`python -m bench.data.stability 20000`. Every week a fiftieth of the records arrives, in no order: of a person, the one
without a number may come first. Ours are resolved as they come, and linked anew every five weeks; Splink clusters all
records again every five weeks, under the least of their node ids, as it does: once with the departments' own keys as
nodes, once with the numbers in which they arrived.

What is counted, alike for both: the share of records that in fifty weeks never changed their id without need. Needed is
a change only where the truth demands it: two ids of one person become one of the two, or a record leaves strangers'
company for a new id while the old one goes on (`support/steadiness.py`). Once needless, a record counts as unstable for
good. `first-id-kept` counts every change, needed or not. Ours are looked at after every increment and every linkage,
Splink's after every linkage. That our ids are stable would say nothing if nothing were linked: F1 of both is given too.
"""

import random
import sys
from collections.abc import Hashable
from typing import Any

import duckdb

from bench.results import Figure, write
from bench.support.own_database import own_database
from bench.support.pairwise import judge
from bench.support.steadiness import Steadiness

WEEKS = 50
#: More records show nothing new and take hours: each linkage looks at all of them.
MOST = 20_000
#: The rules were made looking at other people than these (seeds 3, 7 and 8).
_SEED = 2026
#: Weeks between two batch linkages.
EVERY = 5
_GOAL = 0.9999


def main(rows: int) -> None:
    """Measure with about `rows` records, `MOST` at most; results go to bench/results/stability.json."""
    with own_database():
        run(min(rows, MOST))


def run(rows: int) -> None:
    """The bench itself, in a database that is there."""
    from bench.support import trapped_people
    from yiwang.access.api import SYSTEM
    from yiwang.entities import api as entities
    from yiwang.entities.models import Record
    from yiwang.entities.rules.prepare import SPLIT, key_index

    by = SYSTEM("bench")
    entities.define(trapped_people.definition(), by=by)
    kind = entities.kind_of("person")
    arriving = list(trapped_people.rows(trapped_people.people(round(rows / 2.5), seed=_SEED), seed=_SEED))
    random.Random(_SEED).shuffle(arriving)
    of = {(row.source, key_index(kind, SPLIT.join(row.key))): row for row in arriving}
    truth: dict[int, int] = {}
    nodes: dict[int, str] = {}
    groups: dict[int, Hashable] = {}
    ours, by_key, by_arrival = Steadiness(truth), Steadiness(truth), Steadiness(truth)
    for week in range(WEEKS):
        weekly: dict[str, list[dict[str, Any]]] = {}
        for row in arriving[week::WEEKS]:
            weekly.setdefault(row.source, []).append(row.row)
        for source, given in weekly.items():
            entities.ingest("person", source, given, load_id=f"week-{week}", by=by)
        for pk, source, key in Record.objects.exclude(pk__in=truth).values_list("pk", "source__slug", "key"):
            row = of[source, bytes(key)]
            truth[pk], nodes[pk] = row.person, f"{source}:{'/'.join(row.key)}"
        ours.see(_links())
        if (week + 1) % EVERY == 0:
            entities.link("person", by=by)
            ours.see(_links())
            groups = _splink(kind)
            by_key.see(_least(groups, nodes))
            by_arrival.see(_least(groups, {one: one for one in truth}))
            print(f"  week {week + 1}: {len(truth):,} records", flush=True)
    size = f"{len(truth):,} records, {WEEKS} increments"
    peer = f"Splink's least node id, departments' keys ({by_key.rate:.4%})"
    f1, alone = judge(dict(_links()), dict(truth)).f1, judge(dict(groups), dict(truth)).f1
    other = f"Splink's least node id, numbers of arrival ({by_arrival.rate:.4%})"
    goal = f"≥ {_GOAL:.2%}"
    write(
        "stability",
        [
            Figure("stable-ids", ours.rate * 100, "%", goal, peer, ours.rate / by_key.rate, size),
            Figure("stable-ids-by-arrival", ours.rate * 100, "%", goal, other, ours.rate / by_arrival.rate, size),
            Figure(
                "first-id-kept", ours.kept * 100, "%", "", f"Splink, departments' keys ({by_key.kept:.4%})",
                ours.kept / by_key.kept, size,
            ),
            Figure("stable-ids-f1", f1, "", "≥ Splink alone", f"Splink alone ({alone:.5f})", f1 / alone, size),
        ],
    )  # fmt: skip


def _links() -> dict[int, Hashable]:
    from yiwang.entities.models import Record

    return dict(Record.objects.values_list("pk", "entity"))


def _splink(kind: Any) -> dict[int, Hashable]:
    """Splink's clusters of everything there is, with the weights the register has."""
    from bench.support import splink_alone
    from yiwang.entities.kinds import weights
    from yiwang.entities.services import held as records
    from yiwang.entities.services.link import weighing

    with duckdb.connect(config={"threads": 2}) as duck:
        held = records.all_of(kind)
        given = ((one.id, one.number.hex() if one.number else "", one.standard) for one in held)
        weighing.load(duck, kind.linkage, given)
        return splink_alone.clusters(duck, kind.linkage, weights(kind), weight=kind.linkage.link_weight)


def _least(groups: dict[int, Hashable], nodes: dict[int, Any]) -> dict[int, Hashable]:
    """Each record under the least node of its cluster."""
    least: dict[Hashable, Any] = {}
    for record, group in groups.items():
        least[group] = min(least.get(group, nodes[record]), nodes[record])
    return {record: least[group] for record, group in groups.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)
