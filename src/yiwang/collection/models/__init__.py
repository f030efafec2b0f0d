"""Tables of the collection room."""

from yiwang.collection.models.load import Chunk, Corrected, Load
from yiwang.collection.models.source import Source
from yiwang.collection.models.tally import Standing, Tally

__all__ = ["Chunk", "Corrected", "Load", "Source", "Standing", "Tally"]
