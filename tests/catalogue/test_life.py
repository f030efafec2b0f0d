"""A resource is compiled by its department, reviewed by somebody else, published, changed, and retired with a reason."""

import copy
import threading
from typing import Any

import pytest
from django.db import connection
from tests.catalogue.conftest import (
    CIVIL,
    CIVIL_OFFICER,
    CLERK,
    COUNTY,
    COUNTY_OFFICER,
    LEADER,
    OFFICER,
    POLICE,
    SETUP,
    STEWARD,
    published,
)

from yiwang.access.api import Refused
from yiwang.bus.models import Outbox
from yiwang.catalogue import api as catalogue
from yiwang.catalogue.models import Entry, Version
from yiwang.ledger import api as ledger

pytestmark = pytest.mark.django_db


def compiled(content: dict[str, Any], number: str = "c-1", **more: Any) -> catalogue.ResourceView:
    wanted: dict[str, Any] = {"department": POLICE, "actor": OFFICER, "transaction_id": number}
    return catalogue.compile_entry(content, **(wanted | more))


def through_review(slug: str, number: str = "1") -> catalogue.ResourceView:
    catalogue.submit(slug, actor=OFFICER, transaction_id=f"s-{number}")
    catalogue.review(slug, approve=True, actor=STEWARD, transaction_id=f"r-{number}")
    return catalogue.publish(slug, actor=STEWARD, transaction_id=f"p-{number}")


def test_compiled_reviewed_published_and_changed_while_the_old_version_stays_readable(
    content: dict[str, Any],
) -> None:
    draft = compiled(content)
    assert (draft.version_state, draft.code) == ("draft", "1010010001/000001")
    assert catalogue.resources().rows == ()
    first = through_review(draft.slug)
    assert (first.state, first.version, first.grade) == ("published", 1, 4)
    content["cycle"] = "4"
    content["fields"] = [one for one in content["fields"] if one["name"] != "mobile"]
    second = compiled(content, "c-2")
    assert (second.version, second.version_state, second.code) == (2, "draft", first.code)
    assert catalogue.resource(draft.slug).version == 1, (
        "the published version stands while the next is compiled"
    )
    through_review(draft.slug, "2")
    assert catalogue.resource(draft.slug).field("mobile") is None
    assert catalogue.resource(draft.slug, 1).field("mobile") is not None
    changes = {one.key: one.change for one in catalogue.diff(draft.slug, 1, 2)}
    assert changes == {"cycle": "changed", "fields.mobile": "removed"}
    told = [entry.act for entry in ledger.trail("resource:police-household")]
    assert told.count("catalogue.published") == 2
    assert Outbox.objects.filter(name="catalogue.published").count() == 2


def test_what_is_returned_says_why_and_comes_again(content: dict[str, Any]) -> None:
    slug = compiled(content).slug
    catalogue.submit(slug, actor=OFFICER, transaction_id="s-1")
    with pytest.raises(catalogue.SayWhy):
        catalogue.review(slug, approve=False, actor=STEWARD, transaction_id="r-1")
    back = catalogue.review(slug, approve=False, reasons="摘要不清楚", actor=STEWARD, transaction_id="r-2")
    assert back.version_state == "returned"
    with pytest.raises(catalogue.WrongTurn):
        catalogue.publish(slug, actor=STEWARD, transaction_id="p-0")
    compiled(content | {"abstract": {"zh": "全市户籍人口。"}}, "c-2")
    assert through_review(slug, "3").state == "published"
    assert [one.act for one in catalogue.acts(slug)][:2] == ["published", "approved"]


def test_only_the_own_department_compiles_and_nobody_reviews_their_own(content: dict[str, Any]) -> None:
    for stranger in (CIVIL_OFFICER, CLERK, STEWARD, LEADER):
        with pytest.raises(Refused):
            compiled(content, actor=stranger)
    slug = compiled(content).slug
    catalogue.submit(slug, actor=OFFICER, transaction_id="s-1")
    for stranger in (OFFICER, CIVIL_OFFICER, CLERK, LEADER):
        with pytest.raises(Refused):
            catalogue.review(slug, approve=True, actor=stranger, transaction_id="r-1")
    Version.objects.update(compiled_by=STEWARD.ref)
    with pytest.raises(Refused, match="编制人不能审核"):
        catalogue.review(slug, approve=True, actor=STEWARD, transaction_id="r-2")


def test_a_county_compiles_its_own_and_no_other(content: dict[str, Any]) -> None:
    mine = content | {"slug": "bincheng-subsistence", "classification": "3070010001"}
    line = compiled(mine, department=COUNTY, actor=COUNTY_OFFICER)
    assert (line.area_code, line.department) == ("371602", COUNTY)
    with pytest.raises(Refused):
        compiled(content | {"slug": "city-s"}, "c-2", department=CIVIL, actor=COUNTY_OFFICER)
    with pytest.raises(Refused):
        compiled(mine, "c-3", department=COUNTY, actor=OFFICER)


def test_a_form_sent_twice_does_one_thing(content: dict[str, Any]) -> None:
    compiled(content)
    compiled(content | {"cycle": "9"})
    assert Version.objects.count() == 1
    assert catalogue.draft("police-household", actor=OFFICER).cycle == "2"  # type: ignore[union-attr]
    for _ in range(2):
        catalogue.submit("police-household", actor=OFFICER, transaction_id="s-1")
        catalogue.review("police-household", approve=True, actor=STEWARD, transaction_id="r-1")
    for _ in range(2):
        catalogue.publish("police-household", actor=STEWARD, transaction_id="p-1")
    assert Version.objects.get().state == "published"


def test_two_hands_at_one_draft_do_not_overwrite_each_other(content: dict[str, Any]) -> None:
    seen = compiled(content).digest
    compiled(content | {"cycle": "3"}, "c-2", expected=seen)
    with pytest.raises(catalogue.ChangedMeanwhile):
        compiled(content | {"cycle": "4"}, "c-3", expected=seen)


def test_a_code_is_given_once_and_never_again(content: dict[str, Any]) -> None:
    first = published(content)
    catalogue.retire("police-household", reason="并入新系统", actor=STEWARD)
    other = published(content, slug="police-household-2")
    assert (first.code, other.code) == ("1010010001/000001", "1010010001/000002")
    assert published(content, cycle="5").code == first.code, "an entry that comes back keeps its code"


@pytest.mark.django_db(transaction=True)
def test_codes_given_at_the_same_moment_differ(content: dict[str, Any]) -> None:
    wrong: list[Exception] = []

    def work(number: int) -> None:
        try:
            compiled(copy.deepcopy(content) | {"slug": f"household-{number}"}, f"c-{number}")
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(set(Entry.objects.values_list("code", flat=True))) == 6


def test_the_same_pack_again_publishes_nothing(content: dict[str, Any]) -> None:
    assert catalogue.define_resources([(POLICE, content)], by=SETUP) == ("police-household",)
    assert catalogue.define_resources([(POLICE, content)], by=SETUP) == ()
    assert catalogue.define_resources([(CIVIL, content)], by=SETUP) == ("police-household",)
    assert catalogue.resource("police-household").department == CIVIL


def test_retiring_needs_a_reason_and_is_told(household: catalogue.ResourceView) -> None:
    with pytest.raises(Refused):
        catalogue.retire(household.slug, reason="不用了", actor=OFFICER)
    with pytest.raises(catalogue.SayWhy):
        catalogue.retire(household.slug, reason=" ", actor=STEWARD)
    gone = catalogue.retire(household.slug, reason="系统下线", actor=STEWARD)
    assert (gone.state, gone.retired_reason) == ("retired", "系统下线")
    assert catalogue.retire(household.slug, reason="再次", actor=STEWARD).retired_reason == "系统下线"
    assert catalogue.resources().rows == ()
    assert catalogue.resource(household.slug).fields


def test_what_was_never_compiled_is_missing(elements: None) -> None:
    with pytest.raises(catalogue.ResourceMissing):
        catalogue.resource("nothing")
    with pytest.raises(catalogue.ResourceMissing):
        catalogue.submit("nothing", actor=OFFICER, transaction_id="s")
