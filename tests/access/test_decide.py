"""Whether somebody may do something, and what they are told when they may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.access import api as access
from yiwang.access import verbs as verb_register
from yiwang.access.errors import VerbClash
from yiwang.text import Text

CLERK = access.Role("window-clerk", "dept-a", "3716")
STAFF = access.Actor(ref="account:1", kind="staff", name="甲", mfa=True, roles=frozenset({CLERK}))
RESIDENT = access.Actor(ref="account:2", kind="resident", name="乙", level=1)


@pytest.fixture(autouse=True)
def empty_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb_register, "_verbs", {})
    monkeypatch.setattr(verb_register, "_rules", {})


def allow(actor: access.Actor, subject: object) -> access.Verdict:
    return access.ALLOWED


@pytest.mark.parametrize("actor", [STAFF, RESIDENT, access.PUBLIC, access.SYSTEM("worker")])
def test_a_verb_without_a_rule_is_refused_to_everybody(actor: access.Actor) -> None:
    access.verb("toys.wind", zh="上发条", en="wind")
    assert not access.may(actor, "toys.wind")


def test_a_role_named_by_the_rule_may_and_another_may_not() -> None:
    access.rule("toys.wind", roles=["window-clerk"])(allow)
    access.rule("toys.break", roles=["approver"])(allow)
    assert access.may(STAFF, "toys.wind")
    verdict = access.may(STAFF, "toys.break")
    assert not verdict
    assert "审批人员" in verdict.reasons[0].zh
    assert "Approver" in verdict.reasons[0].en


def test_staff_without_a_second_factor_may_do_nothing() -> None:
    access.rule("toys.wind", roles=["window-clerk"], public=True)(allow)
    half_signed_in = access.Actor(ref="account:1", kind="staff", name="甲", roles=STAFF.roles)
    verdict = access.may(half_signed_in, "toys.wind")
    assert not verdict
    assert "两步验证" in verdict.reasons[0].zh


def test_a_resident_below_the_level_is_told_how_to_climb() -> None:
    access.rule("toys.buy", level=2)(allow)
    verdict = access.may(RESIDENT, "toys.buy")
    assert not verdict
    assert "实名" in verdict.remedy.zh


def test_the_system_and_the_public_come_in_only_where_the_rule_says_so() -> None:
    access.rule("toys.wind", system=True)(allow)
    access.rule("toys.look", public=True)(allow)
    assert access.may(access.SYSTEM("worker"), "toys.wind")
    assert not access.may(access.PUBLIC, "toys.wind")
    assert not access.may(RESIDENT, "toys.wind")
    assert access.may(access.PUBLIC, "toys.look")


def test_the_judging_function_has_the_last_word_on_the_subject() -> None:
    @access.rule("toys.wind", roles=["window-clerk"])
    def own_department(actor: access.Actor, subject: str) -> access.Verdict:
        if subject in actor.departments:
            return access.ALLOWED
        return access.refuse("不是本部门的", "Not yours.", remedy=Text("换人", "Ask them."))

    assert access.may(STAFF, "toys.wind", "dept-a")
    assert not access.may(STAFF, "toys.wind", "dept-b")


def test_a_refusal_raised_carries_reason_and_remedy_in_both_languages() -> None:
    access.verb("toys.break", zh="拆玩具", en="break a toy")
    access.rule("toys.break", roles=["approver"])(allow)
    with pytest.raises(access.Refused) as caught:
        access.require(RESIDENT, "toys.break")
    assert caught.value.http_status == 403
    assert all(
        (caught.value.message.zh, caught.value.message.en, caught.value.remedy.zh, caught.value.remedy.en)
    )
    sentence = access.explain(RESIDENT, "toys.break")
    assert sentence.zh.startswith("不能拆玩具")
    assert sentence.en.startswith("May not: break a toy")


def test_two_refusals_keep_every_reason_once() -> None:
    one = access.refuse("一", "one", remedy=Text("做一", "do one"))
    two = access.refuse("二", "two", remedy=Text("做二", "do two"))
    both = one & two & one
    assert [reason.zh for reason in both.reasons] == ["一", "二"]
    assert both.remedy.zh == "做一"
    assert (access.ALLOWED & access.ALLOWED).allowed


def test_a_verb_cannot_get_two_meanings_or_two_rules() -> None:
    access.verb("toys.wind", zh="上发条", en="wind")
    access.verb("toys.wind", zh="上发条", en="wind")
    with pytest.raises(VerbClash):
        access.verb("toys.wind", zh="拧", en="twist")
    access.rule("toys.wind")(allow)
    with pytest.raises(VerbClash):
        access.rule("toys.wind")(lambda actor, subject: access.ALLOWED)
    with pytest.raises(VerbClash):
        access.rule("toys.new", roles=["emperor"])


def test_the_table_of_permissions_shows_verbs_that_nobody_may_do() -> None:
    access.verb("toys.wind", zh="上发条", en="wind")
    access.verb("toys.lost", zh="丢", en="lose")
    access.rule("toys.wind", roles=["window-clerk"])(allow)
    table = {line.verb.name: line for line in access.permissions()}
    assert table["toys.wind"].roles == {"window-clerk"}
    assert not table["toys.lost"].has_rule


@given(st.sampled_from(["37", "3716", "371602", "371602001"]), st.sampled_from(["3716", "371602", "3706"]))
def test_a_role_reaches_its_area_and_everything_below_it_only(subject_area: str, role_area: str) -> None:
    actor = access.Actor(
        ref="account:1",
        kind="staff",
        name="甲",
        mfa=True,
        roles=frozenset({access.Role("approver", "dept-a", role_area)}),
    )
    assert actor.holds("approver", area=subject_area) == subject_area.startswith(role_area)
    assert not actor.holds("approver", department="dept-b", area=subject_area)
