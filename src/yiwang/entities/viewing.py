"""Rows as their views."""

from yiwang.entities.models import Decision
from yiwang.entities.types import DecisionView
from yiwang.text import Text

ACTS: dict[str, Text] = {
    "merge": Text("合并", "Merged"),
    "different": Text("认定不同", "Held apart"),
    "split": Text("拆分", "Split"),
    "pin": Text("锁定取值", "Value held"),
}


def decision_view(row: Decision) -> DecisionView:
    """A decision as it crosses the door."""
    return DecisionView(
        id=row.pk,
        kind=row.kind,
        act=row.act,
        act_name=ACTS[row.act],
        entity=row.entity,
        other=row.other,
        attribute=row.attribute,
        reason=row.reason,
        by=row.by_name or row.by_ref,
        at=row.at,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
