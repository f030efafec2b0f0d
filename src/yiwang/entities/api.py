"""The door of the entities room."""

from yiwang.entities.errors import (
    BadDefinition,
    BadRecord,
    NoSuchEntity,
    NoSuchSubscription,
    PurposeMissing,
    Tampered,
    TooWide,
    UnknownKind,
    UnknownSource,
)
from yiwang.entities.facts import EntityChanged, SnapshotMerged
from yiwang.entities.kinds import fed_by, kind_of, kinds
from yiwang.entities.persons import PersonIds, register_person_ids
from yiwang.entities.rules.definition import Attribute, Kind, Source, problems
from yiwang.entities.services.changes import (
    acknowledge,
    changes,
    pending,
    subscribe,
    subscriptions,
    unsubscribe,
)
from yiwang.entities.services.define import define, retire
from yiwang.entities.services.ingest import ingest
from yiwang.entities.services.look import entity, find, key_index, key_indexes
from yiwang.entities.services.resolve import resolve
from yiwang.entities.types import (
    ChangeView,
    EntityView,
    Ingested,
    RecordView,
    Resolution,
    SaidView,
    SubscriptionView,
    ValueView,
    WeightView,
)

__all__ = [
    "Attribute",
    "BadDefinition",
    "BadRecord",
    "ChangeView",
    "EntityChanged",
    "EntityView",
    "Ingested",
    "Kind",
    "NoSuchEntity",
    "NoSuchSubscription",
    "PersonIds",
    "PurposeMissing",
    "RecordView",
    "Resolution",
    "SaidView",
    "SnapshotMerged",
    "Source",
    "SubscriptionView",
    "Tampered",
    "TooWide",
    "UnknownKind",
    "UnknownSource",
    "ValueView",
    "WeightView",
    "acknowledge",
    "changes",
    "define",
    "entity",
    "fed_by",
    "find",
    "ingest",
    "key_index",
    "key_indexes",
    "kind_of",
    "kinds",
    "pending",
    "problems",
    "register_person_ids",
    "resolve",
    "retire",
    "subscribe",
    "subscriptions",
    "unsubscribe",
]
