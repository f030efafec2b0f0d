"""Take records of a source, as rows: the way for small batches, forms and corrections."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from yiwang.access.api import Actor, require
from yiwang.entities.errors import BadRecord
from yiwang.entities.kinds import kind_of, source_of
from yiwang.entities.rules.definition import Kind, Source
from yiwang.entities.rules.prepare import Prepared, prepared
from yiwang.entities.services.absorb import CHUNK, absorb
from yiwang.entities.services.effects import MOST_TICKETS, summarise
from yiwang.entities.types import Ingested
from yiwang.ledger import api as ledger
from yiwang.text import Text


def ingest(
    kind: str, source: str, records: Iterable[Mapping[str, Any]], *, load_id: str, by: Actor
) -> Ingested:
    """Take rows as a resource has them. The same rows again change nothing, so a batch may be sent twice.

    Raises:
        Refused, UnknownKind, UnknownSource.
        BadRecord: a row without a key or a date; its chunk of 2,000 was not taken.
    """
    require(by, "entities.ingest", kind)
    known = kind_of(kind)
    declared = source_of(known, source)
    done, left, untold = Ingested(0), MOST_TICKETS, dict[str, int]()
    for chunk in chunks(known, declared, records):
        took = absorb(known, declared, chunk, load=load_id, tickets_left=left)
        done += took.done
        left = max(0, left - took.effects.conflicts)
        for name, count in took.effects.untold.items():
            untold[name] = untold.get(name, 0) + count
    summarise(known, untold, source)
    ledger.record(
        "entities.ingested",
        by=by.ref,
        subject=f"register:{kind}",
        detail={"source": source, "load": load_id, "records": done.records, "created": done.created},
    )
    return done


def chunks(
    kind: Kind, source: Source, records: Iterable[Mapping[str, Any]], size: int = CHUNK
) -> Iterator[list[Prepared]]:
    """Rows as records, so many at a time; rows that a source's filter leaves out are not among them."""
    numbered = enumerate(records, 1)
    while rows := list(islice(numbered, size)):
        chunk = []
        for at, row in rows:
            one = prepared(kind, source, row, at=at)
            if one is None:
                continue
            if not one.key:
                raise BadRecord(at, Text("没有主键", "has no key"))
            if one.as_of is None:
                raise BadRecord(at, Text("没有更新时间", "says no date"))
            chunk.append(one)
        if chunk:
            yield chunk
