"""The life of a ticket: open, answered, closed; and back to open when the answer does not hold."""

from typing import Literal

from yiwang.text import Text

State = Literal["open", "answered", "closed"]
Outcome = Literal["", "corrected", "confirmed", "rejected", "resolved"]

KINDS: dict[str, Text] = {
    "quarantine": Text("隔离数据", "Quarantined rows"),
    "quality": Text("质量问题", "Quality"),
    "conflict": Text("多源不一致", "Sources disagree"),
    "catalogue": Text("目录问题", "Catalogue"),
    "correction": Text("疑义校核", "Correction asked for"),
}
STATES: dict[str, Text] = {
    "open": Text("待答复", "Waiting for an answer"),
    "answered": Text("待核验", "Waiting to be verified"),
    "closed": Text("已办结", "Closed"),
}
#: What a department can say. `resolved` is not among them: the machine says it when a check passes again.
ANSWERS: dict[str, Text] = {
    "corrected": Text("已更正", "Corrected"),
    "confirmed": Text("经核实无误", "Confirmed as it stands"),
    "rejected": Text("不属于本部门", "Not ours"),
}
OUTCOMES: dict[str, Text] = {**ANSWERS, "resolved": Text("复查通过", "Passed when checked again")}


def may_answer(state: str) -> bool:
    """Whether a department can answer now; an answer not yet verified may be replaced."""
    return state in {"open", "answered"}


def after_verifying(accepted: bool) -> State:
    """Where a verified answer leads."""
    return "closed" if accepted else "open"
