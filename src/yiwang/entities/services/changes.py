"""The feed of changes, and the departments that follow it."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.entities.errors import NoSuchSubscription, NotTogether, PurposeMissing
from yiwang.entities.kinds import kind_of, kinds
from yiwang.entities.models import Change, Entity, Subscription
from yiwang.entities.types import ChangeView, SubscriptionView
from yiwang.ledger import api as ledger
from yiwang.text import Text


def changes(
    kind: str, *, after: str = "", limit: int = 1000, attributes: Iterable[str] = ()
) -> tuple[ChangeView, ...]:
    """What changed after a cursor, oldest first: ids and names of attributes, never values.

    A cursor is that of the last line taken; the empty one begins at the beginning. Only changes of the given
    `attributes`, all when there are none; births and merges are always told.
    """
    wanted = set(attributes)
    found: list[ChangeView] = []
    for one in _lines(kind, after):
        if wanted and one.act == "changed" and not wanted.intersection(one.attributes):
            continue
        found.append(one)
        if len(found) == limit:
            break
    return tuple(found)


def _lines(kind: str, after: str) -> Iterator[ChangeView]:
    line, _, within = after.partition(".")
    start, inside = int(line or 0), int(within or 0)
    rows = Change.objects.filter(kind=kind, id__gte=start).order_by("id")
    for row in rows.iterator(chunk_size=500):
        if row.pk == start and row.entity == row.last:
            continue
        for entity in _entities(row, inside if row.pk == start else 0):
            cursor = f"{row.pk}.{entity}" if row.entity != row.last else str(row.pk)
            yield ChangeView(cursor, row.kind, entity, row.act, tuple(row.attributes), row.source, row.at)


def _entities(row: Change, after: int) -> Iterator[int]:
    """One entity, or the run of newborn ones that a line stands for."""
    if row.entity == row.last:
        yield row.entity
        return
    born = Entity.objects.filter(kind=row.kind, pk__gte=max(row.entity, after + 1), pk__lte=row.last)
    yield from born.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


def subscribe(
    kind: str, *, department: str, attributes: Iterable[str] = (), purpose: str, actor: Actor
) -> SubscriptionView:
    """Follow a kind from now on; a department has one subscription a kind, which this changes.

    Raises Refused, UnknownKind, PurposeMissing, and NotTogether for an attribute that is not there.
    """
    require(actor, "entities.subscribe", department)
    known = kind_of(kind)
    if not purpose.strip():
        raise PurposeMissing
    names = tuple(dict.fromkeys(attributes))
    if unknown := set(names) - {one.name for one in known.attributes}:
        listed = "、".join(sorted(unknown))
        raise NotTogether(Text(f"没有属性 {listed}", f"There is no attribute {listed}"))
    with transaction.atomic():
        newest = Change.objects.filter(kind=kind).order_by("-id").first()
        last = newest.last if newest and newest.last != newest.entity else 0
        row, _ = Subscription.objects.update_or_create(
            kind=kind,
            department=department,
            ended_at=None,
            defaults={"attributes": list(names), "purpose": purpose.strip()[:200], "by_ref": actor.ref},
            create_defaults={
                "attributes": list(names),
                "purpose": purpose.strip()[:200],
                "by_ref": actor.ref,
                "seen": newest.pk if newest else 0,
                "seen_within": last,
                "since": timezone.now(),
            },
        )
        ledger.record(
            "entities.subscribed",
            by=actor.ref,
            subject=f"register:{kind}",
            purpose=row.purpose,
            detail={"department": department, "attributes": list(names)},
        )
    return _view(row)


def unsubscribe(subscription_id: int, *, actor: Actor) -> None:
    """End a subscription. Raises NoSuchSubscription, Refused."""
    with transaction.atomic():
        row = _row(subscription_id, actor)
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        ledger.record("entities.unsubscribed", by=actor.ref, subject=f"register:{row.kind}")


def pending(subscription_id: int, *, actor: Actor, limit: int = 1000) -> tuple[ChangeView, ...]:
    """What a subscriber has not acknowledged. Raises NoSuchSubscription, Refused."""
    row = _row(subscription_id, actor)
    return changes(row.kind, after=row.cursor(), limit=limit, attributes=row.attributes)


def acknowledge(subscription_id: int, cursor: str, *, actor: Actor) -> SubscriptionView:
    """Everything up to a cursor has arrived. An older cursor than before changes nothing."""
    with transaction.atomic():
        row = _row(subscription_id, actor)
        line, _, within = cursor.partition(".")
        reached = (int(line), int(within or 0))
        if reached > (row.seen, row.seen_within):
            row.seen, row.seen_within, row.acknowledged_at = *reached, timezone.now()
            row.save(update_fields=["seen", "seen_within", "acknowledged_at"])
            ledger.record(
                "entities.acknowledged",
                by=actor.ref,
                subject=f"register:{row.kind}",
                detail={"department": row.department, "cursor": cursor},
            )
    return _view(row)


def subscriptions(actor: Actor) -> tuple[SubscriptionView, ...]:
    """The subscriptions of the actor's departments; all of them for who keeps the registers."""
    require(actor, "entities.overview", None)
    rows = Subscription.objects.filter(ended_at=None).order_by("kind", "department")
    if actor.kind != "system" and not actor.role_slugs.intersection(("data-steward", "operator", "auditor")):
        rows = rows.filter(department__in={role.department for role in actor.roles})
    return tuple(_view(row) for row in rows)


def _row(subscription_id: int, actor: Actor) -> Subscription:
    row = Subscription.objects.filter(pk=subscription_id, ended_at=None).first()
    if row is None:
        raise NoSuchSubscription
    require(actor, "entities.subscribe", row.department)
    return row


def _view(row: Subscription) -> SubscriptionView:
    names = {one.slug: one.name for one in kinds()}
    return SubscriptionView(
        id=row.pk,
        kind=row.kind,
        kind_name=names.get(row.kind, Text(row.kind)),
        department=row.department,
        attributes=tuple(row.attributes),
        purpose=row.purpose,
        since=row.since,
        seen=row.seen,
        acknowledged_at=row.acknowledged_at,
        waiting=Change.objects.filter(kind=row.kind, id__gt=row.seen).count(),
    )
