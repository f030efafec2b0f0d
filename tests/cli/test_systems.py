"""The register of systems says what works, by proof and by nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from yiwang.cli.systems import register

SHARED = Path(__file__).parents[3] / "shared" / "mission" / "systems.yaml"


def test_the_register_has_every_system_once() -> None:
    ids = [system.id for system in register()]
    assert len(ids) == len(set(ids)) == 362


def test_the_register_agrees_with_the_mission() -> None:
    if not SHARED.exists():
        pytest.skip("../shared is absent: the mission's register cannot be compared")
    lines = SHARED.read_text(encoding="utf-8").splitlines()
    ids = [line.removeprefix("- id: ").strip("\"'") for line in lines if line.startswith("- id: ")]
    assert [system.id for system in register()] == ids


def test_a_marked_story_proves_a_system_and_a_part_does_not(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_story.py").write_text(
        "import pytest\n"
        "@pytest.mark.system('e-seal')\ndef test_whole(): ...\n"
        "@pytest.mark.system_part('one-window', lacks='the queue')\ndef test_part(): ...\n"
    )
    rows = {system.id: system for system in register(tests)}
    assert (rows["e-seal"].state, rows["e-seal"].tests) == ("works", ("tests/test_story.py::test_whole",))
    assert (rows["one-window"].state, rows["one-window"].tests) == ("not-yet", ())
    assert "the queue" in rows["one-window"].lacks[0]
    assert rows["gov-extranet"].state == "not-yet"


def test_the_command_prints_json() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yiwang.project.entry", "systems", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(done.stdout)
    assert {"id", "zh", "en", "state", "tests"} <= rows[0].keys()
    assert {row["state"] for row in rows} <= {"works", "not-yet"}


def test_every_mark_names_a_system_of_the_register() -> None:
    import ast

    known = {system.id for system in register()}
    for file in Path(__file__).parents[1].rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "pytest.mark.system",
                "pytest.mark.system_part",
            }:
                assert ast.literal_eval(node.args[0]) in known, f"{file}: {ast.unparse(node)}"
