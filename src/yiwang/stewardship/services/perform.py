"""A unit's month: recorded from the house's own numbers, reported on by its chief, reviewed, published."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.collection import api as collection
from yiwang.ledger import api as ledger
from yiwang.quality import api as quality
from yiwang.stewardship.errors import Incomplete, NothingThere, WrongTurn
from yiwang.stewardship.models import Appointment, Performance
from yiwang.stewardship.rules.performance import Figure, composite, ranked, share
from yiwang.stewardship.rules.periods import bounds, is_month
from yiwang.stewardship.tables import formula
from yiwang.text import Text
from yiwang.tickets import api as tickets


def record_performance(*, actor: Actor, period: str) -> int:
    """Take every unit's figures of a month and rank them; published months stay as they are. Returns how many units.

    Raises:
        Refused; Incomplete for what is no month.
    """
    require(actor, "stewardship.appoint", None)
    if not is_month(period):
        raise Incomplete([Text("月份写作 2026-11", "Write the month as 2026-11")])
    used = formula()
    figures = _figures(period)
    marks = {unit: composite(used, mine) for unit, mine in figures.items()}
    places = ranked(marks)
    now = timezone.now()
    chiefs = {row.department: row for row in Appointment.objects.filter(ended_on=None)}
    with transaction.atomic():
        settled = set(
            Performance.objects.filter(period=period, state="published").values_list("department", flat=True)
        )
        for unit, mine in figures.items():
            if unit in settled:
                continue
            Performance.objects.update_or_create(
                department=unit,
                period=period,
                defaults={
                    "appointment": chiefs.get(unit),
                    "formula": used.version,
                    "figures": {
                        one.slug: {
                            "value": mine[one.slug].value,
                            "weight": one.weight,
                            "source": mine[one.slug].source.as_dict(),
                        }
                        for one in used.figures
                    },
                    "mark": marks[unit],
                    "rank": places.get(unit),
                    "recorded_at": now,
                },
            )
        ledger.record(
            "stewardship.performance",
            by=actor.ref,
            subject=f"period:{period}",
            detail={"units": len(figures), "formula": used.version},
        )
    return len(figures)


def report_performance(*, actor: Actor, performance_id: int, text: str) -> None:
    """The chief's own words (自评). Raises NothingThere, Refused, Incomplete, WrongTurn."""
    with transaction.atomic():
        row = _locked(performance_id)
        require(actor, "stewardship.chief", row.department)
        if not text.strip():
            raise Incomplete([Text("请填写自评", "Write your report")])
        if row.state not in ("recorded", "reported"):
            raise WrongTurn(Text("已评议，不能再改自评。", "It is reviewed; the report stands."))
        row.state, row.report, row.reported_at = "reported", text.strip()[:2000], timezone.now()
        row.save()
        _note(actor, "stewardship.reported", row)


def review_performance(*, actor: Actor, performance_id: int, text: str) -> None:
    """The bureau's review (评议), also where no report came. Raises NothingThere, Refused, Incomplete, WrongTurn."""
    require(actor, "stewardship.appoint", None)
    with transaction.atomic():
        row = _locked(performance_id)
        if not text.strip():
            raise Incomplete([Text("请填写评议意见", "Write the review")])
        if row.state == "published":
            raise WrongTurn(Text("已公布。", "It is published."))
        row.state, row.review = "reviewed", text.strip()[:2000]
        row.reviewed_by, row.reviewed_at = actor.ref, timezone.now()
        row.save()
        _note(actor, "stewardship.reviewed", row)


def publish_performance(*, actor: Actor, period: str) -> int:
    """Publish a month once every unit with a chief is reviewed; it never changes afterwards. Returns how many units.

    Raises:
        Refused, NothingThere; WrongTurn naming how many still wait.
    """
    require(actor, "stewardship.appoint", None)
    with transaction.atomic():
        rows = list(Performance.objects.select_for_update(of=("self",)).filter(period=period))
        if not rows:
            raise NothingThere
        waiting = [row for row in rows if row.appointment_id and row.state in ("recorded", "reported")]
        if waiting:
            raise WrongTurn(
                Text(f"还有 {len(waiting)} 个单位未评议。", f"{len(waiting)} units wait for their review.")
            )
        now = timezone.now()
        Performance.objects.filter(period=period).exclude(state="published").update(
            state="published", published_at=now
        )
        ledger.record(
            "stewardship.published", by=actor.ref, subject=f"period:{period}", detail={"units": len(rows)}
        )
    return len(rows)


def _figures(period: str) -> dict[str, dict[str, Figure]]:
    """Every unit that brings data, with its five figures; each source a handful of queries for all units together."""
    since, until = bounds(period)
    scores = {one.department: one for one in quality.ranking(period)}
    asked = {one.department: one for one in tickets.statistics(since=since, until=until)}
    wanted = {one.owner: one for one in catalogue.demand_statistics(since, until)}
    aggregated = {one.department: one for one in collection.statistics().departments}
    fields = _fields()
    found = {}
    for unit in sorted({*fields, *scores, *asked, *wanted, *aggregated}):
        score, ticket, demand, core = (
            scores.get(unit),
            asked.get(unit),
            wanted.get(unit),
            aggregated.get(unit),
        )
        bound, number = fields.get(unit, (0, 0))
        due = ticket.answered + ticket.overdue if ticket else 0
        found[unit] = {
            "quality": Figure(
                "quality",
                score.score if score else None,
                Text(
                    f"数据质量：{score.resources if score else 0} 个数据集，{score.rows if score else 0} 行",
                    f"quality: {score.resources if score else 0} data sets, {score.rows if score else 0} rows",
                ),
            ),
            "tickets": Figure(
                "tickets",
                share(ticket.in_time, due) if ticket else None,
                Text(
                    f"校核工单：按期 {ticket.in_time if ticket else 0} / 应答复 {due}",
                    f"tickets: {ticket.in_time if ticket else 0} in time of {due} due",
                ),
            ),
            "catalogue": Figure(
                "catalogue",
                share(bound, number),
                Text(
                    f"资源目录：绑定数据元 {bound} / 字段 {number}",
                    f"catalogue: {bound} of {number} fields follow an element",
                ),
            ),
            "aggregation": Figure(
                "aggregation",
                share(core.collected, core.core) if core else None,
                Text(
                    f"归集：按期 {core.collected if core else 0} / 核心资源 {core.core if core else 0}",
                    f"collection: {core.collected if core else 0} of {core.core if core else 0} core resources in time",
                ),
            ),
            "demands": Figure(
                "demands",
                share(demand.stated - demand.overdue, demand.stated) if demand else None,
                Text(
                    f"共享需求：按期 {demand.stated - demand.overdue if demand else 0} / {demand.stated if demand else 0}",
                    f"demands: {demand.stated - demand.overdue if demand else 0} of {demand.stated if demand else 0} in time",
                ),
            ),
        }
    return found


def _fields() -> Mapping[str, tuple[int, int]]:
    """For each unit: fields that follow a data element, and fields in all, of its published resources."""
    found: dict[str, tuple[int, int]] = {}
    after = ""
    while True:
        page = catalogue.resources(after=after, limit=500)
        for row in page.rows:
            bound, number = found.get(row.department, (0, 0))
            found[row.department] = (bound + row.bound_count, number + row.field_count)
        if not page.next:
            return found
        after = page.next


def _note(actor: Actor, act: str, row: Performance) -> None:
    ledger.record(act, by=actor.ref, subject=f"department:{row.department}", detail={"period": row.period})


def _locked(performance_id: int) -> Performance:
    row = Performance.objects.select_for_update().filter(pk=performance_id).first()
    if row is None:
        raise NothingThere
    return row
