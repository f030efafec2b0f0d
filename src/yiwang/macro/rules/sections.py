"""The sections of GB/T 4754-2017 by letter."""

from functools import cache
from importlib.resources import files

from yiwang.text import Text


@cache
def _sections() -> dict[str, Text]:
    text = files("yiwang.macro").joinpath("data", "sections.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {letter: Text(zh, en) for letter, zh, en in rows}


def industry_name(code: str) -> Text:
    """The name of a section; the empty code is the whole economy, an unknown one is shown as it is."""
    if not code:
        return Text("全部行业", "All industries")
    return _sections().get(code, Text(code, code))
