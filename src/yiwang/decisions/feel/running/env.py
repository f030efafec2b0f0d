"""Where a name is looked up while an expression runs."""

from yiwang.decisions.feel.meter import Meter
from yiwang.decisions.feel.values.kinds import Value


class Env:
    """Names and their values, inside an outer environment; `meter` is the budget of the whole evaluation."""

    __slots__ = ("meter", "names", "outer")

    def __init__(self, names: dict[str, Value], meter: Meter, outer: "Env | None" = None) -> None:
        self.names = names
        self.meter = meter
        self.outer = outer

    def inner(self, names: dict[str, Value]) -> "Env":
        """A new environment inside this one."""
        return Env(names, self.meter, self)
