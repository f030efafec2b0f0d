"""Addresses taken apart: 山东省滨州市滨城区市中街道渤海七路 688 号 3 号楼 → its parts.

The parts are those of the standard address (标准地址): divisions, then road and number or the name of an estate, then
building, unit and room. What a reader leaves out is left empty; what cannot be read stays in `rest`.
"""

import re
from dataclasses import dataclass

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DIVISION = re.compile(
    r"^(?P<province>[^省市区县]{2,8}?省|[^省市区县]{2,6}?自治区)?"
    r"(?P<city>[^市区县路街]{2,8}?市)?"
    r"(?P<county>[^区县市路街]{1,8}?(?:(?<![社小])区|县|市))?"
    r"(?P<town>[^路号]{1,10}?(?:街道办事处|街道|镇|乡))?"
    r"(?P<village>[^路号]{1,12}?(?:社区|村|居)?(?:居民委员会|村民委员会|居委会|村委会)|[^路号]{1,12}?(?:社区|小区|村))?"
)
_ROAD = re.compile(r"^(?P<road>[^\d号栋幢楼]{1,12}?(?:大道|路|街|巷|胡同|道))(?P<number>\d+(?:-\d+)?)号?")
_ROAD_ALONE = re.compile(r"^(?P<road>[^\d号栋幢楼]{1,12}(?:大道|路|街|巷|胡同|道))(?=$|\D)")
_HOUSE_NUMBER = re.compile(r"^(?P<number>\d+(?:-\d+)?)号(?!楼)")
_BUILDING = re.compile(r"(?P<building>\d+)(?:号楼|栋|幢|座)")
_UNIT = re.compile(r"(?P<unit>\d+)单元")
_ROOM = re.compile(r"(?P<room>\d{2,5})(?:室|号房|户)?$")


#: What stands behind the name of a division, outer words first: 新苑社区居委会 is 新苑.
_OFFICES = ("街道办事处", "居民委员会", "村民委员会", "居委会", "村委会", "自治县", "街道", "社区")

_WEIGHTS = {
    "city": 1.0,
    "county": 2.0,
    "town": 2.0,
    "village": 2.0,
    "road": 4.0,
    "number": 3.0,
    "building": 1.0,
}


@dataclass(frozen=True)
class Address:
    """An address in its parts; empty where it says nothing."""

    province: str = ""
    city: str = ""
    county: str = ""
    town: str = ""
    village: str = ""
    road: str = ""
    number: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    rest: str = ""

    @property
    def door(self) -> str:
        """Road, number and building: what a geocoder can place."""
        return f"{self.road}|{self.number}|{self.building}"


def tidy(text: str) -> str:
    """Without spaces and punctuation, digits half width."""
    return re.sub(r"[\s,，.。;；:：()（）#]+", "", text.translate(_DIGITS))


def parse(text: str) -> Address:
    """Take an address apart, from the left."""
    whole = tidy(text)
    found = _DIVISION.match(whole)
    parts = {name: value or "" for name, value in (found.groupdict() if found else {}).items()}
    rest = whole[found.end() :] if found else whole
    parts["town"] = parts.get("town", "").replace("街道办事处", "街道")
    road = _ROAD.match(rest)
    if road is not None:
        parts |= {"road": road.group("road"), "number": road.group("number")}
        rest = rest[road.end() :]
    elif (alone := _ROAD_ALONE.match(rest)) is not None:
        parts["road"] = alone.group("road")
        rest = rest[alone.end() :]
    elif (house := _HOUSE_NUMBER.match(rest)) is not None:
        parts["number"] = house.group("number")
        rest = rest[house.end() :]
    for form, name in ((_BUILDING, "building"), (_UNIT, "unit"), (_ROOM, "room")):
        if (part := form.search(rest)) is not None:
            parts[name] = part.group(name)
            rest = rest[: part.start()] + rest[part.end() :]
    return Address(**parts, rest=rest)


def bare(name: str) -> str:
    """A division's name without what it is: 滨城区 → 滨城, 市中街道办事处 → 市中."""
    for ending in _OFFICES:
        if name.endswith(ending) and len(name) > len(ending):
            name = name.removesuffix(ending)
    return name[:-1] if len(name) > 2 and name[-1] in "省市区县镇乡村" else name


def alike(asked: Address, held: Address) -> float:
    """How well a held address answers what was asked, 0 to 1: only what was asked for counts."""
    total = gained = 0.0
    for name, weight in _WEIGHTS.items():
        wanted, given = getattr(asked, name), getattr(held, name)
        if not wanted:
            continue
        total += weight
        if bare(wanted) == bare(given):
            gained += weight
        elif name == "city" and bare(wanted) == bare(held.county):
            # A city that is a county (邹平市) is written without the one above it.
            gained += weight
        elif name == "number" and wanted.isdigit() and given.isdigit():
            # The house next door is better than none.
            gained += weight * max(0.0, 0.6 - abs(int(wanted) - int(given)) / 50)
    return gained / total if total else 0.0
