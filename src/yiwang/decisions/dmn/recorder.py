"""A budget that also remembers what was decided on the way."""

from typing import TYPE_CHECKING

from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.kinds import Value

if TYPE_CHECKING:
    from yiwang.decisions.dmn.graph import Decision
    from yiwang.decisions.dmn.table import Evaluation


class Recorder(Meter):
    """The meter of one evaluation of a model, with the tables run and the decisions settled."""

    __slots__ = ("decisions", "tables")

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Evaluation] = []
        self.decisions: list[tuple[Decision, Value]] = []
