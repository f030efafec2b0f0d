"""The catalogue from the command line: found, shown, taken out and brought in again, listed, traced."""

from pathlib import Path

import pytest
from tests.catalogue.conftest import POLICE, SETUP, STEWARD
from typer.testing import CliRunner

from yiwang.catalogue import api as catalogue
from yiwang.catalogue.commands import app

pytestmark = pytest.mark.django_db


def told(*arguments: object, code: int = 0) -> str:
    answer = CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "200"})
    assert answer.exit_code == code, answer.output
    return answer.output


def test_it_is_found_and_shown(household: catalogue.ResourceView) -> None:
    assert "police-household" in told("search", "huji")
    assert told("search", "护照").strip().endswith("0")
    shown = told("show", household.slug)
    assert household.code in shown
    assert "公民身份号码" in shown


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_out_and_in_again(household: catalogue.ResourceView, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"catalogue.{form}"
    told("export", file)
    assert "same" in told("import", file, "--department", POLICE)
    if form == "csv":
        file.write_text(file.read_text("utf-8-sig").replace("每日", "天天"), "utf-8")
        assert "✗ " in told("import", file, "--department", POLICE, "--keep", code=1)
        file.write_text(file.read_text("utf-8").replace("天天", "每月"), "utf-8")
        assert "1 drafts" in told("import", file, "--department", POLICE, "--keep")
        draft = catalogue.draft(household.slug, actor=STEWARD)
        assert draft is not None
        assert draft.cycle == "4"


def test_lists_are_shown_and_published(household: catalogue.ResourceView) -> None:
    assert "共享清单 · Sharing list: 1" in told("lists", "sharing")
    published = told("lists", "responsibility", "--publish")
    assert "责任清单 1  SM3 " in published
    assert "The department has no data chief." in published


def test_a_column_is_traced(household: catalogue.ResourceView) -> None:
    edges = (
        catalogue.LineageEdge("resource:police-household.mobile", "entity:person.mobile"),
        catalogue.LineageEdge("entity:person.mobile", "topic:elderly.people.mobile"),
    )
    catalogue.record_lineage(catalogue.LineageRun("job", "run", columns=edges), by=SETUP)
    lines = told("lineage", "entity:person.mobile").splitlines()
    assert [one.strip() for one in lines] == [
        "↑ resource:police-household.mobile",
        "• entity:person.mobile",
        "↓ topic:elderly.people.mobile",
    ]
