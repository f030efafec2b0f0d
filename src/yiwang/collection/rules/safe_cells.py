"""Cells that a spreadsheet program would run as formulas, made into plain text; and back."""

_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: object) -> str:
    """The cell as text that no program takes for a formula: an apostrophe before it, as spreadsheets write it.

    Numbers with a sign stay numbers.
    """
    text = "" if cell is None else str(cell)
    if text.startswith(_BEGINS) and not _is_number(text):
        return "'" + text
    return text


def plain(text: str) -> str:
    """What `safe` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_BEGINS) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.strip() == text
