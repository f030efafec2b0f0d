"""Registers are asked once each; one that is silent or does not know is told, never guessed."""

import pytest
from tests.forms.test_prefilling import Record

from yiwang.forms import api as forms
from yiwang.registers import api as registers

KEYS = {"@applicant": "11010519491231002X"}


def test_what_a_register_knows_is_filled_in(db: None, form: forms.FormDefinition) -> None:
    asked: list[tuple[str, str]] = []

    def lookup(register: str, key: str) -> Record:
        asked.append((register, key))
        return Record()

    known = forms.prefill(form, lookup, keys=KEYS)
    assert asked == [("population", KEYS["@applicant"])]
    assert known.values["applicant.name"].value == "王芳"
    assert known.down == ()


@pytest.mark.parametrize(
    ("error", "state"), [(registers.SourceDown, "down"), (registers.NotFound, "not-found")]
)
def test_a_register_that_does_not_answer_fills_nothing_and_is_named(
    db: None, form: forms.FormDefinition, error: type[Exception], state: str
) -> None:
    def lookup(register: str, key: str) -> Record:
        raise error(register)

    known = forms.prefill(form, lookup, keys=KEYS)
    assert known.values == {}
    (source,) = known.sources
    assert (source.state, source.source.zh) == (state, "人口库")
    assert bool(known.down) is (state == "down")


def test_a_register_is_not_asked_without_a_key(db: None, form: forms.FormDefinition) -> None:
    def never(register: str, key: str) -> Record:
        raise AssertionError

    assert forms.prefill(form, never, keys={}) == forms.Prefilled()
