"""Rows of any catalogued resource, field by field, from what each field is called."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from yiwang.catalogue.api import FieldView, ResourceView

Row = dict[str, Any]
_CODES = 24


@dataclass(frozen=True)
class City:
    """Who rows are about. `people` are (number, name, sex, birthday, address, mobile, village), `firms` (code, name,
    representative's number and name, kind, status, founded), `homes` (unit number, address, village)."""

    people: Sequence[tuple[str, str, str, date, str, str, str]]
    firms: Sequence[tuple[str, str, str, str, str, str, date]]
    homes: Sequence[tuple[str, str, str]]
    counties: Sequence[str]
    now: datetime


@cache
def _choices() -> Mapping[str, list[str]]:
    text = files("yiwang.topics").joinpath("data/choices.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def rows_of(resource: ResourceView, city: City, count: int) -> Iterator[Row]:
    """`count` rows of a resource, or one for each person, firm or home when that alone is its key."""
    random = Random(f"topics:{resource.slug}")  # noqa: S311  (rows about nobody real)
    sole = resource.key[0] if len(resource.key) == 1 else ""
    element = next((one.element or one.name for one in resource.fields if one.name == sole), "")
    pools: Mapping[str, Sequence[Any]] = {
        "resident_id": city.people,
        "credit_code": city.firms,
        "unit_no": city.homes,
    }
    pool = pools.get(element, ())
    # A register is as long as what it registers; what happens to people and firms is a sample.
    whole = resource.slug in ("police-household", "market-entity", "governance-resident", "governance-house")
    wanted = len(pool) if whole and pool else min(count, len(pool)) if pool else count
    for number in range(wanted):
        yield _row(resource, city, number, element, random)


def _row(resource: ResourceView, city: City, number: int, unique: str, random: Random) -> Row:
    person = city.people[number % len(city.people)] if unique == "resident_id" else random.choice(city.people)
    firm = city.firms[number % len(city.firms)] if unique == "credit_code" else random.choice(city.firms)
    home = city.homes[number % len(city.homes)] if unique == "unit_no" else random.choice(city.homes)
    kinds = _choices()["subject_kind"]
    subject = kinds[number % len(kinds)]
    moment = city.now - timedelta(days=random.randint(30, 360), minutes=number)
    named = _named(city, number, person, firm, home, subject, random)
    row: Row = {}
    for field in resource.fields:
        what = field.element or field.name
        moment += timedelta(hours=random.randint(2, 60))
        row[field.name] = _value(field, what, resource, number, named, moment, random)
    return row


def _named(
    city: City, number: int, person: Any, firm: Any, home: Any, subject: str, random: Random
) -> Mapping[str, Any]:
    """The values of one row that are known by name: all about the same person, firm, home and place."""
    village = person[6]
    human = subject == "自然人"
    return {
        "resident_id": person[0],
        "representative_id": firm[2],
        "id_number": person[0],
        "person_name": person[1],
        "representative_name": firm[3],
        "sex": person[2],
        "birthday": person[3],
        "home_address": person[4],
        "residence_address": person[4],
        "mobile": person[5] or None,
        "credit_code": firm[0],
        "org_name": firm[1],
        "entity_kind": firm[4],
        "entity_status": firm[5],
        "subject_kind": subject,
        "subject_code": person[0] if human else firm[0],
        "applicant_code": person[0] if human else firm[0],
        "subject_name": person[1] if human else firm[1],
        "unit_no": home[0],
        "house_address": home[1],
        "village_code": village,
        "town_code": village[:9],
        "area_code": village[:6],
        "grid_code": f"{village}001",
        "updated_at": city.now,
        "handling_officers": f"{person[1]}、{firm[3]}",
        "concentration_limit": Decimal(50),
        "subsidised_quantity": Decimal(random.randint(1, 40)),
        "household_no": f"H{number // 3:06}",
        "occupants": random.randint(1, 6),
        "promised_yield": Decimal(random.randint(2, 6)),
    }


def _value(
    field: FieldView,
    what: str,
    resource: ResourceView,
    number: int,
    named: Mapping[str, Any],
    moment: datetime,
    random: Random,
) -> Any:
    if what in named:
        return _fit(field, named[what])
    if field.name in named:
        return _fit(field, named[field.name])
    if what == "year":
        return moment.year if field.type in "INB" else str(moment.year)
    if what in ("month", "period"):
        return f"{moment:%Y-%m}"
    choices = _choices()
    if known := choices.get(what) or choices.get(field.name):
        return known[number % len(known)] if field.name in resource.key else random.choice(known)
    return _by_type(field, what, resource, number, moment, random)


def _by_type(
    field: FieldView, what: str, resource: ResourceView, number: int, moment: datetime, random: Random
) -> Any:
    match field.type:
        case "D":
            far = ("valid_until", "expires_on", "until", "registered_until")
            days = random.randint(-60, 1500) if field.name in far else 0
            open_end = field.name in ("removed_on", "closed_on") and random.random() < 0.3
            return None if open_end else (moment + timedelta(days=days)).date()
        case "T":
            return moment.replace(microsecond=0)
        case "L":
            return random.random() < 0.7
        case "N" | "Y":
            digits = (field.length.partition(",")[2] or "0").strip()
            value = Decimal(random.randint(1, 400)) / 10
            return value.quantize(Decimal(1).scaleb(-int(digits or 0)))
        case "I":
            return random.randint(1, 30)
        case "B" | "F":
            if what == "longitude":
                return 117.2 + random.random()
            return 37.0 + random.random() if what == "latitude" else round(random.uniform(1, 60), 2)
    if what.endswith(("_code", "_no")) or field.name in resource.key:
        own = field.name == resource.key[0] if resource.key else False
        index = number if own and len(resource.key) == 1 else random.randrange(_CODES)
        return f"{what.upper().replace('_', '')[:12]}-{index + 1:05}"
    return f"{field.title.zh}{random.randint(1, 9)}"


def _fit(field: FieldView, value: Any) -> Any:
    if field.type in ("N", "Y") and value is not None and not isinstance(value, Decimal):
        return Decimal(str(value))
    return str(value) if field.type in ("C", "M", "G") and value is not None else value
