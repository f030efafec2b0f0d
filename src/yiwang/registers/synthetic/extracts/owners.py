"""Firms, institutions, homes and vehicles as their departments know them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from yiwang.registers.synthetic import numbers
from yiwang.registers.synthetic.extracts.residents import Desk, Resident
from yiwang.registers.synthetic.extracts.slips import homophone, short_address, wrong_digit

Row = dict[str, Any]
#: Letters of plates: neither I nor O.
_PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_VIN_CHARACTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
#: Kinds of plates by GA/T 16.7 (from memory): small cars, small cars with new energy.
_SMALL, _CLEAN = "02", "52"
_BRANDS = ("大众", "丰田", "比亚迪", "吉利", "长安", "五菱", "哈弗", "红旗")


@dataclass(frozen=True, slots=True)
class Entity:
    """A firm as the register of legal persons holds it; `capital` in ten thousand yuan."""

    credit_code: str
    name: str
    kind: str
    industry: str
    representative: Resident
    address: str
    capital: str
    established_on: date
    status: str


@dataclass(frozen=True, slots=True)
class Property:
    """A registered home and its owners with their shares in per cent (empty unless by shares)."""

    unit_no: str
    certificate_no: str
    owners: tuple[Resident, ...]
    address: str
    village_code: str
    area: str
    purpose: str
    registered_on: date
    mortgaged: bool
    seized: bool


@dataclass(frozen=True)
class Registry:
    """What the extracts of this file are made from."""

    desk: Desk
    entities: Sequence[Entity]
    properties: Sequence[Property]
    counties: Sequence[str]
    city: str


@cache
def industry_codes() -> Mapping[str, str]:
    """Classes of GB/T 4754-2017 for the trades of the model city (codes from memory, to be checked)."""
    text = files("yiwang.registers").joinpath("data", "industries.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def entities(registry: Registry) -> Iterator[Row]:
    """Market regulation: the base of the register of legal persons."""
    pen, desk = registry.desk.pen, registry.desk
    for one in registry.entities:
        yield {
            "credit_code": pen.text(one.credit_code, wrong_digit, 0.002, "wrong code"),
            "name": one.name,
            "kind": one.kind,
            "representative_id": one.representative.resident_id,
            "representative_name": one.representative.name,
            "address": one.address,
            "industry_code": industry_codes().get(one.industry, ""),
            "capital": one.capital,
            "established_on": one.established_on,
            "status": one.status,
            "updated_at": desk.ago(15),
        }


def shareholders(registry: Registry) -> Iterator[Row]:
    """Market regulation: who owns a company, people and other companies; shares add up to a hundred."""
    desk, random = registry.desk, registry.desk.pen.random
    companies = [one for one in registry.entities if one.kind == "有限责任公司"]
    for one in companies:
        holders: list[tuple[str, str, str]] = [
            ("自然人", one.representative.resident_id, one.representative.name)
        ]
        if random.random() < 0.4:
            other = random.choice(desk.people)
            if other.resident_id != one.representative.resident_id:
                holders.append(("自然人", other.resident_id, other.name))
        if random.random() < 0.1:
            parent = random.choice(companies)
            if parent.credit_code != one.credit_code:
                holders.append(("法人", parent.credit_code, parent.name))
        for number, (kind, code, name) in enumerate(holders):
            share = 100 - 25 * (len(holders) - 1) if number == 0 else 25
            yield {
                "credit_code": one.credit_code,
                "holder_kind": kind,
                "holder_id": code,
                "holder_name": name,
                "share": f"{share}.00",
                "updated_at": desk.ago(200),
            }


def institutions(registry: Registry) -> Iterator[Row]:
    """The staffing commission: public institutions, a school and a clinic in each county."""
    yield from _bodies(registry, "12", ("实验小学", "中心卫生院", "文化馆"), "事业单位", 900_000)


def organisations(registry: Registry) -> Iterator[Row]:
    """Civil affairs: associations and private non-enterprise units."""
    yield from _bodies(registry, "51", ("志愿者协会", "老年人协会", "商会"), "社会团体", 950_000)


def _bodies(registry: Registry, head: str, words: Sequence[str], kind: str, start: int) -> Iterator[Row]:
    desk, random, index = registry.desk, registry.desk.pen.random, start
    grown = [one for one in desk.people if one.status == "正常" and one.age(desk.now.date()) >= 30]
    for county in registry.counties:
        for word in words:
            index += 1
            person = random.choice(grown)
            yield {
                "credit_code": numbers.credit_code(head, county, index),
                "name": f"{registry.city}{county}{word}",
                "kind": kind,
                "representative_id": person.resident_id,
                "representative_name": person.name,
                "address": person.address,
                "status": "正常",
                "updated_at": desk.ago(120),
            }


def tax_enterprises(registry: Registry) -> Iterator[Row]:
    """Tax: firms that file; some answer from another address, some heads changed without the registrar knowing."""
    pen, desk = registry.desk.pen, registry.desk
    for one in registry.entities:
        if one.status != "存续":
            continue
        head = one.representative
        if pen.slips(0.01):
            head = pen.random.choice(desk.people)
            pen.planted["other head"] += 1
        yield {
            "credit_code": one.credit_code,
            "name": pen.text(one.name, homophone, 0.004, "homophone"),
            "representative_id": head.resident_id,
            "mobile": head.mobile,
            "address": pen.text(one.address, short_address, 0.3, "short address"),
            "status": "正常",
            "updated_at": desk.ago(40),
        }


def homes(registry: Registry) -> Iterator[Row]:
    """Natural resources: one row for each owner of a home."""
    desk = registry.desk
    for one in registry.properties:
        for owner in one.owners:
            yield {
                "unit_no": one.unit_no,
                "certificate_no": one.certificate_no,
                "owner_id": owner.resident_id,
                "owner_name": owner.name,
                "address": one.address,
                "village_code": one.village_code,
                "area": one.area,
                "purpose": one.purpose,
                "registered_on": one.registered_on,
                "mortgaged": one.mortgaged,
                "seized": one.seized,
                "updated_at": desk.ago(100),
            }


def vehicles(registry: Registry) -> Iterator[Row]:
    """Public security: cars of grown-ups and of firms."""
    desk, random = registry.desk, registry.desk.pen.random
    owners: list[tuple[str, str, str]] = [
        ("自然人", one.resident_id, one.name)
        for one in desk.people
        if one.age(desk.now.date()) >= 20 and one.status == "正常" and random.random() < 0.25
    ]
    owners += [("法人", one.credit_code, one.name) for one in registry.entities if random.random() < 0.3]
    for number, (kind, code, name) in enumerate(owners, start=1):
        clean = random.random() < 0.3
        yield {
            "plate": f"鲁M{_serial(number, clean)}",
            "plate_kind": _CLEAN if clean else _SMALL,
            "vin": "L" + "".join(random.choices(_VIN_CHARACTERS, k=16)),
            "owner_kind": kind,
            "owner_id": code,
            "owner_name": name,
            "brand": random.choice(_BRANDS),
            "registered_on": desk.now.date() - timedelta(days=random.randint(10, 3600)),
            "status": "正常",
            "updated_at": desk.ago(50),
        }


def _serial(number: int, clean: bool) -> str:
    """The serial of a plate: a letter and four digits, or for clean cars D and five (GA 36-2018, from memory)."""
    if clean:
        return f"D{number % 100_000:05}"
    return f"{_PLATE_LETTERS[number // 10_000 % len(_PLATE_LETTERS)]}{number % 10_000:04}"


#: Resource, how it is made, and in which form the department hands it in.
OWNER_EXTRACTS: Mapping[str, tuple[Callable[[Registry], Iterator[Row]], str]] = {
    "market-entity": (entities, "parquet"),
    "market-shareholder": (shareholders, "csv-utf8"),
    "staffing-institution": (institutions, "xlsx"),
    "civil-organisation": (organisations, "csv-gb18030"),
    "tax-enterprise": (tax_enterprises, "csv-utf8"),
    "realestate-home": (homes, "parquet"),
    "police-vehicle": (vehicles, "csv-utf8"),
}
