"""What is rated: a case as a whole, and each visit to a window."""

from yiwang.text import Text

#: The occasion of the case as a whole; visits are named `visit-<n>`.
WHOLE = "case"


def occasion_name(occasion: str) -> Text:
    """How people call it."""
    if occasion == WHOLE:
        return Text("整个办件", "The whole case")
    number = occasion.removeprefix("visit-")
    return Text(f"第 {number} 次到窗口", f"Visit {number} to the window")
