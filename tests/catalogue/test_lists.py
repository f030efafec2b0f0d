"""The three lists: made from the catalogue, published in numbered versions, checked and compared."""

from typing import Any

import pytest
from django.utils import timezone
from tests.catalogue.conftest import CIVIL, CLERK, LEADER, OFFICER, POLICE, STEWARD, published

from yiwang.access.api import Refused
from yiwang.catalogue import api as catalogue
from yiwang.catalogue.models import Entry, Version

pytestmark = pytest.mark.django_db
BASIS = "《中华人民共和国统计法》第二十五条（来源待核）"


@pytest.fixture
def shelf(content: dict[str, Any]) -> None:
    published(content)
    other = {"classification": "3070010001"}
    published(
        content, CIVIL, slug="civil-a", sharing={"type": "2", "condition": "经批准"}, duty={"zh": ""}, **other
    )
    published(content, CIVIL, slug="civil-b", sharing={"type": "3", "basis": BASIS}, **other)


def broken(name: str) -> set[tuple[str, str]]:
    view = catalogue.list_now(name, area="3716", actor=STEWARD)
    return {(one.slug, one.rule) for one in view.violations}


def test_each_resource_stands_where_it_belongs(shelf: None) -> None:
    slugs = {
        name: [row["slug"] for row in catalogue.list_now(name, area="3716", actor=LEADER).rows]
        for name in catalogue.LISTS
    }
    assert slugs["sharing"] == ["police-household", "civil-a"]
    assert slugs["negative"] == ["civil-b"]
    assert slugs["responsibility"] == ["police-household", "civil-a", "civil-b"]
    with pytest.raises(catalogue.UnknownList):
        catalogue.list_now("wish", area="3716", actor=LEADER)
    with pytest.raises(Refused):
        catalogue.list_now("sharing", area="3716", actor=CLERK)


def test_what_breaks_a_rule_is_told(shelf: None) -> None:
    assert broken("negative") == {("civil-b", "basis-unverified")}
    assert ("civil-a", "no-duty") in broken("responsibility")
    assert ("police-household", "no-chief") in broken("responsibility")
    assert broken("sharing") == set()
    Entry.objects.filter(slug="police-household").update(due_at=timezone.now())
    assert broken("sharing") == {("police-household", "overdue")}
    # Rules are checked when entries are compiled; what came in before a rule was written is found here.
    row = Version.objects.get(entry__slug="police-household")
    row.content["sharing"] = {"type": "3", "condition": "", "basis": "", "means": ""}
    row.save()
    assert {("police-household", "no-basis"), ("police-household", "base-conditional")} <= broken("negative")


def test_versions_are_numbered_kept_and_compared(shelf: None, content: dict[str, Any]) -> None:
    for stranger in (OFFICER, LEADER, CLERK):
        with pytest.raises(Refused):
            catalogue.publish_list("sharing", area="3716", actor=stranger)
    first = catalogue.publish_list("sharing", area="3716", actor=STEWARD, note="首次发布")
    assert (first.number, len(first.digest)) == (1, 64)
    assert catalogue.publish_list("sharing", area="3716", actor=STEWARD).number == 1, "nothing changed"
    catalogue.retire("civil-a", reason="合并", actor=STEWARD)
    published(content, POLICE, slug="police-vehicle", classification="3070010001")
    published(content, POLICE, cycle="4")
    second = catalogue.publish_list("sharing", area="3716", actor=STEWARD)
    assert second.number == 2
    change = catalogue.list_diff("sharing", 1, 2, area="3716", actor=LEADER)
    assert [row["slug"] for row in change.added] == ["police-vehicle"]
    assert [row["slug"] for row in change.removed] == ["civil-a"]
    assert [after["slug"] for _, after in change.changed] == ["police-household"]
    assert catalogue.list_version("sharing", 1, area="3716", actor=LEADER).digest == first.digest
    assert [one.number for one in catalogue.list_versions("sharing", area="3716")] == [2, 1]
    with pytest.raises(catalogue.UnknownList):
        catalogue.list_version("sharing", 9, area="3716", actor=LEADER)
