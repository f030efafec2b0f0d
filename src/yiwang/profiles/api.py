"""The door of the profiles room."""

from yiwang.profiles.errors import (
    Decided,
    NoSuchTag,
    NotAsked,
    NotOpen,
    OwnRequest,
    TooManyLooks,
    UnknownSubject,
)
from yiwang.profiles.facts import ProfileOpened
from yiwang.profiles.queries import requests
from yiwang.profiles.rules.tables import KINDS, limits, purposes
from yiwang.profiles.services.ask import ask, decide
from yiwang.profiles.services.look import look, opened, path
from yiwang.profiles.services.mine import contest, my_tags
from yiwang.profiles.services.refresh import refresh_graph
from yiwang.profiles.types import ProfileView, Purpose, Relation, RequestView, Step

__all__ = [
    "KINDS",
    "Decided",
    "NoSuchTag",
    "NotAsked",
    "NotOpen",
    "OwnRequest",
    "ProfileOpened",
    "ProfileView",
    "Purpose",
    "Relation",
    "RequestView",
    "Step",
    "TooManyLooks",
    "UnknownSubject",
    "ask",
    "contest",
    "decide",
    "limits",
    "look",
    "my_tags",
    "opened",
    "path",
    "purposes",
    "refresh_graph",
    "requests",
]
