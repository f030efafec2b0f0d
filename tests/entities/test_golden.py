"""Golden records from rows of several sources: links, values, provenance, conflicts, time."""

from datetime import date

import pytest
from tests.entities.conftest import BY, PURPOSE, archive, bring, golden, insured, police, resident_id

from yiwang.crypto.api import BadCiphertext
from yiwang.entities import api as entities
from yiwang.entities.models import Conflict, Record
from yiwang.ledger import api as ledger
from yiwang.tickets import api as tickets

pytestmark = pytest.mark.django_db


def test_sources_meet_in_one_record_with_the_authority_first(person):
    bring("person", "social-insured", insured(1, name="王国芳"))
    done = bring("person", "police-household", police(1), police(2))
    assert (done.created, done.linked) == (1, 1)
    bring("person", "health-archive", archive(1))
    one = golden("person", resident_id(1))
    name = one.attributes["name"]
    assert name.value == police(1)["name"]
    assert (name.source, name.authority, name.agreement) == ("police-household", True, "2/3")
    assert one.attributes["mobile"].source == "social-insured"
    assert one.attributes["mobile"].agreement == "2/2"
    assert one.attributes["address"].agreement == "3/3"
    assert one.life == "living"
    assert {record.source for record in one.records} == {
        "police-household",
        "social-insured",
        "health-archive",
    }
    (conflict,) = Conflict.objects.filter(entity=one.id)
    ticket = tickets.ticket(conflict.ticket, BY)
    assert (ticket.department, conflict.attribute) == ("3716-public-security", "name")
    assert "王国芳" not in str(ticket.evidence)
    bring("person", "social-insured", insured(1, updated_at="2026-10-06 08:00:00"))
    conflict.refresh_from_db()
    assert conflict.state == "closed"
    assert tickets.ticket(conflict.ticket, BY).state == "closed"


def test_the_same_again_changes_nothing_and_an_older_row_does_not_win(person):
    bring("person", "police-household", police(1))
    before = golden("person", resident_id(1))
    again = bring("person", "police-household", police(1))
    assert (again.unchanged, again.changed, again.created) == (1, 0, 0)
    old = bring("person", "police-household", police(1, name="王旧名", updated_at="2020-01-01 08:00:00"))
    assert old.late == 1
    assert golden("person", resident_id(1)).attributes == before.attributes


def test_numbers_rest_sealed_and_a_changed_row_is_not_shown(person):
    bring("person", "social-insured", insured(1))
    row = Record.objects.get()
    stored = f"{row.content}{bytes(row.sealed)!r}{bytes(row.key)!r}"
    assert resident_id(1) not in stored
    assert "13800000001" not in stored
    Record.objects.update(content={**row.content, "name": "李四"})
    with pytest.raises((entities.Tampered, BadCiphertext)):
        golden("person", resident_id(1))


def test_a_record_without_a_number_finds_its_person(person):
    bring("person", "police-household", *(police(number) for number in range(1, 40)))
    wrong = resident_id(7)[:16] + ("1" if resident_id(7)[16] != "1" else "3") + resident_id(7)[17]
    done = bring("person", "health-archive", archive(7, resident_id=wrong), archive(8, resident_id=""))
    assert (done.created, done.linked) == (0, 2)
    for number in (7, 8):
        sources = {one.source for one in golden("person", resident_id(number)).records}
        assert sources == {"police-household", "health-archive"}


def test_an_old_number_is_the_same_number(person):
    bring("person", "police-household", police(1))
    number = resident_id(1)
    bring("person", "health-archive", archive(1, resident_id=number[:6] + number[8:17]))
    assert len(golden("person", number).records) == 2


def test_two_people_with_one_number_are_never_merged(person):
    bring(
        "person",
        "social-insured",
        insured(1, name="李大勇", sex="女", birthday="1999-03-04", mobile="13900000000"),
    )
    done = bring("person", "police-household", police(1))
    assert done.created == 1
    found = entities.find("person", number=resident_id(1), by=BY, purpose=PURPOSE)
    assert [one.value("name") for one in found] == [police(1)["name"], "李大勇"]
    page = tickets.tickets(BY, tickets.TicketFilter(kind="conflict"))
    (ticket,) = [one for one in page.rows if "number" in one.key]
    assert ticket.department == "3716-public-security"
    assert sorted(ticket.evidence["entities"]) == sorted(one.id for one in found)


def test_history_is_read_as_it_was_known_and_as_it_was_true(person):
    bring("person", "social-insured", insured(1))
    first = golden("person", resident_id(1))
    moment = max(one.known_from for one in first.records)
    bring("person", "social-insured", insured(1, mobile="13911112222", updated_at="2026-11-01 08:00:00"))
    bring("person", "police-household", police(1))

    def read(**at):
        return entities.entity("person", first.id, by=BY, purpose=PURPOSE, **at)

    assert read().value("mobile") == "13911112222"
    assert read(known_on=moment).value("mobile") == "13800000001"
    assert "status" not in read(known_on=moment).attributes
    assert read(valid_on=date(2026, 10, 20)).value("mobile") == "13800000001"
    assert read(valid_on=date(2026, 11, 20)).value("mobile") == "13911112222"
    with pytest.raises(entities.NoSuchEntity):
        read(known_on=first.created_at.replace(year=2001))


def test_a_look_needs_a_purpose_and_is_on_the_ledger(person):
    bring("person", "police-household", police(1))
    found = entities.key_index("person", resident_id(1))
    with pytest.raises(entities.PurposeMissing):
        entities.entity("person", found, by=BY, purpose=" ")
    with pytest.raises(entities.TooWide):
        entities.find("person", name=police(1)["name"], by=BY, purpose=PURPOSE)
    entities.register_person_ids(lambda numbers: dict.fromkeys(numbers, "8812"))
    try:
        view = entities.entity("person", found, by=BY, purpose=PURPOSE)
    finally:
        from yiwang.registers import api as registers

        entities.register_person_ids(registers.person_ids)
    assert view.ref == "person:8812"
    (look,) = ledger.looks_at("person:8812")
    assert (look.purpose, look.subject) == (PURPOSE, f"entity:person:{found}")


def test_states_follow_one_another_or_go_to_the_authority(firm):
    code = "91350100M000100Y43"
    row = {
        "credit_code": code,
        "name": "滨州鑫盛商贸有限公司",
        "kind": "有限责任公司",
        "status": "存续",
        "updated_at": "2026-01-01 08:00:00",
    }
    bring("firm", "market-entity", row)
    bring("firm", "market-entity", {**row, "status": "注销", "updated_at": "2026-02-01 08:00:00"})
    assert golden("firm", code).life == "cancelled"
    bring("firm", "market-entity", {**row, "status": "存续", "updated_at": "2026-03-01 08:00:00"})
    assert golden("firm", code).life == "cancelled"
    (ticket,) = tickets.tickets(BY, tickets.TicketFilter(kind="conflict")).rows
    assert ticket.key.endswith(":life")
    assert ticket.department == "3716-market"


def test_rows_of_many_values_wait_for_their_firm(firm):
    code = "91350100M000100Y43"
    share = {
        "credit_code": code,
        "holder_kind": "自然人",
        "holder_id": resident_id(3),
        "holder_name": "王二",
        "share": "60.00",
        "updated_at": "2026-01-01",
    }
    other = {**share, "holder_id": resident_id(4), "holder_name": "王三", "share": "40.00"}
    assert bring("firm", "market-shareholder", share, other).waiting == 2
    bring(
        "firm",
        "market-entity",
        {"credit_code": code, "name": "滨州鑫盛", "status": "存续", "updated_at": "2026-01-02"},
    )
    shares = golden("firm", code).value("shareholders")
    assert sorted(one["share"] for one in shares) == ["40.00", "60.00"]


def test_the_feed_tells_who_changed_and_not_what(person):
    bring("person", "social-insured", insured(1))
    first = entities.changes("person")
    bring("person", "social-insured", insured(1, mobile="13911112222", updated_at="2026-11-01"))
    (line,) = entities.changes("person", after=first[-1].cursor)
    assert (line.act, line.attributes) == ("changed", ("mobile",))
    assert entities.changes("person", after=first[-1].cursor, attributes=["name"]) == ()
    assert entities.changes("person", after=line.cursor) == ()
