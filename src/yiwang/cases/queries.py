"""Reading one case: one door that asks who is looking."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from yiwang.access.api import Actor, may
from yiwang.calendar.api import Clock, current_calendar
from yiwang.cases import sealing
from yiwang.cases.errors import NoSuchCase
from yiwang.cases.lists import ROW, row_of
from yiwang.cases.models import Act, Case
from yiwang.cases.services.open_case import subject_of
from yiwang.cases.types import (
    Applicant,
    CaseView,
    CorrectionView,
    DecisionView,
    Material,
    StepView,
    TimelineLine,
)
from yiwang.items import api as items
from yiwang.ledger import api as ledger
from yiwang.text import Text

#: Acts that bring the applicant to a window, when the case came in by one.
_VISITS = frozenset({"submitted", "correct", "handed-over"})

_BY_RULE = Text("系统按规则办理", "By rule, automatically")


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


def numbers_since(since: datetime, *, after: int = 0, limit: int = 500) -> tuple[tuple[int, str], ...]:
    """Ids and numbers of the cases submitted from a moment on, in the order they came; nothing about people.

    `after` is the last id of the page before.
    """
    rows = Case.objects.filter(submitted_at__gte=since, id__gt=after).order_by("id")
    return tuple(rows.values_list("id", "number")[:limit])


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


def _view(found: Case, applicant: Applicant, content: dict[str, Any]) -> CaseView:
    now = timezone.now()
    clock = Clock.from_json(found.clock) if found.clock else None
    calendar = current_calendar()
    until = found.decided_at or now
    return CaseView(
        row=row_of({column: getattr(found, column) for column in ROW}, now),
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
