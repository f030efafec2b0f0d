"""比对: hold a list against the register. For each field of each row: yes, no or unknown; never the register's value."""

from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.entities.errors import NotTogether, PurposeMissing, TooMany, TooWide
from yiwang.entities.kinds import kind_of
from yiwang.entities.rules.definition import Attribute, Kind
from yiwang.entities.rules.limits import HIGHEST_GRADE, ROWS_A_DAY, ROWS_AT_ONCE
from yiwang.entities.rules.prepare import valid_number
from yiwang.entities.rules.standard import compared, iso_date, sex
from yiwang.entities.rules.survivorship import Golden, Statement, golden
from yiwang.entities.services import held as records
from yiwang.entities.services.effects import pins_of, today
from yiwang.entities.services.look import key_indexes, refs_of
from yiwang.entities.types import Compared
from yiwang.ledger import api as ledger
from yiwang.text import Text


def comparable(kind: Kind) -> tuple[Attribute, ...]:
    """The attributes that may be compared, the number aside."""
    return tuple(
        one
        for one in kind.attributes
        if not one.many and one.grade <= HIGHEST_GRADE and one.name != kind.number_attribute
    )


def compare(kind: str, rows: Sequence[Mapping[str, str]], *, by: Actor, purpose: str) -> tuple[Compared, ...]:
    """Compare rows of attributes by name; each must hold the kind's number. Every person found is on the ledger.

    Raises:
        Refused, UnknownKind, PurposeMissing.
        TooWide: no rows, or a row without a number.
        TooMany: more than 1,000 rows at once, or 5,000 a day.
        NotTogether: an attribute that is not there or may not be compared.
    """
    require(by, "entities.compare", kind)
    known = kind_of(kind)
    if not purpose.strip():
        raise PurposeMissing
    if not rows or not all(row.get(known.number_attribute, "").strip() for row in rows):
        raise TooWide
    if len(rows) > ROWS_AT_ONCE:
        raise TooMany(ROWS_AT_ONCE)
    allowed = {one.name: one for one in comparable(known)}
    if unknown := {name for row in rows for name in row} - set(allowed) - {known.number_attribute}:
        listed = "、".join(sorted(unknown))
        raise NotTogether(Text(f"不能比对 {listed}", f"{listed} cannot be compared"))
    with transaction.atomic():
        _count_day(known, len(rows), by, purpose.strip())
        homes = key_indexes(kind, (row[known.number_attribute] for row in rows))
        goldens = _goldens(known, set(homes.values()))
        found = tuple(_row(known, at, row, homes, goldens, allowed) for at, row in enumerate(rows, 1))
        for entity, ref in refs_of(known, set(homes.values())).items():
            ledger.record(
                "entities.compared",
                by=by.ref,
                subject=f"entity:{kind}:{entity}",
                purpose=purpose.strip(),
                person=ref,
            )
    return found


def _count_day(kind: Kind, rows: int, by: Actor, purpose: str) -> None:
    """The day's rows of an account, counted on the ledger itself; two comparisons of one account wait in line."""
    subject = f"comparison:{by.ref}:{today():%Y%m%d}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('entities.compare'), hashtext(%s))", [by.ref])
    before = sum(int(str(entry.detail.get("rows", 0))) for entry in ledger.trail(subject))
    if before + rows > ROWS_A_DAY:
        raise TooMany(ROWS_A_DAY, a_day=True)
    ledger.record(
        "entities.comparison",
        by=by.ref,
        subject=subject,
        purpose=purpose,
        detail={"kind": kind.slug, "rows": rows, "at": timezone.now().isoformat()},
    )


def _goldens(kind: Kind, entities: set[int]) -> dict[int, dict[str, Golden]]:
    statements: dict[int, list[Statement]] = {one: [] for one in entities}
    for one in records.by_entities(kind, entities):
        assert one.entity is not None
        statements[one.entity].append(one.statement())
    pins = pins_of(entities)
    return {entity: golden(kind, said, pins.get(entity)) for entity, said in statements.items()}


def _row(
    kind: Kind,
    at: int,
    row: Mapping[str, str],
    homes: Mapping[str, int],
    goldens: Mapping[int, Mapping[str, Golden]],
    allowed: Mapping[str, Attribute],
) -> Compared:
    number = row[kind.number_attribute]
    asked = [name for name in row if name in allowed and row[name].strip()]
    if number not in homes:
        state = "no" if valid_number(kind, number) else "invalid"
        return Compared(at, state, dict.fromkeys(asked, "unknown"))
    values = goldens[homes[number]]
    return Compared(at, "yes", {name: _same(allowed[name], row[name], values.get(name)) for name in asked})


def _same(attribute: Attribute, asked: str, value: Golden | None) -> str:
    if value is None:
        return "unknown"
    given, stands = compared(asked, attribute.same), compared(value.value, attribute.same)
    if attribute.type == "date":
        given, stands = iso_date(given), iso_date(stands)
    if attribute.name == "sex":
        given, stands = sex(given), sex(stands)
    return "yes" if given == stands else "no"
