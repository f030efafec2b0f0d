"""一数一源: authorities in versions, discrepancies to the source, its answer into every golden record; verify and compare."""

from datetime import timedelta

import pytest
from tests.entities.conftest import BY, PURPOSE, archive, bring, golden, insured, police, resident_id, staff

from yiwang.access.api import Refused
from yiwang.bus import api as bus
from yiwang.catalogue import api as catalogue
from yiwang.entities import api as entities
from yiwang.entities.models import Conflict
from yiwang.ledger import api as ledger
from yiwang.tickets import api as tickets

pytestmark = pytest.mark.django_db

POLICE = "3716-public-security"


@pytest.fixture
def disputed(person: str) -> Conflict:
    """Police and social insurance write one name in two ways."""
    bring("person", "police-household", police(1))
    bring("person", "social-insured", insured(1, name="王国墙"))
    bring("person", "health-archive", archive(1, name="王国墙"))
    return Conflict.objects.get(attribute="name")


def close(ticket: int, outcome: str, **correction: str) -> None:
    """The department answers, the bureau accepts, and the fact is delivered."""
    tickets.answer(
        ticket_id=ticket, outcome=outcome, answer="已核实", actor=staff("data-officer", POLICE),
        transaction_id=f"a{ticket}", correction=correction,
    )  # fmt: skip
    tickets.verify(
        ticket_id=ticket, accepted=True, note="", actor=staff("data-steward"), transaction_id=f"v{ticket}"
    )
    bus.drain()


def test_the_catalogue_knows_where_an_attribute_comes_from(person):
    above = {one.node for one in catalogue.upstream("entity:person.name")}
    assert {"resource:police-household.name", "resource:civil-marriage.man_name"} <= above
    (step,) = catalogue.steps(["resource:police-household.name", "entity:person.name"], by=BY)
    assert step.transformation == "一数一源"


def test_a_correction_flows_into_the_golden_record_and_to_followers(disputed):
    officer = staff("data-officer", "3716-health")
    follows = entities.subscribe(
        "person", department="3716-health", attributes=["name"], purpose="健康档案更新", actor=officer
    )
    close(disputed.ticket, "corrected", name="王国墙")
    one = golden("person", resident_id(1))
    name = one.attributes["name"]
    assert (name.value, name.source, name.agreement) == ("王国墙", "police-household", "3/3")
    disputed.refresh_from_db()
    assert disputed.state == "closed"
    (line,) = entities.pending(follows.id, actor=officer)
    assert (line.entity_id, line.attributes) == (one.id, ("name",))
    assert entities.acknowledge(follows.id, line.cursor, actor=officer).waiting == 0
    assert entities.pending(follows.id, actor=officer) == ()
    with pytest.raises(Refused):
        entities.pending(follows.id, actor=staff("data-officer", "3716-tax"))
    # The row as it was before does not undo it; a newer one of the police goes above.
    bring("person", "police-household", police(1))
    assert golden("person", resident_id(1)).value("name") == "王国墙"
    later = f"{name.as_of + timedelta(days=1):%Y-%m-%d %H:%M:%S}"
    bring("person", "police-household", police(1, name="王国樯", updated_at=later))
    assert golden("person", resident_id(1)).value("name") == "王国樯"


def test_a_confirmed_value_stands_and_is_not_asked_again(disputed):
    close(disputed.ticket, "confirmed")
    disputed.refresh_from_db()
    assert disputed.state == "decided"
    bring("person", "social-insured", insured(1, name="王国墙", updated_at="2026-11-01"))
    assert tickets.tickets(BY, tickets.TicketFilter(kind="conflict", state="open")).rows == ()
    assert golden("person", resident_id(1)).value("name") == police(1)["name"]


def test_a_correction_that_cannot_be_goes_back(person):
    bring("person", "police-household", police(1))
    bring("person", "social-insured", insured(1, birthday="1960-02-09"))
    row = Conflict.objects.get(attribute="birthday")
    close(row.ticket, "corrected", birthday="不详")
    again = Conflict.objects.get(attribute="birthday")
    assert again.state == "open"
    assert again.ticket != row.ticket
    assert golden("person", resident_id(1)).value("birthday") == police(1)["birthday"]


def test_a_value_without_a_record_of_the_authority_is_held_until_it_has_one(person):
    bring("person", "social-insured", insured(1))
    bring("person", "health-archive", archive(1, name="王国墙"))
    close(Conflict.objects.get(attribute="name").ticket, "corrected", name="王国樯")
    assert golden("person", resident_id(1)).attributes["name"].pinned


def test_the_table_of_authorities_has_versions_and_the_pack_does_not_take_them_back(disputed):
    before = entities.authorities("person", actor=BY)
    steward = staff("data-steward")
    entities.assign("person", "name", "social-insured", reason="滨数发〔2026〕7号", actor=steward)
    after = entities.authorities("person", actor=BY)
    assert after.version == before.version + 1
    line = next(one for one in after.rows if one.name == "name")
    assert line.department == "3716-human-resources"
    assert "police-household" in {slug for _, slug in line.verified_by}
    assert golden("person", resident_id(1)).value("name") == "王国墙"
    old = entities.authorities("person", actor=BY, on=before.since)
    assert next(one for one in old.rows if one.name == "name").department == POLICE
    # The open conflict is the new authority's now.
    disputed.refresh_from_db()
    assert (disputed.department, disputed.state) == ("3716-human-resources", "open")
    assert tickets.ticket(disputed.ticket, BY).department == "3716-human-resources"
    from tests.entities.conftest import content

    entities.define({**content("person"), "icon": "user"}, by=BY)
    newest = entities.authorities("person", actor=BY)
    assert newest.version == after.version + 1
    assert next(one for one in newest.rows if one.name == "name").department == "3716-human-resources"
    with pytest.raises(entities.NotTogether):
        entities.assign("person", "ethnicity", "tax-person", reason="x", actor=steward)
    with pytest.raises(Refused):
        entities.assign("person", "name", "police-household", reason="x", actor=staff("data-officer", POLICE))


@pytest.mark.parametrize(
    ("number", "name", "answer"),
    [
        (resident_id(1), police(1)["name"], "yes"),
        (resident_id(1)[:6] + resident_id(1)[8:17], police(1)["name"], "yes"),
        (resident_id(1), "李四", "no"),
        (resident_id(2), "李四", "unknown"),
        ("371602", "李四", "invalid"),
    ],
)
def test_name_and_number_are_verified(person, number, name, answer):
    bring("person", "police-household", police(1))
    found = entities.verify("person", number=number, name=name, by=BY, purpose=PURPOSE)
    assert found.answer == answer
    if answer in ("yes", "no"):
        entity = entities.key_index("person", resident_id(1))
        assert ledger.trail(f"entity:person:{entity}")[-1].act == "entities.verified"


def test_verifying_needs_a_purpose_and_a_post(person):
    with pytest.raises(entities.PurposeMissing):
        entities.verify("person", number=resident_id(1), name="王", by=BY, purpose="")
    with pytest.raises(entities.TooWide):
        entities.verify("person", number="", name="王", by=BY, purpose=PURPOSE)
    with pytest.raises(Refused):
        entities.verify("person", number="1", name="王", by=staff("issuer"), purpose=PURPOSE)
    with pytest.raises(Refused):
        entities.compare("person", [], by=staff("window-clerk"), purpose=PURPOSE)


def test_a_list_is_compared_field_by_field_without_a_value_coming_back(person):
    bring("person", "police-household", police(1), police(2))
    bring("person", "social-insured", insured(1))
    rows = [
        {"resident_id": resident_id(1), "name": police(1)["name"], "mobile": "138 0000 0001", "sex": "1"},
        {
            "resident_id": resident_id(2),
            "name": "李四",
            "mobile": "13800000000",
            "birthday": resident_id(2)[6:14],
        },
        {"resident_id": resident_id(3), "name": "李四"},
        {"resident_id": "12", "name": "李四"},
    ]
    found = entities.compare("person", rows, by=BY, purpose=PURPOSE)
    assert [one.found for one in found] == ["yes", "yes", "no", "invalid"]
    assert found[0].fields == {"name": "yes", "mobile": "yes", "sex": "yes"}
    assert found[1].fields == {"name": "no", "mobile": "unknown", "birthday": "yes"}
    assert found[2].fields == {"name": "unknown"}
    entity = entities.key_index("person", resident_id(2))
    assert ledger.trail(f"entity:person:{entity}")[-1].purpose == PURPOSE


def test_comparisons_have_limits(person, monkeypatch):
    from yiwang.entities.services import compare as service

    row = {"resident_id": resident_id(1), "name": "王"}
    with pytest.raises(entities.TooMany):
        entities.compare("person", [row] * 1001, by=BY, purpose=PURPOSE)
    monkeypatch.setattr(service, "ROWS_A_DAY", 3)
    entities.compare("person", [row, row], by=BY, purpose=PURPOSE)
    with pytest.raises(entities.TooMany):
        entities.compare("person", [row, row], by=BY, purpose=PURPOSE)
    with pytest.raises(entities.NotTogether):
        entities.compare("person", [{**row, "subsistence_since": "2020-01-01"}], by=BY, purpose=PURPOSE)
    with pytest.raises(entities.TooWide):
        entities.compare("person", [{"name": "王"}], by=BY, purpose=PURPOSE)


def test_the_board_counts_and_names_nobody(disputed):
    (found,) = entities.figures(actor=staff("leader"))
    assert (found.entities, found.records, found.conflicts) == (1, 3, 1)
    assert {slug: rows for slug, _, rows, _ in found.sources}["social-insured"] == 1
    assert police(1)["name"] not in str(found)
    (line,) = entities.conflicts(actor=staff("data-officer", POLICE))
    assert (line.attribute, line.agree, line.of) == ("name", 1, 3)
    assert entities.conflicts(actor=staff("data-officer", "3716-tax")) == ()
    with pytest.raises(Refused):
        entities.figures(actor=staff("window-clerk"))


def test_a_life_is_told_and_a_refused_claim_is_settled_by_its_authority(person):
    bring("person", "police-household", police(1))
    bring("person", "police-household", police(1, status="死亡", updated_at="2026-10-02"))
    bring("person", "police-household", police(1, status="正常", updated_at="2026-10-03"))
    one = golden("person", resident_id(1))
    assert one.life == "dead"
    told = entities.life("person", one.id, actor=BY)
    assert [(line.event.zh, line.allowed) for line in told] == [("死亡登记", True), ("来源声称", False)]
    (ticket,) = tickets.tickets(BY, tickets.TicketFilter(kind="conflict")).rows
    close(ticket.id, "confirmed")
    assert golden("person", resident_id(1)).life == "living"
    lines = [line.what.zh for line in entities.history("person", one.id, actor=BY)]
    assert any("人员状态" in line for line in lines)
