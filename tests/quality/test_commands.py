"""The commands, as an operator types them."""

from pathlib import Path

from tests.quality.conftest import land, person
from typer.testing import CliRunner

from yiwang.quality.commands import app


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_check_report_rules_scores_and_mine(household: str, tmp_path: Path) -> None:
    land(
        household,
        [person(n, name="" if n < 7 else person(n)["name"]) for n in range(100)],
        "load:1",
        tmp_path,
    )
    told = run("check", household)
    assert "7 /         100  name-filled" in told
    assert person(0)["resident_id"] not in told
    number = told.split("#")[1].split()[0]
    assert run("report", number) != ""
    assert person(0)["resident_id"] not in run("report", number)
    assert household in run("rules")
    run("rules", household, "--out", str(tmp_path / "rules.toml"))
    assert "[[rule]]" in (tmp_path / "rules.toml").read_text(encoding="utf-8")
    assert "3716-public-security" in run("scores")
    assert "codes.status" in run("mine", household)
    assert "✓ 0" in run("check")
