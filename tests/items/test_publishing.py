"""Items come in versions; old cases keep theirs."""

from typing import Any

import pytest
from tests.forms.conftest import DOCUMENT
from tests.items.conftest import PROCESS, SYSTEM_TEST

from yiwang.access.api import PUBLIC, Refused
from yiwang.forms.api import BadForm, FormDefinition
from yiwang.items import api as items
from yiwang.ledger import api as ledger


def define(table: dict[str, Any], **how: Any) -> items.Item:
    given = {
        "department_code": "3716-approval",
        "area_code": "3716",
        "form": FormDefinition.of(DOCUMENT),
        "process": PROCESS.read_bytes(),
        "decisions": {},
        "by": SYSTEM_TEST,
        **how,
    }
    return items.define_item(table, **given)


def test_an_item_is_published_with_its_code(office: str, table: dict[str, Any]) -> None:
    published = define(table)
    assert published.code == "11371600YW0000039M3370120061000"
    assert published.handle_code == f"{published.code}01"
    assert published.version == 1
    assert items.item("sample-permit") == published
    assert items.item("sample-permit").form.ui["title"]["en"] == "Sample"
    assert [line.act for line in ledger.trail("item:sample-permit")] == ["items.published"]


def test_the_same_item_again_publishes_nothing(office: str, table: dict[str, Any]) -> None:
    define(table)
    assert define(table).version == 1
    assert len(ledger.trail("item:sample-permit")) == 1


def test_a_change_is_a_new_version_and_the_old_one_stays(office: str, table: dict[str, Any]) -> None:
    define(table)
    table["promised_days"] = 12
    assert define(table).version == 2
    assert items.item("sample-permit").promised_days == 12
    assert items.item("sample-permit", 1).promised_days == 10


def test_a_retired_item_is_found_but_not_offered(office: str, table: dict[str, Any]) -> None:
    define(table)
    items.retire_item("sample-permit", by=SYSTEM_TEST)
    items.retire_item("sample-permit", by=SYSTEM_TEST)
    assert not items.item("sample-permit").open
    assert items.published() == ()
    assert items.search("样例") == ()
    assert [line.act for line in ledger.trail("item:sample-permit")].count("items.retired") == 1
    assert define(table).version == 2
    assert items.item("sample-permit").open


def test_a_wrong_item_is_refused_whole(office: str, table: dict[str, Any]) -> None:
    table |= {"pay_online": True, "consult_phone": "1"}
    with pytest.raises(items.BadItem) as refused:
        define(table)
    assert {problem.key for problem in refused.value.problems} == {"pay_online", "consult_phone"}
    with pytest.raises(items.ItemMissing):
        items.item("sample-permit")


def test_a_wrong_form_is_refused(office: str, table: dict[str, Any]) -> None:
    with pytest.raises(BadForm):
        define(table, form=FormDefinition({}, {}))


def test_nobody_from_outside_publishes(office: str, table: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        define(table, by=PUBLIC)
    with pytest.raises(Refused):
        items.retire_item("sample-permit", by=PUBLIC)


def test_an_unknown_item_is_missing(db: None) -> None:
    with pytest.raises(items.ItemMissing):
        items.item("nothing")
    with pytest.raises(items.ItemMissing):
        items.retire_item("nothing", by=SYSTEM_TEST)


def test_the_catalogue_says_how_online_it_is(office: str, table: dict[str, Any]) -> None:
    define(table)
    define({**table, "slug": "second", "visits": 1, "visit_reason": table["name"], "online_grade": "3"})
    define(
        {
            **table,
            "slug": "third",
            "online": False,
            "handle_types": ["1", "4"],
            "visits": 2,
            "visit_reason": table["name"],
            "online_grade": "1",
        }
    )
    figures = items.figures(area_code="3716")
    assert (figures.items, figures.online, figures.wholly_online, figures.at_most_one_visit) == (3, 2, 1, 2)
    assert figures.online_rate == pytest.approx(2 / 3)
    assert figures.time_saved == pytest.approx(0.5)
    assert items.figures(area_code="3706").online_rate is None


def test_an_item_is_exchanged_under_its_national_names(office: str, table: dict[str, Any]) -> None:
    record = items.exchange_record(define(table))
    assert record["task_code"] == "11371600YW0000039M3370120061000"
    assert record["limit_scene_explain"] == "无"
    assert record["materials"][0]["material_name"] == "平面图"
    assert record["anticipate_day"] == 20


def test_pages_of_the_catalogue_follow_each_other(office: str, table: dict[str, Any]) -> None:
    for number in range(3):
        define({**table, "slug": f"item-{number}"})
    first = items.published(limit=2)
    assert [card.slug for card in first] == ["item-0", "item-1"]
    assert [card.slug for card in items.published(after=first[-1].slug)] == ["item-2"]
    assert items.published(topic="person:other") == ()
    assert len(items.published(topic="person:sample", department_code=office)) == 3
