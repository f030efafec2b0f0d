"""How a reader says that a cell is not to be trusted, inside the cell's text itself: `<mark><fault><mark><value>`."""

#: A private-use character: no font draws it and no department writes it.
MARK = "\ue0f0"


def marked(fault: str, value: str) -> str:
    """A cell with a fault of `rules/faults.py`."""
    return f"{MARK}{fault}{MARK}{value}"
