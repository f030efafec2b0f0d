"""The door of the cockpit room."""

from yiwang.cockpit.queries import board
from yiwang.cockpit.types import Bar, Board

__all__ = ["Bar", "Board", "board"]
