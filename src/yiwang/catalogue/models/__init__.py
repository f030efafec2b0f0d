"""The catalogue's tables."""

from yiwang.catalogue.models.demand import Demand
from yiwang.catalogue.models.element import Element
from yiwang.catalogue.models.entry import Act, Entry, Field, Sequence, Version
from yiwang.catalogue.models.lineage import Closure, Edge, Run
from yiwang.catalogue.models.lists import ListVersion, Pilot
from yiwang.catalogue.models.outbound import Outbound

__all__ = [
    "Act",
    "Closure",
    "Demand",
    "Edge",
    "Element",
    "Entry",
    "Field",
    "ListVersion",
    "Outbound",
    "Pilot",
    "Run",
    "Sequence",
    "Version",
]
