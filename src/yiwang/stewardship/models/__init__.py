"""Tables of the stewardship room."""

from yiwang.stewardship.models.chief import Appointment, Performance, Todo
from yiwang.stewardship.models.destruction import Archive, Destruction, Hold, Policy
from yiwang.stewardship.models.export import ExportRequest
from yiwang.stewardship.models.finding import Finding

__all__ = [
    "Appointment",
    "Archive",
    "Destruction",
    "ExportRequest",
    "Finding",
    "Hold",
    "Performance",
    "Policy",
    "Todo",
]
