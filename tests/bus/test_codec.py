"""A fact that goes through the outbox comes out equal."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.bus.rules.codec import decode, encode
from yiwang.text import Text


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Part:
    name: str
    weight: Decimal


@dataclass(frozen=True)
class Everything:
    name: ClassVar[str] = "tests.everything"
    text: str
    number: int
    ratio: float
    yes: bool
    day: date
    moment: datetime
    money: Decimal
    colour: Colour
    title: Text
    part: Part
    maybe: date | None
    parts: tuple[Part, ...]
    tags: frozenset[str]
    table: dict[str, Decimal]
    anything: Any
    later: int = 7

    @property
    def subject(self) -> str:
        return self.text


text = st.text()
decimals = st.decimals(allow_nan=False, allow_infinity=False)
parts = st.builds(Part, name=text, weight=decimals)
everything = st.builds(
    Everything,
    text=text,
    number=st.integers(),
    ratio=st.floats(allow_nan=False, allow_infinity=False),
    yes=st.booleans(),
    day=st.dates(),
    moment=st.datetimes(timezones=st.just(UTC)),
    money=decimals,
    colour=st.sampled_from(Colour),
    title=st.builds(Text, text, text),
    part=parts,
    maybe=st.none() | st.dates(),
    parts=st.lists(parts, max_size=3).map(tuple),
    tags=st.frozensets(text, max_size=3),
    table=st.dictionaries(text, decimals, max_size=3),
    anything=st.none() | text | st.integers(),
    later=st.integers(),
)


@given(everything)
def test_every_field_type_survives(fact):
    assert decode(Everything, encode(fact)) == fact


def test_a_payload_of_another_version_still_reads():
    fact = Everything(
        "t", 1, 0.5, True, date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC), Decimal("1.10"), Colour.RED,
        Text("中", "en"), Part("p", Decimal(2)), None, (), frozenset(), {}, None,
    )  # fmt: skip
    payload = encode(fact)
    del payload["later"]
    assert decode(Everything, {**payload, "gone": 1}) == fact
    del payload["text"]
    with pytest.raises(TypeError):
        decode(Everything, payload)


def test_a_value_without_a_json_form_is_refused_when_published():
    @dataclass(frozen=True)
    class Odd:
        name: ClassVar[str] = "tests.odd"
        thing: object
        subject: str = "s"

    with pytest.raises(TypeError, match="cannot carry a object"):
        encode(Odd(object()))
