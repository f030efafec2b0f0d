"""Write what departments would hand in about the model city's people, firms, homes and cars."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.crypto.api import open_field
from yiwang.ledger import api as ledger
from yiwang.registers.errors import NothingToStandOn
from yiwang.registers.models import Firm, Home, Person
from yiwang.registers.synthetic.extracts.owners import OWNER_EXTRACTS, Entity, Property, Registry
from yiwang.registers.synthetic.extracts.residents import RESIDENT_EXTRACTS, Desk, Resident
from yiwang.registers.synthetic.extracts.slips import Pen
from yiwang.registers.synthetic.extracts.writing import SUFFIXES, write
from yiwang.registers.types import Extract
from yiwang.text import Text

EXTRACTS: tuple[str, ...] = (*RESIDENT_EXTRACTS, *OWNER_EXTRACTS)


def write_extracts(
    city: str, folder: Path, *, now: datetime, by: access.Actor, seed: int = 2026
) -> tuple[Extract, ...]:
    """One file a resource, `<folder>/<resource>/<resource>.<suffix>`, made of the synthetic registers of a city.

    `now` (aware) is the moment the departments export; the same moment and seed give the same files. Raises
    `Refused`, and `NothingToStandOn` before the registers are made.
    """
    access.require(by, "registers.generate", "extracts")
    by_index = {row.resident_index: resident for row, resident in _residents(Person.objects.order_by("id"))}
    if not by_index:
        raise NothingToStandOn(Text("模拟登记库", "the synthetic registers"))
    people = tuple(by_index.values())
    firms = tuple(_entities(by_index))
    codes = tuple(firm.credit_code for firm in firms if firm.status == "存续")
    homes = tuple(_properties(by_index))
    counties = tuple(area.code for area in areas.children(city))
    name = areas.area(city).name
    written = []
    for resource in EXTRACTS:
        desk = Desk(people, codes, now, Pen(f"{resource}:{seed}"))
        if resource in RESIDENT_EXTRACTS:
            make, form = RESIDENT_EXTRACTS[resource]
            rows = list(make(desk))
        else:
            draw, form = OWNER_EXTRACTS[resource]
            rows = list(draw(Registry(desk, firms, homes, counties, name)))
        if rows:
            written.append(_write(resource, form, rows, folder, desk.pen))
    ledger.record(
        "registers.extracts-written",
        by=by.ref,
        subject="register:extracts",
        detail={"rows": {one.resource: one.rows for one in written}, "synthetic": True},
    )
    return tuple(written)


def synthetic_base(
    *, by: access.Actor
) -> tuple[tuple[Resident, ...], tuple[Entity, ...], tuple[Property, ...]]:
    """The synthetic residents, firms and homes themselves, for rooms that make more synthetic rows about them.

    Raises `Refused`.
    """
    access.require(by, "registers.generate", "extracts")
    by_index = {row.resident_index: resident for row, resident in _residents(Person.objects.order_by("id"))}
    return tuple(by_index.values()), tuple(_entities(by_index)), tuple(_properties(by_index))


def _write(resource: str, form: str, rows: Sequence[dict[str, Any]], folder: Path, pen: Pen) -> Extract:
    path = folder / resource / f"{resource}{SUFFIXES[form]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(rows, form, path)
    return Extract(resource, path, len(rows), dict(pen.planted))


def _residents(rows: QuerySet[Person]) -> Iterator[tuple[Person, Resident]]:
    for row in rows.iterator():
        yield (
            row,
            Resident(
                resident_id=open_field(row.resident_sealed),
                name=row.name,
                sex=row.sex,
                birthday=row.birthday,
                ethnicity=row.ethnicity,
                household_no=row.household_no,
                relation=row.relation,
                address=row.address,
                village_code=row.village_code,
                residence_kind=row.residence_kind,
                status=row.status,
                mobile=open_field(row.mobile_sealed) if row.mobile_sealed else "",
            ),
        )


def _entities(people: dict[str, Resident]) -> Iterator[Entity]:
    for row in Firm.objects.select_related("representative").order_by("credit_code").iterator():
        yield Entity(
            row.credit_code,
            row.name,
            row.kind,
            row.industry,
            people[row.representative.resident_index],
            row.address,
            f"{row.capital:.2f}",
            row.established_on,
            row.status,
        )


def _properties(people: dict[str, Resident]) -> Iterator[Property]:
    for row in Home.objects.order_by("unit_no").iterator():
        yield Property(
            row.unit_no,
            row.certificate_no,
            tuple(people[owner["resident_index"]] for owner in row.owners),
            row.address,
            row.village_code,
            f"{row.area:.2f}",
            row.purpose,
            row.registered_on,
            row.mortgaged,
            row.seized,
        )
