"""Draw the graph of relations from the newest snapshots."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.codes.api import mask_name
from yiwang.crypto.api import blind_index, seal_field
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.profiles.models import Edge, Node, Relationship
from yiwang.profiles.rules.tables import Drawn, relations

_MANY = 5000
_RESIDENT_NUMBER = 18


def refresh_graph(*, by: Actor) -> Mapping[str, int]:
    """Draw again the relations whose source has a newer snapshot; returns how many of each were drawn.

    A source's relations change all at once or not at all. Raises Refused.
    """
    require(by, "profiles.refresh")
    there = {one.name: one.snapshot_id for one in lake.tables()}
    drawn: dict[str, int] = {}
    for relation in relations().values():
        snapshot = there.get(catalogue.table_of(relation.source))
        if snapshot is None:
            continue
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('profiles:graph', 0))")
            known = Relationship.objects.filter(source=relation.source).first()
            if known and known.snapshot_id == snapshot:
                continue
            drawn[relation.kind] = _draw(relation, snapshot)
            Relationship.objects.update_or_create(
                source=relation.source,
                defaults={"snapshot_id": snapshot, "edges": drawn[relation.kind], "at": timezone.now()},
            )
            ledger.record(
                "profiles.graph-drawn",
                by=by.ref,
                subject=f"graph:{relation.kind}",
                detail={"edges": drawn[relation.kind]},
            )
    return drawn


def _draw(relation: Drawn, snapshot: int) -> int:
    wanted = dict.fromkeys(
        one for one in (*relation.start[1:], *relation.end[1:], relation.since, *relation.evidence) if one
    )
    columns = ", ".join(f'CAST("{one}" AS VARCHAR) AS "{one}"' for one in wanted)
    rows = lake.query(
        f"SELECT DISTINCT {columns} FROM t",  # noqa: S608  (columns of our own table of relations)
        {"t": lake.TableAt(catalogue.table_of(relation.source), snapshot)},
    ).to_pylist()
    ends = [(_end(row, relation.start), _end(row, relation.end), row) for row in rows]
    ends = [one for one in ends if one[0][1] and one[1][1]]
    nodes = _nodes([end for start, stop, _ in ends for end in (start, stop)])
    Edge.objects.filter(source=relation.source).delete()
    Edge.objects.bulk_create(
        (
            Edge(
                kind=relation.kind,
                start_id=nodes[start[:2]],
                end_id=nodes[stop[:2]],
                since=row.get(relation.since) or "",
                source=relation.source,
                evidence={name: row[name] for name in relation.evidence if row[name]},
            )
            for start, stop, row in ends
        ),
        batch_size=_MANY,
    )
    return len(ends)


def _end(row: Mapping[str, Any], end: tuple[str, str, str]) -> tuple[str, str, str]:
    kind, number, label = end
    value = str(row.get(number) or "").strip().upper()
    if kind == "subject":
        kind = "person" if len(value) == _RESIDENT_NUMBER and not value.startswith("9") else "firm"
    return kind, value, str(row.get(label) or "") if label else ""


def _nodes(ends: list[tuple[str, str, str]]) -> dict[tuple[str, str], int]:
    """The ids of nodes by kind and number; those not known yet are made."""
    labels: dict[tuple[str, str], str] = {}
    for kind, number, label in ends:
        labels[kind, number] = labels.get((kind, number)) or label
    indexes = {key: (key[0], blind_index(key[1])) for key in labels}
    known = _known(list(indexes.values()))
    fresh = [key for key, index in indexes.items() if index not in known]
    Node.objects.bulk_create(
        (
            Node(
                kind=key[0],
                index=indexes[key][1],
                sealed=seal_field(key[1]),
                label=_shown(key[0], labels[key] or key[1]),
            )
            for key in fresh
        ),
        batch_size=_MANY,
        ignore_conflicts=True,
    )
    known |= _known([indexes[key] for key in fresh])
    return {key: known[index] for key, index in indexes.items()}


def _known(indexes: list[tuple[str, str]]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for start in range(0, len(indexes), _MANY):
        rows = Node.objects.filter(index__in=[index for _, index in indexes[start : start + _MANY]])
        found |= {(kind, index): pk for pk, kind, index in rows.values_list("pk", "kind", "index")}
    return found


def _shown(kind: str, label: str) -> str:
    """What is shown of a node: of a person the masked name only; a bare number of a person not at all."""
    if kind != "person":
        return label[:120]
    return "***" if label[:1].isdecimal() else mask_name(label)
