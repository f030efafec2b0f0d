"""What macro does when it hears of others: figures that landed in the lake become vintages of their series."""

from typing import Any

from yiwang.access.api import SYSTEM
from yiwang.bus.api import subscribe
from yiwang.catalogue import api as catalogue
from yiwang.collection.api import LoadFinished
from yiwang.lake import api as lake
from yiwang.macro.errors import AlreadyPublished, BadFigures
from yiwang.macro.services.publish import publish
from yiwang.macro.types import Figure
from yiwang.text import Text
from yiwang.tickets import api as tickets

RESOURCE = "macro-series"
_BY = SYSTEM("macro")
_KEY = f"macro:{RESOURCE}"
_FIGURES = """
SELECT DISTINCT indicator, area_code, coalesce(industry_code, '') AS industry_code, period, value, comparable, published_on
FROM rows WHERE value IS NOT NULL AND published_on IS NOT NULL
ORDER BY published_on, indicator, area_code, industry_code, period
"""


@subscribe(LoadFinished, handler="macro.take-figures")
def take_figures(fact: LoadFinished) -> None:
    """Publish the figures of a load; those known already change nothing. Faults go back to the department, whole."""
    if fact.resource != RESOURCE or not fact.rows:
        return
    table = lake.query(_FIGURES, {"rows": lake.TableAt(fact.table, snapshot_id=fact.snapshot_id)})
    try:
        publish([_figure(row) for row in table.to_pylist()], source=f"{RESOURCE} #{fact.load_id}", by=_BY)
    except (BadFigures, AlreadyPublished) as error:
        _send_back(fact, error)
    else:
        note = Text("此后的批次已发布。", "A later load was published.")
        tickets.close_resolved(kind="quality", key=_KEY, note=note, by=_BY)


def _send_back(fact: LoadFinished, error: BadFigures | AlreadyPublished) -> None:
    faults = list(error.faults[:50]) if isinstance(error, BadFigures) else [error.message.zh]
    tickets.open_ticket(
        kind="quality",
        key=_KEY,
        department=catalogue.resource(RESOURCE).department,
        title=Text("统计数据未能发布", "Figures could not be published"),
        body=Text(f"{error.message.zh} {error.remedy.zh}", f"{error.message.en} {error.remedy.en}"),
        evidence={"load": fact.load_id, "faults": faults},
        resource=RESOURCE,
        by=_BY,
    )


def _figure(row: dict[str, Any]) -> Figure:
    return Figure(
        row["indicator"],
        row["area_code"],
        row["period"],
        row["value"],
        row["published_on"],
        row["industry_code"],
        row["comparable"],
    )
