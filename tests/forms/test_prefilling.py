"""What registers know need not be filled in, and is checked again when the form is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.forms.conftest import ON

from yiwang.forms.errors import FormInvalid, PrefillTampered
from yiwang.forms.rules.acceptance import accept
from yiwang.forms.rules.prefilling import filled
from yiwang.forms.types import FormDefinition, Prefilled, RegisterRecord
from yiwang.text import Text

POPULATION = Text("人口库", "the population register")


@dataclass(frozen=True)
class Record:
    source: Text = POPULATION
    fields: Mapping[str, Any] = field(
        default_factory=lambda: {
            "name": "王芳",
            "resident_id": "11010519491231002X",
            "mobile": "13800013800",
            "birthday": date(1949, 12, 31),
        }
    )
    as_of: datetime = datetime(2026, 11, 22, tzinfo=UTC)


def asked(form: FormDefinition, state: str = "ok") -> Prefilled:
    def ask(register: str, key: str) -> tuple[str, RegisterRecord | None, Text]:
        return state, Record() if state == "ok" else None, POPULATION

    return filled(form, ask, {"@applicant": "11010519491231002X"}, {})


def test_known_values_come_with_their_source(form: FormDefinition) -> None:
    prefilled = asked(form)
    name = prefilled.values["applicant.name"]
    assert (name.value, name.source, name.locked) == ("王芳", POPULATION, True)
    assert not prefilled.values["applicant.mobile"].locked


def test_a_source_without_a_key_is_not_asked(form: FormDefinition) -> None:
    def never(register: str, key: str) -> tuple[str, RegisterRecord | None, Text]:
        raise AssertionError

    assert filled(form, never, {}, {}) == Prefilled()


def test_locked_values_need_not_be_sent(form: FormDefinition) -> None:
    accepted = accept(form, {"kind": "new", "consent": True}, prefilled=asked(form), on=ON)
    assert accepted.data["applicant"]["name"] == "王芳"
    assert accepted.unverified == ()
    assert accepted.changed == ()


def test_a_tampered_value_is_a_named_error_with_all_the_others(form: FormDefinition) -> None:
    with pytest.raises(PrefillTampered) as refused:
        accept(form, {"applicant": {"name": "王方"}, "consent": True}, prefilled=asked(form), on=ON)
    assert refused.value.code == "forms.prefill-tampered"
    assert set(refused.value.errors) == {"applicant.name", "kind"}
    assert "人口库" in refused.value.errors["applicant.name"].zh


def test_an_unlocked_value_may_be_corrected_and_is_noted(form: FormDefinition) -> None:
    data = {"applicant": {"mobile": "13900013900"}, "kind": "new", "consent": True}
    accepted = accept(form, data, prefilled=asked(form), on=ON)
    assert accepted.changed == ("applicant.mobile",)
    assert accepted.data["applicant"]["mobile"] == "13900013900"
    assert data["applicant"] == {"mobile": "13900013900"}


@pytest.mark.parametrize("state", ["down", "not-found"])
def test_answers_by_hand_are_marked_unverified(
    form: FormDefinition, good: dict[str, Any], state: str
) -> None:
    accepted = accept(form, good, prefilled=asked(form, state), on=ON)
    assert accepted.unverified == ("applicant.name", "applicant.resident_id")


def test_a_source_that_is_down_is_told(form: FormDefinition) -> None:
    (silent,) = asked(form, "down").down
    assert silent.register == "population"
    assert silent.source == POPULATION


def test_wrong_answers_are_all_refused_together(form: FormDefinition) -> None:
    with pytest.raises(FormInvalid) as refused:
        accept(form, {"area": -1}, prefilled=asked(form), on=ON)
    assert set(refused.value.errors) == {"area", "kind", "consent"}
    assert refused.value.http_status == 422
