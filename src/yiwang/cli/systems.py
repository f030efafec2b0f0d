"""`yiwang systems`: the register of what five cities asked for, and what of it works, by proof."""

import ast
import csv
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import typer
from rich.table import Table

from yiwang.terminal import answers

REGISTER = Path(__file__).parent / "data" / "systems.csv"


@dataclass(frozen=True)
class System:
    """One line of the register. `tests` are the stories that prove it; `lacks` is what its first stories leave out."""

    id: str
    zh: str
    en: str
    room: str
    tests: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`works` when a story proves it. A failing story keeps the change from landing, so none stays marked."""
        return "works" if self.tests else "not-yet"


@dataclass(frozen=True)
class _Mark:
    system: str
    test: str
    lacks: str


def register(tests: Path | None = None) -> list[System]:
    """The register with the proofs found in the folder of tests."""
    folder = tests or Path(__file__).resolve().parents[3] / "tests"
    marks = [mark for file in sorted(folder.rglob("test_*.py")) for mark in _marks_in(file, folder.parent)]
    with REGISTER.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        System(
            **row,
            tests=tuple(mark.test for mark in marks if mark.system == row["id"] and not mark.lacks),
            lacks=tuple(
                f"{mark.lacks} ({mark.test})" for mark in marks if mark.system == row["id"] and mark.lacks
            ),
        )
        for row in rows
    ]


def _marks_in(file: Path, home: Path) -> list[_Mark]:
    """Read `@pytest.mark.system("id")` and `system_part("id", lacks="…")` from the source, without running it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def text(node: ast.expr) -> str:
        return str(constants[node.id] if isinstance(node, ast.Name) else ast.literal_eval(node))

    found = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for mark in function.decorator_list:
            if not isinstance(mark, ast.Call) or not function.name.startswith("test_"):
                continue
            if ast.unparse(mark.func) in {"pytest.mark.system", "pytest.mark.system_part"}:
                lacks = next((text(word.value) for word in mark.keywords if word.arg == "lacks"), "")
                test = f"{file.relative_to(home).as_posix()}::{function.name}"
                found.append(_Mark(text(mark.args[0]), test, lacks))
    return found


def systems(
    as_json: bool = typer.Option(False, "--json", help="A list of {id, zh, en, state, tests, …}."),
    state: str = typer.Option("", help="Only works, or only not-yet."),
) -> None:
    """The register of systems: id, names, room, proving tests, state."""
    chosen = [system for system in register() if not state or system.state == state]
    if as_json:
        typer.echo(
            json.dumps(
                [{**asdict(system), "state": system.state} for system in chosen], ensure_ascii=False, indent=1
            )
        )
        return
    table = Table("id", "系统", "system", "room", "state", "proved by")
    for system in chosen:
        proof = "\n".join(system.tests) or "\n".join(f"first story; lacks {lack}" for lack in system.lacks)
        table.add_row(system.id, system.zh, system.en, system.room, system.state, proof)
    answers().print(table)
    works = sum(system.state == "works" for system in chosen)
    typer.echo(f"{works} of {len(chosen)} work, each by a story that CI runs.")
