"""Quarantined rows that came back: by a corrected file, or by the source itself under the same key."""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

from yiwang.catalogue import api as catalogue
from yiwang.collection.models import Corrected, Load
from yiwang.collection.place import load_folder
from yiwang.collection.rules.staging import literal, quoted
from yiwang.collection.services.judge import BY, quarantine_file
from yiwang.lake import api as lake
from yiwang.text import Text
from yiwang.tickets import api as tickets

#: Loads with rows outstanding that one load looks back to.
_BACK = 20


def mend(load: Load) -> None:
    """Count the rows of a correction that landed; the ticket closes when none is outstanding."""
    first = load.corrects
    assert first is not None
    listed = set(load.began_from.get("rows", []))
    still = set()
    if load.rejected_rows:
        with lake.connect() as connection:
            file = literal(str(quarantine_file(load)))
            places = {
                row[0] for row in connection.execute(f"SELECT _row FROM read_parquet({file})").fetchall()
            }
        order = load.began_from.get("rows", [])
        still = {order[place - 1] for place in places if place and place <= len(order)}
    _mark(first, sorted(listed - still), load)
    # What is still wrong is outstanding at the first load, not twice.
    load.outstanding = 0
    load.save(update_fields=["outstanding"])


def settle_by_key(load: Load, resource: catalogue.ResourceView) -> None:
    """Rows held back before whose keys have now landed are mended: the department corrected them at the source."""
    keys = [field.name for field in resource.fields if field.key] or list(resource.key)
    waiting = (
        Load.objects.filter(resource=load.resource, outstanding__gt=0)
        .exclude(pk=load.pk)
        .order_by("-pk")[:_BACK]
    )
    good = sorted(load_folder(load, "judged", "good").glob("*.parquet"))
    if not keys or not good:
        return
    listed = ", ".join(literal(str(one)) for one in good)
    cells = ", ".join(f"CAST({quoted(one)} AS VARCHAR)" for one in keys)
    for one in waiting:
        if not quarantine_file(one).exists():
            continue
        with lake.connect() as connection:
            rows = connection.execute(
                f"SELECT _row FROM read_parquet({literal(str(quarantine_file(one)))}) "
                f"WHERE ({cells}) IN (SELECT ({cells}) FROM read_parquet([{listed}]))"
            ).fetchall()
        if rows:
            _mark(one, [int(row[0]) for row in rows], load)


def _mark(first: Load, rows: list[int], by: Load) -> None:
    Corrected.objects.bulk_create(
        [Corrected(load=first, row=row, by_load=by) for row in rows], ignore_conflicts=True, batch_size=5000
    )
    first.outstanding = max((first.rejected_rows or 0) - first.corrected.count(), 0)
    first.save(update_fields=["outstanding"])
    if first.outstanding == 0:
        tickets.close_resolved(
            kind="quarantine",
            key=f"load:{first.pk}",
            note=Text("隔离的行已全部改正并入湖。", "Every row held back has been mended and has landed."),
            by=BY,
        )
