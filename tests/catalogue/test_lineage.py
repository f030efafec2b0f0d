"""From a source field to an indicator and back, in one query; events go out by the OpenLineage standard."""

import json
import random
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.catalogue.conftest import LEADER, OFFICER, SETUP, STEWARD

from yiwang.access.api import Refused
from yiwang.catalogue import api as catalogue
from yiwang.catalogue.models import Closure, Edge

pytestmark = pytest.mark.django_db
FIELD, TABLE = "resource:police-household.mobile", "table:ods.police_household.mobile"
PERSON, INDICATOR = "entity:person.mobile", "indicator:reachable-share"


def run(job: str, number: int, *edges: tuple[str, str], sql: str = "") -> None:
    catalogue.record_lineage(
        catalogue.Run(
            job, f"{job}-{number}", columns=tuple(catalogue.Edge(a, b, "copy") for a, b in edges), sql=sql
        ),
        by=SETUP,
    )


@pytest.fixture
def chain(db: None) -> None:
    run("merge", 1, (TABLE, PERSON), sql="SELECT mobile FROM secret_table")
    run("share", 1, (PERSON, INDICATOR))
    run("load", 1, (FIELD, TABLE))


def test_up_and_down_in_one_query_each(chain: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        down = [(one.node, one.depth) for one in catalogue.downstream(FIELD)]
        up = [(one.node, one.depth) for one in catalogue.upstream(INDICATOR)]
    assert len(queries) == 2
    assert down == [(TABLE, 1), (PERSON, 2), (INDICATOR, 3)]
    assert up == [(PERSON, 1), (TABLE, 2), (FIELD, 3)]
    assert [field for field, _ in catalogue.below_resource("police-household")] == ["mobile"] * 3


def test_the_same_run_twice_is_once_and_a_new_run_replaces_what_its_job_said(chain: None) -> None:
    before = Closure.objects.count()
    run("merge", 1, (TABLE, "entity:person.name"))
    assert Closure.objects.count() == before
    run("merge", 2, (TABLE, "entity:person.contact"))
    assert [one.node for one in catalogue.upstream(INDICATOR)] == [PERSON]
    assert [one.node for one in catalogue.downstream(FIELD)] == [TABLE, "entity:person.contact"]


def test_the_closure_is_what_walking_the_edges_finds(db: None) -> None:
    """Whatever order edges come and go in, also in circles."""
    dice = random.Random(7)
    nodes = [f"table:dwd.t{number}.c" for number in range(9)]
    for number in range(25):
        edges = [tuple(dice.sample(nodes, 2)) for _ in range(dice.randint(0, 3))]
        run(f"job-{dice.randint(0, 5)}", number, *edges)  # type: ignore[arg-type]
    step: dict[str, set[str]] = {}
    for source, target in Edge.objects.values_list("source", "target"):
        step.setdefault(source, set()).add(target)
    wanted = set()
    for start in nodes:
        depth, seen, front = 0, {start}, {start}
        while front:
            depth += 1
            front = {one for node in front for one in step.get(node, ())} - seen
            seen |= front
            wanted |= {(start, node, depth) for node in front}
    assert set(Closure.objects.values_list("source", "target", "depth")) == wanted


def test_sql_is_shown_to_those_who_keep_the_house(chain: None) -> None:
    nodes = [TABLE, PERSON]
    assert "secret_table" in catalogue.steps(nodes, by=STEWARD)[0].sql
    for reader in (LEADER, OFFICER):
        assert catalogue.steps(nodes, by=reader)[0].sql == ""
    with pytest.raises(Refused):
        catalogue.record_lineage(catalogue.Run("x", "x"), by=OFFICER)


@pytest.mark.parametrize(
    "node", ["", "mobile", "table:ods.x", "resource:a.b.c", "planet:x.y", "table:a.b.c; drop"]
)
def test_a_node_named_otherwise_is_refused(db: None, node: str) -> None:
    with pytest.raises(catalogue.BadLineage):
        run("job", 1, (FIELD, node))
    assert not Edge.objects.exists()


def test_events_go_out_once_by_the_standard(chain: None) -> None:

    file = Path(settings.VAR) / "lineage" / "events.ndjson"
    file.unlink(missing_ok=True)
    assert catalogue.deliver("lineage") == (3, 0)
    assert catalogue.deliver("lineage") == (0, 0)
    events = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    merge = next(one for one in events if one["job"]["name"] == "merge")
    assert (merge["eventType"], merge["inputs"][0]["name"]) == ("COMPLETE", "table:ods.police_household")
    fields = merge["outputs"][0]["facets"]["columnLineage"]["fields"]
    assert fields["mobile"]["inputFields"][0]["field"] == "mobile"
    assert "secret_table" not in json.dumps(events)
