"""Tables of the topics room."""

from yiwang.topics.models.built import BuiltTable
from yiwang.topics.models.fed import FedRow
from yiwang.topics.models.store import Store, StoreVersion

__all__ = ["BuiltTable", "FedRow", "Store", "StoreVersion"]
