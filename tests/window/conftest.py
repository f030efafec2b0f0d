"""The living city, and a real browser to look at it."""

from tests.journeys.conftest import house, town, visitors
from tests.support.chromium import chromium, screens

__all__ = ["chromium", "house", "screens", "town", "visitors"]
