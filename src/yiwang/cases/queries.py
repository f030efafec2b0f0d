"""Reading cases: bounded queries, keyset pages, and one door that asks who is looking."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from yiwang.access.api import Actor, may, require
from yiwang.calendar.api import Clock, current_calendar
from yiwang.cases import sealing
from yiwang.cases.errors import NoSuchCase
from yiwang.cases.models import Act, Case
from yiwang.cases.rules.clock import light
from yiwang.cases.services.open_case import subject_of
from yiwang.cases.types import (
    Applicant,
    CaseRow,
    CaseView,
    CorrectionView,
    DecisionView,
    Material,
    Page,
    QueueFilter,
    StepView,
    TimelineLine,
)
from yiwang.items import api as items
from yiwang.ledger import api as ledger
from yiwang.text import Text

PAGE = 100
#: Acts that bring the applicant to a window, when the case came in by one.
_VISITS = frozenset({"submitted", "correct", "handed-over"})

_BY_RULE = Text("系统按规则办理", "By rule, automatically")

# What a list shows; the sealed column is large and stays where it is.
_ROW = (
    "id", "number", "item_name", "applicant_masked", "state", "step", "step_title", "submitted_at", "yellow_at",
    "due_at", "paused", "closed_at", "decided_at", "department_code", "area_code", "channel",
)  # fmt: skip


def case(number: str, actor: Actor) -> CaseView:
    """The whole case. Looking at it is written into the ledger when the looker is not its applicant.

    Raises:
        NoSuchCase: no such case, or not one that this actor may see.
    """
    found = Case.objects.filter(number=number).first()
    if found is None:
        raise NoSuchCase
    content = sealing.unseal(found.sealed)
    applicant = Applicant(**content["applicant"])
    if not may(actor, "cases.see", subject_of(found, actor, applicant.id_number)):
        raise NoSuchCase
    if actor.kind == "staff":
        ledger.record(
            "cases.seen",
            by=actor.ref,
            subject=f"case:{number}",
            person=found.person_ref,
            purpose=items.purpose_of(Text.of(found.item_name)),
        )
    return _view(found, applicant, content)


def timeline(number: str, actor: Actor) -> tuple[TimelineLine, ...]:
    """What happened, oldest first; an applicant sees the public lines.

    Raises:
        NoSuchCase: as `case`.
    """
    found = Case.objects.filter(number=number).first()
    if found is None:
        raise NoSuchCase
    applicant = Applicant(**sealing.unseal(found.sealed)["applicant"])
    if not may(actor, "cases.see", subject_of(found, actor, applicant.id_number)):
        raise NoSuchCase
    acts = Act.objects.filter(case=found).order_by("id")
    if actor.kind == "resident":
        acts = acts.filter(public=True)
    return tuple(
        TimelineLine(
            at=act.at,
            kind=act.kind,
            text=Text.of(act.text),
            by_name=_name_of(act.by_ref, act.by_name),
            public=act.public,
            at_window=found.channel == "window" and act.kind in _VISITS,
        )
        for act in acts
    )


def my_cases(actor: Actor, *, after: str = "", limit: int = PAGE, open_only: bool = False) -> Page:
    """The cases of the person behind an account, and those it submitted for others; newest first."""
    mine = Q(submitted_by=actor.ref)
    if actor.person_id:
        mine |= Q(person_id=actor.person_id)
    rows = Case.objects.filter(mine)
    if open_only:
        rows = rows.filter(closed_at=None)
    return _newest_first(rows, after, limit)


def queue(actor: Actor, wanted: QueueFilter, *, after: str = "", limit: int = PAGE) -> Page:
    """Open work for the posts this actor holds, the nearest deadline first.

    `mine_only=False` widens it to every case the actor may see, newest first.

    Raises:
        Refused: the actor holds no post that works on cases.
    """
    require(actor, "cases.queue", None)
    if not wanted.mine_only:
        return _newest_first(_narrowed(_visible(actor), wanted), after, limit)
    rows = _narrowed(_waiting_for(actor), wanted)
    return _by_deadline(rows, after, limit)


def find_for_staff(actor: Actor, number: str) -> CaseRow | None:
    """A case by its number, if this actor may see it in a list."""
    found = _visible(actor).filter(number=number).values(*_ROW).first()
    return _row(found, timezone.now()) if found else None


def _posts(actor: Actor, *roles: str) -> list[tuple[str, str, str]]:
    return [(role.slug, role.department, role.area) for role in actor.roles if role.slug in roles]


def _waiting_for(actor: Actor) -> QuerySet[Case]:
    allowed = Q(pk__in=[])
    for slug, department, area in _posts(actor, "window-clerk", "approver", "issuer"):
        post = Q(step_role=slug)
        if slug == "window-clerk":
            post &= Q(area_code__startswith=area) | Q(origin_area__startswith=area)
        else:
            post &= Q(department_code=department) & Q(area_code__startswith=area)
        allowed |= post
    return Case.objects.filter(allowed, closed_at=None)


def _visible(actor: Actor) -> QuerySet[Case]:
    allowed = Q(pk__in=[])
    for slug, department, area in _posts(actor, "window-clerk", "approver", "issuer", "auditor"):
        if slug in {"window-clerk", "auditor"}:
            allowed |= Q(area_code__startswith=area) | Q(origin_area__startswith=area)
        else:
            allowed |= Q(department_code=department) & Q(area_code__startswith=area)
    return Case.objects.filter(allowed)


def _narrowed(rows: QuerySet[Case], wanted: QueueFilter) -> QuerySet[Case]:
    now = timezone.now()
    if wanted.light == "red":
        rows = rows.filter(due_at__lt=now)
    elif wanted.light == "yellow":
        rows = rows.filter(due_at__gte=now, yellow_at__lte=now)
    elif wanted.light == "green":
        rows = rows.filter(Q(yellow_at__gt=now) | Q(yellow_at=None, paused=False))
    elif wanted.light == "paused":
        rows = rows.filter(paused=True)
    for column in ("state", "item_slug", "step", "number"):
        if value := getattr(wanted, column):
            rows = rows.filter(**{column: value})
    return rows


def _by_deadline(rows: QuerySet[Case], after: str, limit: int) -> Page:
    """Keyset over (due_at, id) with cases without a deadline last, in two index ranges."""
    due, _, last = after.partition("_")
    found: list[dict[str, Any]] = []
    if due != "none":
        dated = rows.filter(due_at__isnull=False)
        if after:
            moment = datetime.fromisoformat(due)
            dated = dated.filter(Q(due_at__gt=moment) | Q(due_at=moment, id__gt=int(last)))
        found = list(dated.order_by("due_at", "id").values(*_ROW)[: limit + 1])
    if len(found) <= limit:
        undated = rows.filter(due_at__isnull=True)
        if due == "none":
            undated = undated.filter(id__gt=int(last))
        found += list(undated.order_by("id").values(*_ROW)[: limit + 1 - len(found)])
    key = ""
    if len(found) > limit:
        end = found[limit - 1]
        key = f"{end['due_at'].isoformat() if end['due_at'] else 'none'}_{end['id']}"
    now = timezone.now()
    return Page(tuple(_row(row, now) for row in found[:limit]), key)


def _newest_first(rows: QuerySet[Case], after: str, limit: int) -> Page:
    if after:
        rows = rows.filter(id__lt=int(after))
    found = list(rows.order_by("-id").values(*_ROW)[: limit + 1])
    now = timezone.now()
    key = str(found[limit - 1]["id"]) if len(found) > limit else ""
    return Page(tuple(_row(row, now) for row in found[:limit]), key)


def _row(row: dict[str, Any], now: datetime) -> CaseRow:
    return CaseRow(
        id=row["id"],
        number=row["number"],
        item_name=Text.of(row["item_name"]),
        applicant_name=row["applicant_masked"],
        state=row["state"],
        step=row["step"],
        step_title=Text.of(row["step_title"]),
        light=light(
            closed=row["closed_at"] is not None or row["decided_at"] is not None,
            paused=row["paused"],
            yellow_at=row["yellow_at"],
            due_at=row["due_at"],
            now=now,
        ),
        submitted_at=row["submitted_at"],
        due_at=row["due_at"],
        department_code=row["department_code"],
        area_code=row["area_code"],
        channel=row["channel"],
    )


def _view(found: Case, applicant: Applicant, content: dict[str, Any]) -> CaseView:
    now = timezone.now()
    clock = Clock.from_json(found.clock) if found.clock else None
    calendar = current_calendar()
    until = found.decided_at or now
    return CaseView(
        row=_row({column: getattr(found, column) for column in _ROW}, now),
        item_slug=found.item_slug,
        item_version=found.item_version,
        item_kind=found.item_kind,
        applicant=applicant,
        form=content["form"],
        sources=content["sources"],
        materials=tuple(
            Material(
                slug=one.slug,
                name=one.name,
                digest=one.digest,
                size=one.size,
                media_type=one.media_type,
                source=one.source,
            )
            for one in found.materials.order_by("id")
        ),
        accepted_at=found.accepted_at,
        closed_at=found.closed_at,
        limit_days=clock.limit_days if clock else found.limit_days,
        used_days=clock.used_days(until, calendar) if clock else 0,
        remaining_days=clock.remaining_days(until, calendar) if clock else None,
        pause_reason=clock.pauses[-1].reason if clock and clock.paused else "",
        outcome=found.outcome,
        reasons=tuple(Text.of(reason) for reason in found.reasons),
        decided_by=str(_BY_RULE) if found.automatic else found.decided_by,
        certificate=found.certificate,
        waiting=tuple(
            StepView(
                task_id=step["task_id"],
                name=step["name"],
                title=Text.of(step["title"]),
                role=step["role"],
                outcomes=tuple(step["outcomes"]),
            )
            for step in found.waiting
        ),
        corrections=tuple(
            CorrectionView(tuple(one.items), one.asked_at, one.answered_at)
            for one in found.corrections.order_by("id")
        ),
        decisions=tuple(_decision(record) for record in found.decisions.order_by("id")),
        contestable=found.automatic and found.outcome == "refuse",
    )


def _name_of(ref: str, name: str) -> str:
    """The house itself has no name of its own: say what it does."""
    return str(_BY_RULE) if ref.startswith("system:") else name


def _decision(record: Any) -> DecisionView:
    content = sealing.unseal(record.sealed)
    return DecisionView(
        slug=record.slug,
        title=Text.of(record.title),
        value=content["value"],
        reasons=tuple(Text.of(reason) for reason in record.reasons),
        trace=content["trace"],
        at=record.at,
    )
