"""Fill the population register with residents that do not exist."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.crypto.api import blind_index, seal_field
from yiwang.registers.errors import NothingToStandOn
from yiwang.registers.services import generation
from yiwang.registers.synthetic.places import Village
from yiwang.registers.synthetic.population import Population, SyntheticPerson
from yiwang.registers.types import Generated
from yiwang.text import Text

_COLUMNS = (
    "id", "resident_index", "resident_sealed", "name", "name_pinyin", "sex", "birthday", "ethnicity",
    "household_no", "relation", "address", "village_code", "residence_kind", "permit_until", "status",
    "mobile_sealed", "updated_at",
)  # fmt: skip


def generate_population(city: str, *, residents: int, by: access.Actor, seed: int = 2026) -> Generated:
    """Make `residents` people in the villages of a city (its code); streams, so a million takes minutes.

    Raises `Refused`, `NothingToStandOn`, `AlreadyGenerated`.
    """
    access.require(by, "registers.generate", "population")
    figures = {"residents": residents, "city": city, "seed": seed}
    with transaction.atomic():
        if made := generation.standing("population", city):
            return made
        villages = villages_of(city)
        counties = {county.code: county.name for county in areas.children(city)}
        people = Population(tuple(villages.values()), counties, city, seed)
        total = generation.copy_in("registers_person", _COLUMNS, _rows(people.residents(residents)))
        return generation.close("population", figures, total, by)


def villages_of(city: str) -> dict[str, Village]:
    """The villages of a loaded city by code. Raises `NothingToStandOn`."""
    towns = {town.code: town.full_name for town in areas.within(city, level=4)}
    villages = {
        area.code: Village(area.code, area.name, towns[area.parent_code])
        for area in areas.within(city, level=5)
    }
    if not villages:
        raise NothingToStandOn(Text("行政区划", "the divisions of the city"))
    return villages


def _rows(people: Iterator[SyntheticPerson]) -> Iterator[tuple[Any, ...]]:
    now = timezone.now()
    for number, person in enumerate(people, start=1):
        yield (
            number,
            blind_index(person.resident_id),
            seal_field(person.resident_id),
            person.name,
            person.name_pinyin,
            person.sex,
            person.birthday,
            person.ethnicity,
            person.household_no,
            person.relation,
            person.address,
            person.village_code,
            person.residence_kind,
            person.permit_until,
            person.status,
            seal_field(person.mobile) if person.mobile else "",
            now,
        )
