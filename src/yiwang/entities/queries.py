"""What stewards, officers and the board read: decisions, conflicts, the table of authorities, history, figures."""

from datetime import datetime

from django.db import connection
from django.db.models import Count

from yiwang.access.api import Actor, require
from yiwang.entities.errors import NoSuchEntity
from yiwang.entities.kinds import kind_of, kinds
from yiwang.entities.models import (
    Change,
    Conflict,
    Decision,
    Entity,
    KindVersion,
    LifeEvent,
    MergedSnapshot,
    Review,
)
from yiwang.entities.rules.definition import Kind
from yiwang.entities.types import (
    AuthorityTable,
    AuthorityView,
    ConflictView,
    DecisionView,
    HistoryView,
    KindFigures,
    LifeView,
)
from yiwang.entities.viewing import ACTS, decision_view
from yiwang.text import Text

_CHANGES: dict[str, Text] = {
    "created": Text("建立", "Created"),
    "changed": Text("变更", "Changed"),
    "merged": Text("合并", "Merged"),
    "split": Text("拆分", "Split"),
    "life": Text("状态变化", "Life"),
}
_WIDE = ("data-steward", "operator", "auditor", "leader", "data-chief")


def decisions(
    kind: str, *, actor: Actor, entity: int | None = None, after: int = 0, limit: int = 50
) -> tuple[DecisionView, ...]:
    """Stewards' decisions, the newest first, below the id `after`; with `entity` those about it."""
    require(actor, "entities.decide", kind)
    rows = Decision.objects.filter(kind=kind).order_by("-id")
    if entity is not None:
        rows = rows.filter(entity=entity) | rows.filter(other=entity)
    if after:
        rows = rows.filter(id__lt=after)
    return tuple(decision_view(row) for row in rows[:limit])


def conflicts(
    *, actor: Actor, kind: str = "", state: str = "open", entity: int | None = None, after: int = 0,
    limit: int = 50,
) -> tuple[ConflictView, ...]:  # fmt: skip
    """Where sources disagree, the newest first; an officer sees those their department has to mend. No values."""
    require(actor, "entities.overview", kind or None)
    rows = Conflict.objects.order_by("-id")
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if entity is not None:
        rows = rows.filter(entity=entity)
    elif actor.kind != "system" and not actor.role_slugs.intersection(_WIDE):
        rows = rows.filter(department__in=actor.departments)
    if after:
        rows = rows.filter(id__lt=after)
    known = {one.slug: one for one in kinds()}
    return tuple(_conflict(known[row.kind], row) for row in rows[:limit] if row.kind in known)


def _conflict(kind: Kind, row: Conflict) -> ConflictView:
    return ConflictView(
        id=row.pk,
        kind=row.kind,
        kind_name=kind.name,
        entity_id=row.entity,
        attribute=row.attribute,
        title=kind.attribute(row.attribute).title,
        department=row.department,
        agree=row.agree,
        of=row.of,
        state=row.state,
        ticket=row.ticket,
        opened_at=row.opened_at,
    )


def authorities(kind: str, *, actor: Actor, on: datetime | None = None) -> AuthorityTable:
    """The table of authorities as it holds now, or as it held on a day. Raises Refused, UnknownKind."""
    require(actor, "entities.overview", kind)
    known = kind_of(kind, on)
    versions = tuple(
        KindVersion.objects.filter(kind=kind).order_by("-version").values_list("version", "since")
    )
    version, since = next((one for one in versions if on is None or one[1] <= on), versions[-1])
    return AuthorityTable(
        kind=kind,
        name=known.name,
        version=version,
        since=since,
        versions=versions,
        rows=tuple(_authority(known, name) for name in (one.name for one in known.attributes)),
    )


def _authority(kind: Kind, name: str) -> AuthorityView:
    attribute = kind.attribute(name)
    first, *others = (kind.source(one) for one in attribute.sources)
    return AuthorityView(
        name=name,
        title=attribute.title,
        grade=attribute.grade,
        authority=first.title,
        department=first.department,
        resource=first.resource,
        verified_by=tuple((one.title, one.slug) for one in others),
        ticket=attribute.ticket,
    )


def history(kind: str, entity_id: int, *, actor: Actor) -> tuple[HistoryView, ...]:
    """What happened to a golden record, the newest first: changes, moves, decisions; names of attributes, no values."""
    require(actor, "entities.look", kind)
    known = kind_of(kind)
    titles = {one.name: one.title for one in known.attributes}
    lines = []
    for change in Change.objects.filter(kind=kind, entity__lte=entity_id, last__gte=entity_id).order_by(
        "-id"
    )[:200]:
        named = [titles[one] for one in change.attributes if one in titles]
        what = _CHANGES.get(change.act, Text(change.act))
        if named and change.act != "created":
            what = Text(
                f"{what.zh}：{'、'.join(one.zh for one in named)}",
                f"{what.en}: {', '.join(one.en for one in named)}",
            )
        source = next((one.title.zh for one in known.sources if one.slug == change.source), change.source)
        lines.append(HistoryView(change.at, what, source))
    for row in Decision.objects.filter(kind=kind, entity=entity_id) | Decision.objects.filter(
        kind=kind, other=entity_id
    ):
        lines.append(
            HistoryView(
                row.at,
                Text(f"{ACTS[row.act].zh}：{row.reason}", f"{ACTS[row.act].en}: {row.reason}"),
                row.by_name,
            )
        )
        if row.undone_at:
            lines.append(HistoryView(row.undone_at, Text("撤销决定", "Taken back"), row.undone_by))
    return tuple(sorted(lines, key=lambda one: one.at, reverse=True))


def life(kind: str, entity_id: int, *, actor: Actor) -> tuple[LifeView, ...]:
    """The events of a life, oldest first; those that no rule allows are marked and moved nothing."""
    require(actor, "entities.look", kind)
    known = kind_of(kind)
    if not Entity.objects.filter(kind=kind, pk=entity_id).exists():
        raise NoSuchEntity
    if known.life is None:
        return ()
    titles = {one.slug: one.title for one in known.life.events}
    titles |= {
        "known": Text("首次登记", "First known"),
        "claimed": Text("来源声称", "Claimed by a source"),
        "confirmed": Text("数源确认", "Confirmed by the authority"),
    }
    states = {one.slug: one.title for one in known.life.states}
    return tuple(
        LifeView(
            event=titles.get(row.event, Text(row.event)),
            come_from=states.get(row.come_from, Text("")),
            to=states.get(row.to, Text(row.to)),
            on=row.on,
            source=row.source,
            allowed=row.allowed,
        )
        for row in LifeEvent.objects.filter(entity=entity_id).order_by("id")
    )


def figures(*, actor: Actor) -> tuple[KindFigures, ...]:
    """Every register in figures; no person is named."""
    require(actor, "entities.overview", None)
    entities = _counted(Entity.objects.filter(state="active"))
    doubts = _counted(Review.objects.filter(state="open"))
    quarrels = _counted(Conflict.objects.filter(state="open"))
    merged = dict(MergedSnapshot.objects.order_by("source", "at").values_list("source__id", "at"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.kind, s.slug, s.id, count(r.id), count(r.id) FILTER (WHERE r.entity IS NULL), max(r.known_from)"
            " FROM entities_source s LEFT JOIN entities_record r ON r.source_id = s.id GROUP BY 1, 2, 3"
        )
        counted = {(row[0], row[1]): row[2:] for row in cursor.fetchall()}
    versions = dict(KindVersion.objects.order_by("version").values_list("kind", "version"))
    found = []
    for kind in kinds():
        lines = [(one, counted.get((kind.slug, one.slug), (0, 0, 0, None))) for one in kind.sources]
        found.append(
            KindFigures(
                kind=kind.slug,
                name=kind.name,
                icon=kind.icon,
                personal=kind.personal,
                entities=entities.get(kind.slug, 0),
                records=sum(row[1] for _, row in lines),
                sources=tuple(
                    (one.slug, one.title, row[1], merged.get(row[0]) or row[3]) for one, row in lines
                ),
                waiting=sum(row[2] for _, row in lines),
                conflicts=quarrels.get(kind.slug, 0),
                reviews=doubts.get(kind.slug, 0),
                version=versions.get(kind.slug, 0),
            )
        )
    return tuple(found)


def _counted(rows: object) -> dict[str, int]:
    return dict(rows.values_list("kind").annotate(n=Count("pk")))  # type: ignore[attr-defined]
