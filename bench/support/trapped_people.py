"""Synthetic people in three departments' rows, with the truth beside: slips at known rates, and the traps of real life.

Households with father and son of one surname and address (some of one name), twins whose names differ in one character,
couples on one telephone, namesakes born on one day. All made up, the same for a seed.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from yiwang.codes import api as codes

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟丽军明静红建文海强磊勇杰娟涛超霞平刚桂英芳敏洋艳国志玉春云"
#: Characters that sound alike, as clerks write one for the other.
SOUNDS = {"伟": "玮", "丽": "莉", "军": "君", "明": "铭", "静": "婧", "红": "洪", "建": "健", "文": "雯"}
SOURCES = ("police-household", "social-insured", "health-archive")


_PERSON = Path(__file__).parents[2] / "packs" / "base-registers" / "entities" / "person.toml"


@dataclass(frozen=True)
class Person:
    """One person as they are."""

    number: int
    resident_id: str
    name: str
    sex: str
    birthday: date
    mobile: str
    home: int


@dataclass(frozen=True)
class Row:
    """A row of a source, its own key, and whom it is of."""

    source: str
    key: tuple[str, ...]
    person: int
    row: dict[str, Any]


def definition() -> dict[str, Any]:
    """The pack's kind of people, with the departments of the model city."""
    table = tomllib.loads(_PERSON.read_text("utf-8"))
    for one in table["source"]:
        one["department"] = f"3716-{one['department']}"
    return table


def people(count: int, seed: int = 7) -> list[Person]:
    """So many people, household by household."""
    draw = random.Random(seed)
    found: list[Person] = []
    home = 0
    while len(found) < count:
        home += 1
        surname = draw.choice(SURNAMES)
        father = _person(draw, len(found), surname, home, _day(draw, 1950, 1975), "男")
        found.append(father)
        kind = draw.random()
        if kind < 0.10:
            twin = _person(draw, len(found), surname, home, _day(draw, 1985, 2015), draw.choice("男女"))
            other = _person(draw, len(found) + 1, surname, home, twin.birthday, twin.sex)
            last = draw.choice([one for one in GIVEN if one != twin.name[-1]])
            found += [twin, replace(other, name=twin.name[:-1] + last, mobile=twin.mobile)]
        elif kind < 0.20:
            son = _person(draw, len(found), surname, home, _day(draw, 1980, 2005), "男")
            name = father.name if kind < 0.12 else son.name
            found.append(replace(son, name=name, mobile=father.mobile))
        elif kind < 0.45:
            wife = _person(draw, len(found), draw.choice(SURNAMES), home, _day(draw, 1950, 1975), "女")
            found.append(replace(wife, mobile=father.mobile))
        elif kind < 0.48:
            namesake = _person(draw, len(found), surname, home + 1_000_000, father.birthday, "男")
            found.append(replace(namesake, name=father.name))
    return found[:count]


def rows(persons: list[Person], seed: int = 8) -> Iterator[Row]:
    """What three departments write of them: the police everybody in order, the others most people with slips."""
    draw = random.Random(seed)
    for one in persons:
        yield police(one)
        if draw.random() < 0.7:
            yield _slipped(draw, one, "social-insured")
        if draw.random() < 0.8:
            yield _slipped(draw, one, "health-archive")


def police(one: Person) -> Row:
    """The household register's row."""
    row = {
        **_plain(one),
        "household_no": f"H{one.home:08}",
        "status": "正常",
        "updated_at": "2026-10-01 08:00:00",
    }
    return Row("police-household", (one.resident_id,), one.number, row)


def _slipped(draw: random.Random, one: Person, source: str) -> Row:
    row = {**_plain(one), "mobile": one.mobile, "updated_at": "2026-10-05 08:00:00"}
    slip = draw.random
    if slip() < 0.12:
        row["resident_id"] = ""
    elif slip() < 0.04:
        row["resident_id"] = _wrong_digit(draw, one.resident_id)
    elif one.birthday.year < 2000 and slip() < 0.03:
        row["resident_id"] = one.resident_id[:6] + one.resident_id[8:17]
    if slip() < 0.08:
        row["name"] = "".join(SOUNDS.get(char, char) for char in one.name)
    if slip() < 0.02 and one.birthday.day <= 12:
        row["birthday"] = f"{one.birthday.year}-{one.birthday.day:02}-{one.birthday.month:02}"
    elif slip() < 0.02:
        row["birthday"] = (one.birthday + timedelta(days=draw.choice((-1, 1)))).isoformat()
    if slip() < 0.15:
        row["mobile"] = ""
    elif slip() < 0.06:
        row["mobile"] = _mobile(draw)
    if slip() < 0.5:
        row["address"] = str(row["address"]).removeprefix("山东省滨州市")
    elif slip() < 0.1:
        row["address"] = f"山东省滨州市滨城区渤海七路{draw.randrange(9000)}号"
    if source == "social-insured":
        key: tuple[str, ...] = (f"SB{one.number:08}", "居民养老")
        row |= {"person_no": key[0], "insurance_kind": key[1], "state": "参保缴费"}
    else:
        key = (f"A{one.number:08}",)
        row |= {"archive_no": key[0]}
    return Row(source, key, one.number, row)


def _plain(one: Person) -> dict[str, Any]:
    return {
        "resident_id": one.resident_id,
        "name": one.name,
        "sex": one.sex,
        "birthday": one.birthday.isoformat(),
        "address": f"山东省滨州市滨城区黄河{one.home % 20 + 1}路{one.home}号",
        "village_code": f"371602{one.home % 9:03}{one.home % 97:03}",
    }


def _person(draw: random.Random, number: int, surname: str, home: int, born: date, sex: str) -> Person:
    # The serial and the county keep numbers apart: 7 × 499 people of one sex on one day.
    serial = number % 499 * 2 + (1 if sex == "男" else 2)
    county = ("371602", "371603", "371621", "371622", "371623", "371625", "371681")[number // 499 % 7]
    body = f"{county}{born:%Y%m%d}{serial:03}"
    name = surname + "".join(draw.choices(GIVEN, k=draw.choice((1, 2, 2, 2))))
    identity = body + codes.resident_id_check_digit(body)
    return Person(number, identity, name, sex, born, _mobile(draw), home)


def _day(draw: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=draw.randrange((last - first) * 365))


def _mobile(draw: random.Random) -> str:
    return f"1{draw.choice('3578')}{draw.randrange(10**9):09}"


def _wrong_digit(draw: random.Random, number: str) -> str:
    at = draw.randrange(6, 17)
    return number[:at] + str((int(number[at]) + draw.randrange(1, 10)) % 10) + number[at + 1 :]
