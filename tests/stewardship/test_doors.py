"""What the doors refuse, and what survives a crash in the middle."""

from dataclasses import replace
from typing import Any

import pytest
from tests.stewardship.conftest import BY, NOW, OFFICE, OLD, THIS_YEAR, Collected, rows
from tests.support import cast

from yiwang.access.api import Actor, Refused
from yiwang.lake import api as lake
from yiwang.stewardship import api as stewardship
from yiwang.stewardship.models import Destruction
from yiwang.stewardship.place import files_of, new_file
from yiwang.stewardship.services import archive as archiving
from yiwang.stewardship.services import destroy


@pytest.fixture
def two(town: str) -> tuple[Actor, Actor]:
    """Two stewards."""
    first = cast.actor("steward")
    return first, replace(first, ref="account:99001", account_id=99001, name="另一位")


def test_destruction_waits_for_its_day_two_people_and_no_hold(two, collected: Collected) -> None:
    steward, second = two
    with pytest.raises(stewardship.NotDue):
        stewardship.propose_destruction(actor=steward, resource=collected.slug, key=f"year={NOW}")
    with pytest.raises(stewardship.NothingThere):
        stewardship.propose_destruction(actor=steward, resource=collected.slug, key="year=1900")
    with pytest.raises(Refused):
        stewardship.propose_destruction(
            actor=cast.actor("auditor"), resource=collected.slug, key=f"year={OLD}"
        )
    hold = stewardship.place_hold(
        actor=steward, resource=collected.slug, reason="诉讼", letter="滨法〔2026〕1号"
    )
    with pytest.raises(stewardship.Held):
        stewardship.propose_destruction(actor=steward, resource=collected.slug, key=f"year={OLD}")
    stewardship.lift_hold(actor=steward, hold_id=hold)
    one = stewardship.propose_destruction(actor=steward, resource=collected.slug, key=f"year={OLD}")
    assert (
        stewardship.propose_destruction(actor=steward, resource=collected.slug, key=f"year={OLD}").id
        == one.id
    )
    with pytest.raises(stewardship.WrongTurn):
        stewardship.carry_out(actor=steward, destruction_id=one.id)
    stewardship.approve_destruction(actor=steward, destruction_id=one.id)
    with pytest.raises(Refused, match="两人"):
        stewardship.approve_destruction(actor=steward, destruction_id=one.id)
    stewardship.approve_destruction(actor=second, destruction_id=one.id)
    stewardship.place_hold(actor=steward, resource=collected.slug, reason="审计", letter="滨审〔2026〕2号")
    with pytest.raises(stewardship.Held):
        stewardship.carry_out(actor=steward, destruction_id=one.id)
    assert lake.table(collected.table).rows == 105


def test_a_crash_between_erasing_and_certifying_is_finished_by_the_next_try(
    two, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    steward, second = two
    one = stewardship.propose_destruction(actor=steward, resource=collected.slug, key=f"year={OLD}")
    for who in (steward, second):
        stewardship.approve_destruction(actor=who, destruction_id=one.id)
    with monkeypatch.context() as patch:
        patch.delattr(destroy, "_certify")
        with pytest.raises(NameError):
            stewardship.carry_out(actor=steward, destruction_id=one.id)
    assert Destruction.objects.get(pk=one.id).state == "erasing"
    with pytest.raises(stewardship.WrongTurn):
        stewardship.cancel_destruction(actor=steward, destruction_id=one.id, reason="反悔")
    done = stewardship.carry_out(actor=steward, destruction_id=one.id)
    assert done.state == "done"
    assert done.document["before"] == {"rows": 60, "files": 2, "snapshots": 4}
    assert done.document["after"] == {"rows": 0, "files": 0, "snapshots": 0}
    assert stewardship.carry_out(actor=steward, destruction_id=one.id).document == done.document


def test_what_is_left_gets_no_certificate(two, collected: Collected) -> None:
    steward, second = two
    one = stewardship.propose_destruction(actor=steward, resource=collected.slug, key=f"year={OLD}")
    for who in (steward, second):
        stewardship.approve_destruction(actor=who, destruction_id=one.id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("yiwang.lake.storage.removing.remove", lambda location: None)
        with pytest.raises(stewardship.StillThere):
            stewardship.carry_out(actor=steward, destruction_id=one.id)
    assert Destruction.objects.get(pk=one.id).state == "erasing"
    with pytest.raises(stewardship.NothingThere):
        stewardship.certificate_file(one.id)


def test_an_archived_partition_is_read_masked_and_destroyed_with_its_file(two, collected: Collected) -> None:
    steward, second = two
    middle = f"year={THIS_YEAR - 5}"
    with pytest.raises(stewardship.WrongTurn):
        stewardship.archive(actor=steward, resource=collected.slug, key=f"year={NOW}")
    put = stewardship.archive(actor=steward, resource=collected.slug, key=middle)
    assert (put.rows, lake.table(collected.table).rows) == (15, 90)
    with pytest.raises(stewardship.WrongTurn):
        stewardship.archive(actor=steward, resource=collected.slug, key=middle)
    with pytest.raises(stewardship.Incomplete):
        stewardship.read_archive(actor=steward, archive_id=put.id, purpose=" ")
    columns, rows = stewardship.read_archive(actor=steward, archive_id=put.id, purpose="核查")
    assert columns[3] == "联系方式"
    assert all("*" in row[3] for row in rows), "above the steward's clearance"
    old = stewardship.archive(actor=steward, resource=collected.slug, key=f"year={OLD}")
    torn = new_file(collected.table, f"year={OLD}").with_suffix(".part")
    torn.write_bytes(b"half a copy of the same rows, left by a crash")
    one = stewardship.propose_destruction(actor=steward, resource=collected.slug, key=f"year={OLD}")
    for who in (steward, second):
        stewardship.approve_destruction(actor=who, destruction_id=one.id)
    done = stewardship.carry_out(actor=steward, destruction_id=one.id)
    assert [file["sm3"] for file in done.files] == [old.digest]
    assert not torn.exists()
    assert [one.id for one in stewardship.archives(steward) if one.resource == collected.slug] == [put.id]


def test_rows_that_land_while_a_partition_is_archived_are_not_lost(two, collected: Collected) -> None:
    steward, _ = two
    middle, copy = str(THIS_YEAR - 5), archiving._copy

    def copy_and_land(table: str, *more: Any) -> int:
        count = copy(table, *more)
        lake.append(table, rows(middle, 3), load_id="late", by=BY)
        return count

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archiving, "_copy", copy_and_land)
        with pytest.raises(stewardship.WrongTurn, match="有变化"):
            stewardship.archive(actor=steward, resource=collected.slug, key=f"year={middle}")
    assert lake.table(collected.table).rows == 108
    assert files_of(collected.table, f"year={middle}") == ()
    assert not [one for one in stewardship.archives(steward) if one.resource == collected.slug]
    assert stewardship.archive(actor=steward, resource=collected.slug, key=f"year={middle}").rows == 18


def test_files_leave_by_consent_of_another_only(two, collected: Collected) -> None:
    steward, _ = two
    officer = cast.actor("officer-civil")

    def ask(columns: list[str], **changed: str):
        given = {"purpose": "核对发放", "recipient": "审计组王某"} | changed
        return stewardship.ask_export(
            actor=officer,
            resource=collected.slug,
            columns=columns,
            transaction_id=f"{columns}{changed}",
            **given,
        )

    for wrong in ({"purpose": " "}, {"recipient": ""}):
        with pytest.raises(stewardship.Incomplete):
            ask(["remark"], **wrong)
    with pytest.raises(stewardship.Incomplete):
        ask(["nothing"])
    asked = ask(["payee", "remark", "contact"])
    assert ask(["payee", "remark", "contact"]).id == asked.id
    with pytest.raises(stewardship.NeedsConsent):
        stewardship.fetch_export(actor=officer, export_id=asked.id)
    with pytest.raises(Refused):
        stewardship.decide_export(actor=cast.actor("chief-health"), export_id=asked.id, agreed=True)
    with pytest.raises(stewardship.Incomplete):
        stewardship.decide_export(actor=steward, export_id=asked.id, agreed=False)
    stewardship.decide_export(actor=steward, export_id=asked.id, agreed=True)
    with pytest.raises(stewardship.NothingThere):
        stewardship.fetch_export(actor=steward, export_id=asked.id)
    name, data = stewardship.fetch_export(actor=officer, export_id=asked.id)
    assert name.startswith(collected.slug)
    text = data.decode("utf-8-sig")
    assert "13800000007" in text
    (found,) = stewardship.trace(actor=steward, leaked=text.splitlines()[3].split(",")[1])
    assert (found.by_mark, found.export.id) == (True, asked.id)
    from yiwang.stewardship.rules.watermark import unmarked

    retyped = "\n".join(unmarked(line) for line in text.splitlines()[5:8])
    (found,) = stewardship.trace(actor=steward, leaked=retyped)
    assert (found.by_mark, found.rows, found.of) == (False, 3, 3)
    assert stewardship.trace(actor=steward, leaked="别的内容") == ()


def test_one_chief_for_a_unit(two) -> None:
    from datetime import date, timedelta

    steward, _ = two
    today = date.today()
    term = {"since": today, "until": today + timedelta(days=365)}
    first = stewardship.appoint(
        actor=steward, department=OFFICE, username="officer-civil", letter="滨政任〔2026〕3号", **term
    )
    with pytest.raises(stewardship.ChiefStands):
        stewardship.appoint(actor=steward, department=OFFICE, username="clerk", letter="x", **term)
    with pytest.raises(stewardship.Incomplete):
        stewardship.appoint(
            actor=steward, department=OFFICE, username="elder", letter="x", **term, replace=True
        )
    second = stewardship.appoint(
        actor=steward, department=OFFICE, username="clerk", letter="滨政任〔2026〕4号", **term, replace=True
    )
    (standing,) = stewardship.chiefs(steward, department=OFFICE)
    assert standing.id == second.id
    ended = [one for one in stewardship.chiefs(steward, department=OFFICE, ended=True) if one.ended_on]
    assert [one.id for one in ended] == [first.id]
    chief = cast.actor("clerk")
    assert chief.holds("data-chief", department=OFFICE)
    assert not cast.actor("officer-civil").holds("data-chief")
    assert stewardship.open_todos(today) == len(stewardship.duties())
    assert stewardship.open_todos(today) == 0
    todo = stewardship.todos(chief, OFFICE)[0]
    with pytest.raises(Refused):
        stewardship.finish_todo(actor=steward, todo_id=todo.id, note="代办")
    with pytest.raises(stewardship.Incomplete):
        stewardship.finish_todo(actor=chief, todo_id=todo.id, note=" ")
    stewardship.finish_todo(actor=chief, todo_id=todo.id, note="已核对")
    with pytest.raises(stewardship.NothingThere):
        stewardship.todos(chief, "3716-health")
