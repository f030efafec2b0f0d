"""Tables of the areas room."""

from yiwang.areas.models.division import Division

__all__ = ["Division"]
