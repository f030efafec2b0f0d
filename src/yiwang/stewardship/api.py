"""The door of the stewardship room."""

from yiwang.stewardship.errors import (
    ChiefStands,
    Held,
    Incomplete,
    NeedsConsent,
    NotDue,
    NothingThere,
    StillThere,
    TooSensitive,
    WrongTurn,
)
from yiwang.stewardship.queries import (
    archives,
    chiefs,
    coverage,
    destruction,
    destructions,
    export,
    exports,
    findings,
    holds,
    overdue,
    own_units,
    performance,
    performances,
    terms,
    todos,
)
from yiwang.stewardship.services.appoint import appoint, assign, end_term
from yiwang.stewardship.services.archive import archive, read_archive
from yiwang.stewardship.services.destroy import (
    approve_destruction,
    cancel_destruction,
    carry_out,
    certificate_file,
    certificate_key,
    propose_destruction,
)
from yiwang.stewardship.services.export import ask_export, decide_export, fetch_export
from yiwang.stewardship.services.hold import lift_hold, place_hold, set_policy
from yiwang.stewardship.services.perform import (
    publish_performance,
    record_performance,
    report_performance,
    review_performance,
)
from yiwang.stewardship.services.scan import scan
from yiwang.stewardship.services.settle_label import accept_label, dismiss_label
from yiwang.stewardship.services.todos import finish_todo, open_todos
from yiwang.stewardship.services.trace import trace
from yiwang.stewardship.tables import Duty, duties, formula
from yiwang.stewardship.types import (
    ArchiveView,
    ChiefView,
    Coverage,
    DestructionView,
    ExportView,
    FindingView,
    HoldView,
    PerformanceView,
    Scan,
    Term,
    TodoView,
    Traced,
)

__all__ = [
    "ArchiveView", "ChiefStands", "ChiefView", "Coverage", "DestructionView", "Duty", "ExportView", "FindingView",
    "Held", "HoldView", "Incomplete", "NeedsConsent", "NotDue", "NothingThere", "PerformanceView", "Scan", "StillThere",
    "Term", "TodoView", "TooSensitive", "Traced", "WrongTurn", "accept_label", "appoint", "approve_destruction",
    "archive", "archives", "ask_export", "assign", "cancel_destruction", "carry_out", "certificate_file",
    "certificate_key", "chiefs", "coverage", "decide_export", "destruction", "destructions", "dismiss_label", "duties",
    "end_term", "export", "exports", "fetch_export", "findings", "finish_todo", "formula", "holds", "lift_hold",
    "open_todos", "overdue", "own_units", "performance", "performances", "place_hold", "propose_destruction",
    "publish_performance", "read_archive", "record_performance", "report_performance", "review_performance", "scan",
    "set_policy", "terms", "todos", "trace",
]  # fmt: skip
