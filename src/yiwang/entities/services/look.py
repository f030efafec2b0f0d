"""Look at golden records: one by its id, one by its number or by name and birthday. Each look is on the ledger."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.calendar.api import CITY_ZONE
from yiwang.crypto.api import open_field
from yiwang.entities.errors import NoSuchEntity, PurposeMissing, TooWide
from yiwang.entities.kinds import kind_of
from yiwang.entities.models import Decision, Entity, Move, Past, Record
from yiwang.entities.persons import person_refs
from yiwang.entities.rules.blocking import probes_of
from yiwang.entities.rules.definition import Attribute, Kind
from yiwang.entities.rules.names import tidy_name
from yiwang.entities.rules.prepare import number_index, opened, valid_number
from yiwang.entities.rules.standard import iso_date, standardise
from yiwang.entities.rules.survivorship import STEWARD, Golden, Pin, Statement, golden
from yiwang.entities.services import held as records
from yiwang.entities.services.effects import pins_of
from yiwang.entities.services.held import Held
from yiwang.entities.types import EntityView, RecordView, SaidView, ValueView
from yiwang.ledger import api as ledger
from yiwang.text import Text

_STEWARD = Text("数据管理员锁定", "held by a steward")
_FOUND_MOST = 20


def entity(
    kind: str,
    entity_id: int,
    *,
    by: Actor,
    purpose: str,
    known_on: datetime | None = None,
    valid_on: date | None = None,
) -> EntityView:
    """One golden record. `known_on` reads it as the register knew it then, `valid_on` as it was true on a day.

    An id that was merged into another gives the other, as long as the merge stands. Persons are looked at for a
    purpose, and every look is on the ledger.

    Raises:
        Refused, UnknownKind.
        PurposeMissing: of persons, without saying what for.
        NoSuchEntity: there is none, or there was none yet.
        Tampered: a record is not what was written.
    """
    require(by, "entities.look", kind)
    known = kind_of(kind, known_on)
    if known.personal and not purpose.strip():
        raise PurposeMissing
    row = Entity.objects.filter(kind=kind, pk=entity_id).first()
    while row is not None and row.state == "merged" and known_on is None and row.merged_into:
        row = Entity.objects.filter(kind=kind, pk=row.merged_into).first()
    if row is None or (known_on is not None and row.created_at > known_on):
        raise NoSuchEntity
    view = _view(known, row, known_on, valid_on)
    ledger.record(
        "entities.looked",
        by=by.ref,
        subject=f"entity:{kind}:{row.pk}",
        purpose=purpose.strip(),
        person=view.ref if known.personal else "",
        detail={
            "fields": sorted(view.attributes),
            "known_on": known_on.isoformat() if known_on else "",
            "valid_on": valid_on.isoformat() if valid_on else "",
        },
    )
    return view


def find(
    kind: str, *, number: str = "", name: str = "", birthday: str = "", by: Actor, purpose: str
) -> tuple[EntityView, ...]:
    """Entities with this number, or with exactly this name (of persons with the birthday too); nobody is browsed.

    Raises:
        Refused, UnknownKind, PurposeMissing.
        TooWide: neither a number nor a name (with a birthday) was given.
    """
    require(by, "entities.look", kind)
    known = kind_of(kind)
    if known.personal and not purpose.strip():
        raise PurposeMissing
    if number.strip():
        found = by_number(known, number)
    elif len(tidy_name(name)) > 1 and (iso_date(birthday) or not known.personal):
        found = _by_name(known, name, birthday)
    else:
        raise TooWide
    return tuple(entity(kind, one, by=by, purpose=purpose) for one in found[:_FOUND_MOST])


def key_index(kind: str, number: str) -> int | None:
    """The entity a valid number belongs to: an internal key for joining rows; no personal data comes back.

    Of a number that two entities claim, the one whose claim has the more authoritative source; None at a tie.
    """
    found = by_number(kind_of(kind), number)
    return found[0] if found else None


def key_indexes(kind: str, numbers: Iterable[str]) -> dict[str, int]:
    """`key_index` of many numbers in few queries; unknown numbers are left out."""
    known = kind_of(kind)
    wanted = {number: valid for number in set(numbers) if (valid := valid_number(known, number))}
    by_index = {number_index(known, valid): number for number, valid in wanted.items()}
    ranks = records.ranks_of(known)
    best: dict[str, tuple[int, int]] = {}
    indexes = list(by_index)
    for start in range(0, len(indexes), 10_000):
        rows = Record.objects.filter(
            number__in=indexes[start : start + 10_000], source__kind=kind, entity__isnull=False
        )
        for index, entity_id, source in rows.values_list("number", "entity", "source__slug"):
            assert index is not None
            assert entity_id is not None
            offered = (ranks.get(source, 99), entity_id)
            number = by_index[bytes(index)]
            best[number] = min(best.get(number, offered), offered)
    return {number: entity_id for number, (_, entity_id) in best.items()}


def by_number(kind: Kind, number: str) -> list[int]:
    """Entities that hold a number, the one with the most authoritative claim first."""
    valid = valid_number(kind, number)
    if not valid:
        return []
    ranks = records.ranks_of(kind)
    rows = Record.objects.filter(
        number=number_index(kind, valid), source__kind=kind.slug, entity__isnull=False
    ).values_list("entity", "source__slug")
    best: dict[int, int] = {}
    for entity_id, source in rows:
        assert entity_id is not None
        best[entity_id] = min(best.get(entity_id, 99), ranks.get(source, 99))
    return sorted(best, key=lambda one: (best[one], one))


def _by_name(kind: Kind, name: str, birthday: str) -> list[int]:
    """Through the blocks: those that hold the name alone, or name and birthday."""
    if kind.linkage is None:
        return []
    asked = standardise({"name": name, "birthday": birthday}, kind.linkage.standard)
    near = records.in_blocks(kind, probes_of(asked, kind.linkage.blocks), free=False, most=400)
    found = {}
    for one in near:
        same_day = not birthday or one.standard.get("birthday") == iso_date(birthday)
        if one.entity is not None and tidy_name(one.values.get("name")) == tidy_name(name) and same_day:
            found[one.entity] = True
    return sorted(found)


def golden_of(kind: Kind, entity_id: int) -> dict[str, Golden]:
    """The golden record as it is now. The caller answers for the look."""
    statements = [one.statement() for one in records.by_entities(kind, [entity_id])]
    return golden(kind, statements, pins_of([entity_id]).get(entity_id))


def refs_of(kind: Kind, entities: Iterable[int]) -> dict[int, str]:
    """The ledger's references of entities."""
    numbers: dict[int, str] = dict.fromkeys(entities, "")
    if not kind.personal:
        return dict.fromkeys(numbers, "")
    for one in records.by_entities(kind, list(numbers)):
        if one.number is not None and one.entity is not None and not numbers[one.entity]:
            numbers[one.entity] = valid_number(kind, one.raw)
    return person_refs(kind, numbers)


def _view(kind: Kind, row: Entity, known_on: datetime | None, valid_on: date | None) -> EntityView:
    if known_on is None and valid_on is None:
        held = records.by_entities(kind, [row.pk])
        pins: Mapping[str, Pin] = pins_of([row.pk]).get(row.pk, {})
        statements = [one.statement() for one in held]
    else:
        held, statements, pins = _as_known(kind, row.pk, known_on, valid_on)
        if known_on is not None and not held:
            raise NoSuchEntity
    values = golden(kind, statements, pins)
    life = kind.life.state(row.life).title if kind.life and row.life else Text("")
    return EntityView(
        kind=kind.slug,
        kind_name=kind.name,
        id=row.pk,
        ref=refs_of(kind, [row.pk])[row.pk],
        state=row.state,
        merged_into=row.merged_into,
        life=row.life,
        life_title=life,
        life_since=row.life_since,
        attributes={name: value_view(kind, name, value) for name, value in values.items()},
        records=tuple(
            RecordView(
                one.id,
                one.source,
                kind.source(one.source).title,
                kind.source(one.source).department,
                one.as_of,
                one.known_from,
                one.number is not None,
            )
            for one in sorted(held, key=lambda one: (records.ranks_of(kind).get(one.source, 99), one.id))
        ),
        known_on=known_on,
        valid_on=valid_on,
        created_at=row.created_at,
    )


def _as_known(
    kind: Kind, entity_id: int, known_on: datetime | None, valid_on: date | None
) -> tuple[list[Held], list[Statement], dict[str, Pin]]:
    """Records as they were linked and as they spoke at a moment, and what of it held on a day."""
    at = known_on or timezone.now()
    held = [one for one in _linked_at(kind, entity_id, at) if any(_versions(one, at))]
    statements = []
    for one in held:
        versions = _versions(one, at)
        if valid_on is None:
            statements.append(versions[-1])
        else:
            statements += _valid_on(versions, valid_on)
    pins: dict[str, Pin] = {}
    rows = Decision.objects.filter(act="pin", entity=entity_id, at__lte=at).order_by("id")
    for row in rows.filter(Q(undone_at=None) | Q(undone_at__gt=at)):
        pins[row.attribute] = Pin(open_field(row.value_sealed), row.at)
    return held, statements, pins


def _linked_at(kind: Kind, entity_id: int, at: datetime) -> list[Held]:
    """Records that belonged to an entity at a moment: as they are linked now, with the moves since taken back."""
    touched = set(Record.objects.filter(entity=entity_id).values_list("pk", flat=True))
    touched |= set(Move.objects.filter(from_entity=entity_id, at__gt=at).values_list("record", flat=True))
    first_move_since: dict[int, int | None] = {}
    for move in Move.objects.filter(record__in=touched, at__gt=at).order_by("id"):
        first_move_since.setdefault(move.record, move.from_entity)
    found = []
    for one in records.by_ids(kind, touched):
        if first_move_since.get(one.id, one.entity) == entity_id:
            found.append(one)
    return found


def _versions(one: Held, at: datetime) -> list[Statement]:
    """What a record had said up to a moment, oldest first; the last one is what it said then."""
    if one.known_from <= at and not Past.objects.filter(record=one.id).exists():
        return [one.statement()]
    found = []
    for row in Past.objects.filter(record=one.id, known_from__lte=at).order_by("known_from", "id"):
        _, values = opened(one.kind, row.content, bytes(row.sealed) if row.sealed is not None else None)
        since = {name: datetime.fromisoformat(text) for name, text in (row.since or {}).items()}
        found.append(Statement(one.source, one.name, values, row.as_of, since))
    if one.known_from <= at:
        found.append(one.statement())
    return found


def _valid_on(versions: list[Statement], day: date) -> list[Statement]:
    """The values that held on a day, of all that a record ever said: the newest dated up to the end of that day."""
    end = datetime.combine(day, time.max, CITY_ZONE)
    values: dict[str, Any] = {}
    since: dict[str, datetime] = {}
    for version in versions:
        for name, value in version.values.items():
            dated = version.dated(name)
            if dated <= end and (name not in since or dated >= since[name]):
                values[name], since[name] = value, dated
    if not values:
        return []
    last = versions[-1]
    return [Statement(last.source, last.record, values, max(since.values()), since)]


def value_view(kind: Kind, name: str, value: Golden) -> ValueView:
    """A golden value with the names of its sources."""
    attribute: Attribute = kind.attribute(name)
    steward = value.source == STEWARD
    source = None if steward else kind.source(value.source)
    return ValueView(
        name=name,
        title=attribute.title,
        value=value.value,
        source=value.source,
        source_title=source.title if source else _STEWARD,
        department=source.department if source else "",
        as_of=value.as_of,
        agree=value.agree,
        of=value.of,
        said=tuple(
            SaidView(
                one.source,
                kind.source(one.source).title,
                kind.source(one.source).department,
                one.value,
                one.as_of,
                one.agrees,
            )
            for one in value.said
        ),
        authority=value.source == attribute.sources[0],
        pinned=value.pinned,
        many=attribute.many,
        grade=attribute.grade,
        mask=attribute.mask,
    )
