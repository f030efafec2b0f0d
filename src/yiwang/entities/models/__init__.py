"""Tables of the entities room."""

from yiwang.entities.models.change import Change, LifeEvent, Subscription
from yiwang.entities.models.conflict import Conflict
from yiwang.entities.models.decision import Decision, Move, Review
from yiwang.entities.models.entity import Entity, Past, Record
from yiwang.entities.models.kind import KindVersion, SourceRow, WeightModel
from yiwang.entities.models.merged import MergedSnapshot, Unmirrored

__all__ = [
    "Change",
    "Conflict",
    "Decision",
    "Entity",
    "KindVersion",
    "LifeEvent",
    "MergedSnapshot",
    "Move",
    "Past",
    "Record",
    "Review",
    "SourceRow",
    "Subscription",
    "Unmirrored",
    "WeightModel",
]
