"""Fill the synthetic system of real-estate registration."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.registers.errors import NothingToStandOn
from yiwang.registers.models import Person
from yiwang.registers.services import generation
from yiwang.registers.services.generate_population import villages_of
from yiwang.registers.synthetic.homes import Homes, Household
from yiwang.registers.synthetic.places import Village
from yiwang.registers.synthetic.population import AS_OF
from yiwang.registers.types import Generated
from yiwang.text import Text

_COLUMNS = (
    "unit_no", "certificate_no", "address", "village_code", "area", "purpose", "right_kind", "holding",
    "owners", "registered_on", "mortgaged", "seized", "updated_at",
)  # fmt: skip
_YOUNGEST = 20
#: The character that stands for a province on papers (GB/T 2260 code to 简称), of the provinces whose cities ship.
_PROVINCES = {"37": "鲁", "41": "豫", "42": "鄂"}


def generate_homes(city: str, *, by: access.Actor, seed: int = 2026) -> Generated:
    """Make the homes that about three quarters of the households own, most of them the door they live behind.

    Raises `Refused`, `NothingToStandOn`, `AlreadyGenerated`.
    """
    access.require(by, "registers.generate", "real-estate")
    figures = {"city": city, "seed": seed}
    with transaction.atomic():
        if made := generation.standing("real-estate", city):
            return made
        villages = villages_of(city)
        households = list(_households(villages))
        if not households:
            raise NothingToStandOn(Text("人口", "the population"))
        homes = Homes(tuple(villages.values()), _PROVINCES.get(city[:2], ""), areas.area(city).name, seed)
        now = timezone.now()
        rows = (
            (
                home.unit_no, home.certificate_no, home.address, home.village_code, home.area, home.purpose,
                home.right_kind, home.holding, Jsonb(home.owners), home.registered_on, home.mortgaged,
                home.seized, now,
            )
            for home in homes.of(households)
        )  # fmt: skip
        total = generation.copy_in("registers_home", _COLUMNS, rows)
        return generation.close("real-estate", figures, total, by)


def _households(villages: dict[str, Village]) -> Iterator[Household]:
    people = Person.objects.order_by("id").values(
        "household_no", "relation", "resident_index", "birthday", "status", "address", "village_code",
        "residence_kind",
    )  # fmt: skip
    for _, members in groupby(people.iterator(), key=itemgetter("household_no")):
        household = list(members)
        first = household[0]
        yield Household(
            tuple(one["resident_index"] for one in household if _may_own(one)),
            first["address"],
            villages[first["village_code"]],
            first["residence_kind"] == "居住证",
        )


def _may_own(member: Mapping[str, Any]) -> bool:
    of_age = member["birthday"] < date(AS_OF.year - _YOUNGEST, 1, 1)
    return member["relation"] in ("户主", "配偶") and member["status"] == "正常" and of_age
