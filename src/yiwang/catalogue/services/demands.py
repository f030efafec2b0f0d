"""Demands for sharing (共享需求): stated on an entry, answered by its owner, fulfilled."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.calendar.api import current_calendar
from yiwang.catalogue.demands import demand_view
from yiwang.catalogue.errors import BadDemand, NoSuchDemand, SayWhy, UnknownField, WrongTurn
from yiwang.catalogue.facts import DemandAnswered
from yiwang.catalogue.models import Demand
from yiwang.catalogue.permissions import DemandParties
from yiwang.catalogue.queries import resource
from yiwang.catalogue.reading import locked
from yiwang.catalogue.rules.clocks import answer_due
from yiwang.catalogue.types import DemandView
from yiwang.ledger import api as ledger
from yiwang.text import Text


def state_demand(
    slug: str,
    *,
    department: str,
    purpose: str,
    items: Sequence[str],
    basis: str,
    actor: access.Actor,
    transaction_id: str,
) -> DemandView:
    """Ask for fields of a resource: for what purpose, and on what basis. The owner has ten working days, by rule.

    Raises:
        BadDemand, UnknownField: it does not say what for, which, or why. WrongTurn: it is one's own or not published.
        Refused.
    """
    access.require(actor, "catalogue.demand", department)
    found = resource(slug)
    names = list(dict.fromkeys(items))
    for name in names:
        if found.field(name) is None:
            raise UnknownField(slug, name)
    for given, zh, en in (
        (purpose, "用途", "a purpose"),
        (basis, "依据", "a basis"),
        ("".join(names), "信息项", "fields"),
    ):
        if not given.strip():
            raise BadDemand(Text(f"请填写{zh}。", f"Give {en}."))
    now = timezone.now()
    try:
        with transaction.atomic():
            entry = locked(slug)
            if entry.state != "published" or entry.department_code == department:
                raise WrongTurn(
                    Text(
                        "只能对其他部门已发布的资源提出需求。",
                        "A demand is for a published resource of another department.",
                    )
                )
            row = Demand.objects.create(
                entry=entry,
                owner=entry.department_code,
                department=department,
                purpose=purpose.strip()[:500],
                items=names,
                basis=basis.strip()[:500],
                stated_by=actor.ref,
                stated_at=now,
                due_at=answer_due("demand", now, current_calendar()),
                transaction_id=transaction_id,
            )
            ledger.record(
                "catalogue.demand-stated",
                by=actor.ref,
                subject=f"resource:{slug}",
                purpose=row.purpose,
                detail={"demand": row.pk, "department": department, "items": names, "basis": row.basis},
            )
            return demand_view(row)
    except IntegrityError:
        standing = Demand.objects.select_related("entry").filter(
            stated_by=actor.ref, transaction_id=transaction_id
        )
        return demand_view(standing.get())


def answer_demand(
    demand_id: int, *, agree: bool, answer: str, actor: access.Actor, transaction_id: str = ""
) -> DemandView:
    """The owner agrees or refuses; refusing says why. The same answer again changes nothing. Raises SayWhy, WrongTurn."""
    if not agree and not answer.strip():
        raise SayWhy
    return _step(demand_id, "open", "agreed" if agree else "refused", answer.strip(), actor)


def fulfil_demand(
    demand_id: int, *, note: str = "", actor: access.Actor, transaction_id: str = ""
) -> DemandView:
    """The owner says that what was agreed is delivered. Raises WrongTurn, Refused."""
    return _step(demand_id, "agreed", "fulfilled", note.strip(), actor)


def _step(demand_id: int, expected: str, state: str, answer: str, actor: access.Actor) -> DemandView:
    with transaction.atomic():
        row = (
            Demand.objects.select_for_update(of=("self",))
            .select_related("entry")
            .filter(pk=demand_id)
            .first()
        )
        if row is None:
            raise NoSuchDemand
        access.require(actor, "catalogue.answer-demand", DemandParties(row.owner, row.department))
        if row.state == state:
            return demand_view(row)
        if row.state != expected:
            raise WrongTurn
        row.state = state
        row.answer = (answer or row.answer)[:1000]
        if state == "fulfilled":
            row.fulfilled_at = timezone.now()
        else:
            row.answered_by, row.answered_at = actor.ref, timezone.now()
        row.save()
        ledger.record(
            f"catalogue.demand-{state}",
            by=actor.ref,
            subject=f"resource:{row.entry.slug}",
            detail={"demand": row.pk, "answer": row.answer},
        )
        bus.publish(DemandAnswered(row.pk, row.entry.slug, row.department, state))
        return demand_view(row)
