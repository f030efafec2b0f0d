"""Look at a profile, and for a path between two."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.bus import api as bus
from yiwang.crypto.api import blind_index, open_field
from yiwang.ledger import api as ledger
from yiwang.profiles.errors import NotOpen, TooManyLooks, UnknownSubject
from yiwang.profiles.facts import ProfileOpened
from yiwang.profiles.models import Edge, Look, Node, Request
from yiwang.profiles.queries import person_of, view
from yiwang.profiles.rules.tables import limits, relations
from yiwang.profiles.types import ProfileView, Relation, RequestView, Step
from yiwang.topics import api as topics

#: How many relations are drawn of one subject, and how many are followed from one node of a path.
MOST, BREADTH = 60, 40
_THINGS = ("house", "vehicle")


def look(request_id: int, *, by: Actor) -> ProfileView:
    """The profile that a request opened: relations, tags, rows of every store. The look goes to the ledger.

    Raises:
        NotOpen: not asked by the reader, not approved, or over. TooManyLooks, Refused.
    """
    with transaction.atomic():
        row, left = _looked(request_id, by, "profiles.opened", None)
        number = open_field(row.node.sealed)
        house = SYSTEM("profiles")
        return ProfileView(
            request=view(row),
            relations=_relations(row.node),
            tags=topics.tags_of(row.node.kind, number, by=house, clearance=topics.CASE),
            rows=topics.about(row.node.kind, number, by=house, clearance=topics.CASE),
            looks_left=left,
        )


def path(request_id: int, *, kind: str, number: str, by: Actor) -> tuple[Step, ...]:
    """The shortest way from the subject of an open request to another, within the limit of steps; empty if none.

    Raises:
        NotOpen, TooManyLooks, UnknownSubject, Refused.
    """
    target = Node.objects.filter(kind=kind, index=blind_index(number.strip().upper())).first()
    if target is None:
        raise UnknownSubject
    with transaction.atomic():
        row, _ = _looked(request_id, by, "profiles.path-searched", target)
        return _way(row.node, target, limits()[1])


def opened(request_id: int, *, by: Actor) -> RequestView:
    """A request of the reader's own, whatever its state. Raises NotOpen, Refused."""
    require(by, "profiles.ask")
    row = Request.objects.select_related("node").filter(pk=request_id, asked_by=by.ref).first()
    if row is None:
        raise NotOpen
    return view(row)


def _looked(request_id: int, by: Actor, act: str, other: Node | None) -> tuple[Request, int]:
    """The open request, the look counted and written down for everybody it touches; and how many looks are left."""
    require(by, "profiles.ask")
    row = Request.objects.select_related("node").filter(pk=request_id, asked_by=by.ref).first()
    if row is None or view(row).state != "open":
        raise NotOpen
    with connection.cursor() as cursor:
        # Looks of one reader are counted one after another.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"profiles:{by.ref}"])
    now, most = timezone.now(), limits()[0]
    made = Look.objects.filter(by_ref=by.ref, at__gt=now - timedelta(hours=1)).count()
    if made >= most:
        raise TooManyLooks(most)
    Look.objects.create(by_ref=by.ref, request=row, at=now)
    purpose = view(row).purpose.name.zh
    touched = [node for node in (row.node, other) if node is not None]
    if row.node.kind in _THINGS:
        # Whoever owns a home or a car is known by it.
        touched += list(Node.objects.filter(outward__end=row.node, kind="person").distinct())
    for node in touched:
        ledger.record(
            act,
            by=by.ref,
            subject=f"profile:{row.pk}",
            detail={"reference": row.reference},
            purpose=purpose,
            person=person_of(node),
        )
    bus.publish(ProfileOpened(row.pk, row.purpose))
    return row, most - made - 1


def _relations(node: Node) -> tuple[Relation, ...]:
    """A subject's relations; those through a household are with its other members."""
    edges = list(
        Edge.objects.select_related("start", "end")
        .filter(Q(start=node) | Q(end=node))
        # Those who work for a firm would be a list of people.
        .exclude(kind="employer", end=node)
        .order_by("id")[:MOST]
    )
    households = [one.end_id for one in edges if one.kind == "household"]
    members = (
        Edge.objects.select_related("start", "end")
        .filter(kind="household", end_id__in=households)
        .exclude(start=node)
        .order_by("id")
    )
    found = [_relation(one, one.start_id == node.pk) for one in edges if one.kind != "household"]
    return (*found, *(_relation(one, outward=False) for one in members[:MOST]))


def _relation(edge: Edge, outward: bool) -> Relation:
    other = edge.end if outward else edge.start
    return Relation(
        kind=edge.kind,
        name=relations()[edge.kind].name,
        outward=outward,
        other_kind=other.kind,
        other=other.label,
        since=edge.since,
        until=edge.until,
        source=edge.source,
        evidence=edge.evidence,
    )


def _way(start: Node, target: Node, hops: int) -> tuple[Step, ...]:
    came: dict[int, Edge | None] = {start.pk: None}
    front = [start.pk]
    for _ in range(hops):
        edges = (
            Edge.objects.select_related("start", "end")
            .filter(Q(start_id__in=front) | Q(end_id__in=front))
            .order_by("id")[: BREADTH * len(front)]
        )
        reached = []
        for edge in edges:
            for one in (edge.start_id, edge.end_id):
                if one not in came:
                    came[one] = edge
                    reached.append(one)
        if target.pk in came:
            return _told(came, target.pk)
        front = reached
        if not front:
            break
    return ()


def _told(came: dict[int, Edge | None], at: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    while (edge := came[at]) is not None:
        here, before = (edge.end, edge.start) if edge.end_id == at else (edge.start, edge.end)
        steps.append(
            Step(
                edge.kind,
                relations()[edge.kind].name,
                before.kind,
                before.label,
                here.kind,
                here.label,
                edge.source,
            )
        )
        at = before.pk
    return tuple(reversed(steps))
