"""Lists of cases read what they show, not the table, and leave nothing out."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bench.support.desks import LISTS
from bench.support.many_cases import fill
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from yiwang.access.api import Actor, Role
from yiwang.cases import api as cases
from yiwang.cases.models import Case

CASES = 6_000
#: A page of a hundred and one for each branch of the widest list, and what its filters pass over.
READ_AT_MOST = 500


@pytest.fixture
def full_house(db: None) -> None:
    fill(CASES)
    with connection.cursor() as cursor:
        # As the embedded server is set, and as docs/operating.md asks of others: disks without a needle to move.
        cursor.execute("SET LOCAL random_page_cost = 1.1")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_one_query_that_reads_by_index_and_little_more_than_it_shows(
    full_house: None, name: str
) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = LISTS[name]()
    assert len(page.rows) == 100
    assert len(asked) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {asked[0]['sql']}")
        (plan,) = json.loads(as_text(cursor.fetchone()[0]))
    scans = [node for node in nodes(plan["Plan"]) if "Scan" in node["Node Type"] and "Relation Name" in node]
    assert scans
    assert {node["Node Type"] for node in scans} <= {"Index Scan"}
    assert sum(rows_read(node) for node in scans) <= READ_AT_MOST


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def rows_read(node: dict[str, Any]) -> float:
    return float(node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)))


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


TOWN = Role("window-clerk", "hall", "371602002")
COUNTY = Role("window-clerk", "hall", "371603")
OFFICE = Role("approver", "dept-1", "3716")
EVERYTHING = {
    TOWN: Q(area_code__startswith="371602002") | Q(origin_area__startswith="371602002"),
    COUNTY: Q(area_code__startswith="371603") | Q(origin_area__startswith="371603"),
    OFFICE: Q(department_code="dept-1"),
}


@pytest.mark.parametrize("roles", [{TOWN}, {COUNTY}, {OFFICE}, {TOWN, COUNTY, OFFICE}], ids=len)
@pytest.mark.parametrize("mine_only", [True, False], ids=["work", "everything"])
def test_page_after_page_a_list_shows_each_case_once_and_in_order(
    db: None, roles: set[Role], mine_only: bool
) -> None:
    fill(600)
    clerk = Actor(ref="account:1", kind="staff", name="", mfa=True, roles=frozenset(roles))
    expected = Q()
    for role in roles:
        expected |= EVERYTHING[role] & (Q(step_role=role.slug, closed_at=None) if mine_only else Q())
    order = [F("due_at").asc(nulls_last=True), "id"] if mine_only else ["-id"]
    shown: list[str] = []
    after = ""
    while True:
        page = cases.queue(clerk, cases.QueueFilter(mine_only=mine_only), after=after, limit=7)
        shown += [row.number for row in page.rows]
        if not (after := page.next):
            break
    assert shown == list(Case.objects.filter(expected).order_by(*order).values_list("number", flat=True))
    assert shown


def test_my_cases_are_those_about_me_and_those_i_handed_in(db: None) -> None:
    fill(300)
    me = Actor(ref="account:agent", kind="resident", name="", person_id="mine", level=2)
    shown: list[str] = []
    after = ""
    while True:
        page = cases.my_cases(me, after=after, limit=7)
        shown += [row.number for row in page.rows]
        if not (after := page.next):
            break
    mine = Case.objects.filter(Q(person_id="mine") | Q(submitted_by="account:agent")).order_by("-id")
    assert shown == list(mine.values_list("number", flat=True))
