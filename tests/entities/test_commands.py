"""`yiwang entities`: merge-snapshot, link, explain, priority, changes. No command shows a value."""

import pytest
from tests.entities.conftest import archive, bring, insured, police, resident_id
from tests.entities.test_merge_snapshot import land
from typer.testing import CliRunner

from yiwang.entities import api as entities
from yiwang.entities.commands import app
from yiwang.entities.models import Record

pytestmark = pytest.mark.django_db


def told(*arguments: object, code: int = 0) -> str:
    found = CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "200"})
    assert found.exit_code == code, found.output + repr(found.exception)
    return found.output


def test_links_explains_and_lists_changes_without_values(person):
    bring("person", "police-household", police(1), police(2))
    bring("person", "social-insured", insured(1))
    bring("person", "health-archive", archive(1, resident_id=""))
    linked = told("link", "person")
    assert "4" in linked.split()
    numbers = [resident_id(one) for one in (1, 2)]
    found = entities.key_indexes("person", numbers)
    said = told("explain", "person", *(found[one] for one in numbers))
    assert "two entities" in said
    assert "birthday" in said
    feed = told("changes", "person", "--limit", 2)
    assert feed.count("created") == 2
    values = [*numbers, police(1)["name"], police(1)["address"]]
    assert not [one for one in values if one in linked + said + feed]


def test_merges_the_newest_snapshot_once(person):
    land("ods.police_household", [police(1), police(2)], "first")
    merged = told("merge-snapshot", "person", "police-household")
    assert [one.strip() for one in merged.splitlines()[-2].split("│")[1:4]] == ["2", "0", "2"]
    assert Record.objects.count() == 2
    assert "merged before" not in merged
    assert "merged before" in told("merge-snapshot", "person", "police-household")
    assert Record.objects.count() == 2


def test_shows_the_authority_of_each_attribute_and_assigns_another(person):
    before = told("priority", "person")
    assert "police-household" in before
    assert "v1" in before
    after = told(
        "priority", "person", "--attribute", "mobile", "--source", "health-archive", "--reason", "数源清单"
    )
    assert "v2" in after
    line = next(one for one in after.splitlines() if " mobile " in one)
    assert "health-archive" in line.split("3716-")[0]
    told("priority", "person", "--attribute", "mobile", code=2)


def test_a_kind_that_is_not_there_is_said_so(person):
    found = CliRunner().invoke(app, ["link", "nobody"])
    assert found.exit_code == 1
    assert isinstance(found.exception, entities.UnknownKind)
