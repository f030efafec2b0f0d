"""Where commands print their tables."""

from rich.console import Console

#: Wider than any table: what another program or a file reads is never cut.
_WHOLE = 10_000


def answers() -> Console:
    """Standard output: fitted to a terminal, whole for a pipe or a file."""
    console = Console()
    return console if console.is_terminal else Console(width=_WHOLE)
