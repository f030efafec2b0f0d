"""Looking at quarantined rows: masked by the catalogue's grades, or as a file to mend."""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

from dataclasses import dataclass

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import NoSuchLoad
from yiwang.collection.models import Load
from yiwang.collection.rules.staging import literal
from yiwang.collection.services.judge import REASONS, ROW, quarantine_file
from yiwang.collection.services.send_back import bad_rows_csv
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger

#: The grade that anybody who may see the quarantine sees in clear.
CLEARANCE = 2


@dataclass(frozen=True)
class QuarantineRow:
    """A row held back: its number at the source, its cells as this reader may see them, and why."""

    row: int
    cells: tuple[str, ...]
    reasons: tuple[str, ...]
    mended: bool


def quarantine(
    load_id: int, actor: Actor, *, after: int = -1, limit: int = 50
) -> tuple[tuple[str, ...], tuple[QuarantineRow, ...], int | None]:
    """Titles, one page of rows and where the next begins. Raises NoSuchLoad, Refused."""
    load, resource = _load(load_id, actor)
    shown = ", ".join(
        f"CAST({catalogue.mask_sql(field, chr(34) + field.name + chr(34), CLEARANCE)} AS VARCHAR)"
        for field in resource.fields
    )
    with lake.connect() as connection:
        rows = (
            connection.execute(
                f"SELECT {ROW}, {REASONS}, {shown} FROM read_parquet({literal(str(quarantine_file(load)))}) "
                f"WHERE {ROW} > ? ORDER BY {ROW} LIMIT ?",
                [after, limit + 1],
            ).fetchall()
            if load.rejected_rows
            else []
        )
    mended = set(load.corrected.filter(row__in=[row[0] for row in rows]).values_list("row", flat=True))
    ledger.record("collection.looked-at-quarantine", by=actor.ref, subject=f"load:{load_id}")
    page = tuple(
        QuarantineRow(
            int(row[0]),
            tuple("" if one is None else str(one)[:120] for one in row[2:]),
            tuple(str(row[1] or "").split("；")),
            row[0] in mended,
        )
        for row in rows[:limit]
    )
    return (
        tuple(str(field.title) for field in resource.fields),
        page,
        page[-1].row if len(rows) > limit else None,
    )


def bad_rows(load_id: int, actor: Actor) -> bytes:
    """The rows in clear as CSV with reasons, for the department that has to mend them; the look is on the ledger."""
    load, resource = _load(load_id, actor)
    require(actor, "collection.load", load.department_code)
    ledger.record(
        "collection.took-quarantine",
        by=actor.ref,
        subject=f"load:{load_id}",
        detail={"rows": load.rejected_rows},
        purpose="校核纠错",
    )
    return bad_rows_csv(load, resource)


def _load(load_id: int, actor: Actor) -> tuple[Load, catalogue.ResourceView]:
    load = Load.objects.filter(pk=load_id).first()
    if load is None:
        raise NoSuchLoad
    require(actor, "collection.quarantine", load.department_code)
    return load, catalogue.resource(load.resource)
