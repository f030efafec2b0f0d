"""`yiwang compile-messages`: the English beside the Chinese, from each room's `.po` to the `.mo` that Django reads."""

from pathlib import Path

import typer
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_messages() -> None:
    """Compile every room's translations; unchanged ones are left alone."""
    done = compile_all(Path(__file__).resolve().parents[1])
    typer.echo(f"{done} catalogues compiled.")


def compile_all(package: Path) -> int:
    """Compile the catalogues below `package` that are newer than what was compiled; answers how many."""
    done = 0
    for source in sorted(package.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines)
        partial = target.with_suffix(".partial")
        with partial.open("wb") as out:
            write_mo(out, catalogue)
        partial.replace(target)
        done += 1
    return done
