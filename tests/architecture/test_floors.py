"""The house stands as its plan says."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from yiwang.floors import FLOORS, STONES, may_import, rooms

SOURCE = Path(__file__).parents[2] / "src" / "yiwang"
BUILT = [room for room in rooms() if (SOURCE / room).is_dir()]


def imports_of(file: Path) -> Iterator[tuple[str, int]]:
    """Every `yiwang.…` module a file imports, with its line; imports inside functions count too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names if alias.name.startswith("yiwang."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "yiwang":
            if node.module == "yiwang":
                yield from ((f"yiwang.{alias.name}", node.lineno) for alias in node.names)
            elif node.module.count(".") == 1:
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield node.module, node.lineno


@pytest.mark.parametrize("room", BUILT)
def test_a_room_imports_only_lower_rooms_and_only_through_their_door(room: str) -> None:
    wrong = []
    for file in (SOURCE / room).rglob("*.py"):
        for module, line in imports_of(file):
            parts = module.split(".")
            other = parts[1]
            if other == room or other in STONES:
                continue
            where = f"{file.relative_to(SOURCE)}:{line}"
            if other not in rooms():
                wrong.append(f"{where} imports {module}, which is no room")
            elif not may_import(room, other):
                wrong.append(f"{where} imports {other}, which is not below {room}")
            elif parts[2:3] not in (["api"], []) and not (other == "access" and parts[2:3] == ["middleware"]):
                wrong.append(f"{where} imports {module}; use yiwang.{other}.api")
    assert not wrong, "\n".join(wrong)


def test_stones_know_no_room() -> None:
    wrong = [
        f"{file.relative_to(SOURCE)}:{line} imports {module}"
        for stone in STONES
        for file in (
            [SOURCE / f"{stone}.py"] if (SOURCE / f"{stone}.py").exists() else (SOURCE / stone).rglob("*.py")
        )
        for module, line in imports_of(file)
        if module.split(".")[1] not in STONES
    ]
    assert not wrong, "\n".join(wrong)


def test_nobody_imports_the_wiring() -> None:
    wrong = [
        f"{file.relative_to(SOURCE)}:{line}"
        for file in SOURCE.rglob("*.py")
        if file.relative_to(SOURCE).parts[0] != "project"
        for module, line in imports_of(file)
        if module.split(".")[1] == "project"
    ]
    assert not wrong, "\n".join(wrong)


def test_every_folder_is_a_room_or_a_stone() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= {*rooms(), *STONES, "project"}


@pytest.mark.parametrize("room", BUILT)
def test_every_room_says_what_it_is_for(room: str) -> None:
    tree = ast.parse((SOURCE / room / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{room}/__init__.py has no docstring"


def test_the_plan_itself_has_no_knot() -> None:
    order = rooms()
    for upper in order:
        for lower in order:
            assert not (upper != lower and may_import(upper, lower) and may_import(lower, upper))
    numbers = [floor.number for floor in FLOORS]
    assert numbers == sorted(numbers)


def test_facts_and_pure_rules_touch_neither_django_nor_the_clock() -> None:
    wrong = []
    for file in SOURCE.glob("*/rules/**/*.py"):
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module]
            wrong += [
                f"{file.relative_to(SOURCE)}:{node.lineno}"
                for module in modules
                if module.split(".")[0] == "django"
            ]  # type: ignore[attr-defined]
        if "datetime.now(" in text or "date.today(" in text:
            wrong.append(f"{file.relative_to(SOURCE)} asks the clock")
    assert not wrong, "\n".join(wrong)
