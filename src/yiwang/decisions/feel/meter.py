"""The budget of one evaluation: what makes a hostile expression stop."""

from yiwang.decisions.errors import TooCostly
from yiwang.text import Text

MAX_STEPS = 200_000
MAX_DEPTH = 64
MAX_TEXT = 1_000_000
MAX_NOTES = 50
#: Seconds all pattern matching of one evaluation may take together: patterns can be made to backtrack for ever.
MAX_PATTERN_SECONDS = 0.2


class Meter:
    """Counts the steps, the depth and the pattern time of one evaluation, and collects notes on what gave null."""

    __slots__ = ("depth", "notes", "pattern_seconds", "steps")

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.steps = steps
        self.depth = 0
        self.pattern_seconds = MAX_PATTERN_SECONDS
        self.notes: list[Text] = []

    def spend(self, steps: int) -> None:
        """Take steps from the budget; raises TooCostly when it is empty."""
        self.steps -= steps
        if self.steps < 0:
            raise TooCostly(Text("步数过多", "too many steps"))

    def enter(self) -> None:
        """Go one call deeper; raises TooCostly below the allowed depth."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooCostly(Text("嵌套过深", "nested too deeply"))

    def leave(self) -> None:
        """Come back from `enter`."""
        self.depth -= 1

    def check_text(self, text: str) -> str:
        """Charge for a text just made and refuse one that is too long."""
        if len(text) > MAX_TEXT:
            raise TooCostly(Text("文本过长", "a text is too long"))
        self.spend(len(text) >> 6)
        return text

    def note(self, zh: str, en: str) -> None:
        """Remember why something gave null; the first fifty reasons are enough to see what is wrong."""
        if len(self.notes) < MAX_NOTES:
            self.notes.append(Text(zh, en))
