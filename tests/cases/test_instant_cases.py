"""Instant items: decided by rule inside the submission, or handed to a person, and never twice."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support import cast

from yiwang.access.api import SYSTEM, Refused
from yiwang.cases import api as cases
from yiwang.cases.models import Case
from yiwang.certificates import api as certificates
from yiwang.forms import api as forms
from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.registers import api as registers


def apply(person: cast.Person, transaction_id: str = "t-1", **changes: Any) -> cases.Submitted:
    wanted: dict[str, Any] = {
        "actor": person.actor,
        "item_slug": "elderly-card",
        "applicant": person.applicant,
        "transaction_id": transaction_id,
    } | changes
    return cases.submit(**({"data": cast.card_form(person)} | wanted if "data" not in wanted else wanted))


def test_an_elder_is_approved_and_holds_a_card_before_the_submission_returns(city: str) -> None:
    elder = cast.person("elder")
    case = cases.case(apply(elder).number, elder.actor)
    assert (case.state, case.outcome, case.closed) == ("approved", "approve", True)
    assert "65" in case.reasons[0].zh
    held = certificates.certificate(case.certificate, by=elder.actor)
    assert held.holder_name == elder.applicant.name
    assert held.in_force
    assert [line.kind for line in cases.timeline(case.number, elder.actor)] == [
        "submitted",
        "decided",
        "issued",
    ]


def test_the_decision_is_explained_rule_by_rule(city: str) -> None:
    elder = cast.person("elder")
    [decision] = cases.case(apply(elder).number, elder.actor).decisions
    fired = [rule for table in decision.trace["tables"] for rule in table["rules"] if rule["fired"]]
    assert [rule["number"] for rule in fired] == [9]
    assert decision.trace["decisions"][0]["label"] == {"zh": "周岁", "en": "Age in full years"}


def test_somebody_too_young_is_refused_with_the_reason(city: str) -> None:
    younger = cast.person("younger")
    case = cases.case(apply(younger).number, younger.actor)
    assert (case.state, case.certificate) == ("refused", "")
    assert case.reasons
    assert case.reasons[0].en
    assert certificates.certificates_of(younger.applicant.person_id, by=younger.actor) == ()


def test_a_second_card_is_refused_while_the_first_is_valid(city: str) -> None:
    elder = cast.person("elder")
    apply(elder, "t-1")
    second = cases.case(apply(elder, "t-2").number, elder.actor)
    assert second.state == "refused"
    assert "已持有" in second.reasons[0].zh


def test_a_source_that_is_down_hands_the_case_to_a_person_and_says_so(city: str) -> None:
    registers.set_outage("population", down=True, by=SYSTEM("test"), reason="演练")
    elder = cast.person("elder")
    answers = {
        "applicant": {
            "name": elder.applicant.name,
            "resident_id": elder.applicant.id_number,
            "sex": "女",
            "birthday": "1943-05-05",
            "residence_kind": "户籍",
            "address": "山东省滨州市无棣县埕口镇1号",
            "mobile": "13800013800",
        },
        "declaration": True,
    }
    case = cases.case(apply(elder, data=answers).number, elder.actor)
    assert (case.state, case.row.step) == ("accepted", "decide")
    said = cases.timeline(case.number, elder.actor)
    assert any(line.kind == "source-down" for line in said)
    assert "applicant.birthday" in case.sources["unverified"]
    registers.set_outage("population", down=False, by=SYSTEM("test"), reason="演练结束")

    approver = cast.actor("approver-civil")
    assert [row.number for row in cases.queue(approver, cases.QueueFilter()).rows] == [case.number]
    cases.decide(actor=approver, number=case.number, outcome="approve", reasons=[], transaction_id="d-1")
    decided = cases.case(case.number, elder.actor)
    assert decided.state == "approved"
    assert certificates.certificate(decided.certificate, by=elder.actor).in_force


def test_the_same_transaction_is_the_same_case(city: str) -> None:
    elder = cast.person("elder")
    first, again = apply(elder), apply(elder)
    assert (again.number, again.again) == (first.number, True)
    assert Case.objects.count() == 1
    assert len(certificates.certificates_of(elder.applicant.person_id, by=elder.actor)) == 1


@pytest.mark.parametrize("same", [True, False], ids=["one transaction", "two transactions"])
def test_doubled_clicks_at_the_same_moment_make_one_card(city: str, same: bool) -> None:
    """Two threads, really at once, each with its own connection."""
    from django.db import connection

    elder = cast.person("elder")
    barrier = threading.Barrier(2)
    numbers: list[str] = []

    def click(transaction_id: str) -> None:
        barrier.wait()
        numbers.append(apply(elder, transaction_id).number)
        connection.close()

    name = connection.settings_dict["NAME"]
    threads = [
        threading.Thread(target=_in_database, args=(name, click, f"t-{0 if same else n}")) for n in (1, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 2
    assert len(set(numbers)) == (1 if same else 2)
    assert len(certificates.certificates_of(elder.applicant.person_id, by=elder.actor)) == 1


def _in_database(name: str, work: Any, argument: str) -> None:
    from django.db import connection

    connection.settings_dict["NAME"] = name
    work(argument)


def test_what_the_register_says_cannot_be_changed_on_the_way(city: str) -> None:
    younger = cast.person("younger")
    forged = {"applicant": {"birthday": "1940-01-01"}, "declaration": True}
    with pytest.raises(forms.PrefillTampered) as caught:
        apply(younger, data=forged)
    assert "applicant.birthday" in caught.value.errors
    assert not Case.objects.exists()


def test_nobody_applies_for_somebody_else_without_a_mandate(city: str) -> None:
    elder, younger = cast.person("elder"), cast.person("younger")
    with pytest.raises(Refused):
        apply(younger, applicant=elder.applicant)
    assert not Case.objects.exists()


def test_an_account_without_a_verified_identity_is_told_what_to_do(city: str) -> None:
    view = people.register_resident(username="newcomer", password="correct-horse-7", name="新人")
    newcomer = people.actor_of(_account(view.id))
    applicant = cases.Applicant("person", "新人", "111", "11010519491231002X")
    with pytest.raises((Refused, cases.LevelTooLow)) as caught:
        apply(cast.Person(newcomer, applicant), data={"declaration": True})
    assert caught.value.remedy


def _account(pk: int) -> Any:
    from yiwang.people.models import Account

    return Account.objects.get(pk=pk)


def test_every_step_is_in_the_ledger_and_the_log_holds(city: str) -> None:
    elder = cast.person("elder")
    number = apply(elder).number
    acts = [entry.act for entry in ledger.trail(f"case:{number}")]
    assert acts == ["cases.submitted", "cases.decided"]
    looked = [entry.act for entry in ledger.looks_at(f"person:{elder.applicant.person_id}", limit=50)]
    assert "registers.looked-up" in looked
    assert ledger.verify_log().ok


def test_forms_and_applicants_lie_sealed_in_the_database(city: str) -> None:
    from django.db import connection

    elder = cast.person("elder")
    apply(elder)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c::text, d::text FROM cases_case c JOIN cases_decisionrecord d ON d.case_id = c.id"
        )
        stored = "".join(cursor.fetchone())
    assert elder.applicant.id_number not in stored
    assert elder.applicant.name not in stored


@pytest.mark.parametrize(("days_short", "outcome"), [(0, "approve"), (1, "refuse")])
def test_the_sixtieth_birthday_itself_is_enough_and_the_day_before_is_not(
    city: str, days_short: int, outcome: str
) -> None:
    from yiwang.registers.models import Person

    elder = cast.person("elder")
    today = timezone.localdate()
    Person.objects.filter(pk=elder.applicant.person_id).update(
        birthday=today.replace(year=today.year - 60) + timedelta(days_short)
    )
    case = cases.case(apply(elder).number, elder.actor)
    assert case.outcome == outcome
    assert "60" in case.reasons[0].zh


def test_what_a_rule_refused_a_person_may_grant(city: str) -> None:
    younger = cast.person("younger")
    number = apply(younger).number
    with pytest.raises(cases.ReasonNeeded):
        cases.contest(actor=younger.actor, number=number, reason=" ", transaction_id="c-0")
    for _ in range(2):
        cases.contest(actor=younger.actor, number=number, reason="登记的生日有误", transaction_id="c-1")
    waiting = cases.case(number, younger.actor)
    assert (waiting.state, waiting.row.step, waiting.outcome) == ("accepted", "decide", "")
    assert waiting.row.due_at is not None

    approver = cast.actor("approver-civil")
    cases.decide(actor=approver, number=number, outcome="approve", reasons=[], transaction_id="d-1")
    granted = cases.case(number, younger.actor)
    assert granted.state == "approved"
    assert granted.certificate
    kinds = [line.kind for line in cases.timeline(number, younger.actor)]
    assert kinds == ["submitted", "decided", "contested", "decided", "issued"]
    with pytest.raises(cases.NotContestable):
        cases.contest(actor=younger.actor, number=number, reason="再来一次", transaction_id="c-2")


def test_nobody_else_contests_a_decision(city: str) -> None:
    number = apply(cast.person("younger")).number
    with pytest.raises(cases.NoSuchCase):
        cases.contest(actor=cast.actor("elder"), number=number, reason="替人", transaction_id="c-1")


def test_a_character_no_font_has_locks_nobody_out(city: str) -> None:
    from yiwang.registers.models import Person

    elder = cast.person("elder")
    Person.objects.filter(pk=elder.applicant.person_id).update(address="山东省滨州市无棣县𰻞𰻞村1号")
    case = cases.case(apply(elder).number, elder.actor)
    assert (case.state, case.row.step, case.certificate) == ("accepted", "decide", "")
    assert case.row.due_at is not None
    assert "转由工作人员办理" in "".join(line.text.zh for line in cases.timeline(case.number, elder.actor))
    assert Case.objects.count() == 1
