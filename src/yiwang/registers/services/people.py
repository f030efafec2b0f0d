"""Looking at residents outside a register lookup: one person in full, or a search by staff."""

from collections.abc import Iterable

from yiwang.access import api as access
from yiwang.codes.api import mask_resident_id
from yiwang.crypto.api import blind_index, open_field
from yiwang.ledger import api as ledger
from yiwang.registers.errors import NotFound, PurposeMissing, SearchTooWide
from yiwang.registers.models import Person
from yiwang.registers.types import PersonFound, PersonView

_FULL_NAME = 2


def person(person_id: str, *, purpose: str, by: str) -> PersonView:
    """A resident in full; the look goes to the ledger. Raises `NotFound`, `PurposeMissing`."""
    if not purpose.strip():
        raise PurposeMissing
    row = Person.objects.filter(pk=int(person_id)).first() if person_id.isdecimal() else None
    if row is None:
        raise NotFound("population")
    _record("registers.looked-up", row, purpose=purpose, by=by)
    return _view(row)


def search_persons(
    *, by: access.Actor, purpose: str, name: str = "", resident_id: str = "", area: str = "", limit: int = 20
) -> tuple[PersonFound, ...]:
    """Residents with exactly this name or number, inside an area; each one shown goes to the ledger.

    Raises `Refused`, `PurposeMissing`, `SearchTooWide`.
    """
    access.require(by, "registers.search", area)
    if not purpose.strip():
        raise PurposeMissing
    if len(name.strip()) < _FULL_NAME and not resident_id.strip():
        raise SearchTooWide
    rows = Person.objects.filter(village_code__startswith=area).order_by("id")
    if name.strip():
        rows = rows.filter(name=name.strip())
    if resident_id.strip():
        rows = rows.filter(resident_index=blind_index(resident_id.strip().upper()))
    found = list(rows[:limit])
    for row in found:
        _record("registers.searched", row, purpose=purpose, by=by.ref)
    return tuple(
        PersonFound(
            id=str(row.pk),
            name=row.name,
            resident_id_masked=mask_resident_id(open_field(row.resident_sealed)),
            address=row.address,
            residence_kind=row.residence_kind,
            status=row.status,
        )
        for row in found
    )


def matches_identity(name: str, resident_id: str) -> str | None:
    """The id of the living resident with this name and number, or None. The caller records the look."""
    row = Person.objects.filter(resident_index=blind_index(resident_id.strip().upper())).first()
    return str(row.pk) if row is not None and row.name == name.strip() and row.status != "死亡" else None


def person_ids(numbers: Iterable[str]) -> dict[str, str]:
    """The register's ids by identity number, for joining rows; unknown numbers are left out, nothing else comes back."""
    by_index = {blind_index(one.strip().upper()): one for one in set(numbers)}
    found: dict[str, str] = {}
    indexes = list(by_index)
    for start in range(0, len(indexes), 10_000):
        rows = Person.objects.filter(resident_index__in=indexes[start : start + 10_000])
        found |= {by_index[index]: str(pk) for pk, index in rows.values_list("pk", "resident_index")}
    return found


def _record(act: str, row: Person, *, purpose: str, by: str) -> None:
    ledger.record(act, by=by, subject="register:population", purpose=purpose, person=f"person:{row.pk}")


def _view(row: Person) -> PersonView:
    return PersonView(
        id=str(row.pk),
        resident_id=open_field(row.resident_sealed),
        name=row.name,
        name_pinyin=row.name_pinyin,
        sex=row.sex,
        birthday=row.birthday,
        household_no=row.household_no,
        relation_to_head=row.relation,
        address=row.address,
        village_code=row.village_code,
        residence_kind=row.residence_kind,
        status=row.status,
        mobile=open_field(row.mobile_sealed) if row.mobile_sealed else "",
    )
