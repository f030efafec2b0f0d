"""From rows to views."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from yiwang.stewardship import tables
from yiwang.stewardship.models import (
    Appointment,
    Archive,
    Destruction,
    ExportRequest,
    Finding,
    Hold,
    Performance,
    Todo,
)
from yiwang.stewardship.types import (
    ArchiveView,
    ChiefView,
    DestructionView,
    ExportView,
    FigureView,
    FindingView,
    HoldView,
    PerformanceView,
    TodoView,
)
from yiwang.text import Text


def finding_view(row: Finding) -> FindingView:
    """A finding as it crosses the door."""
    known = tables.recognisers().get(row.recogniser)
    return FindingView(
        id=row.pk,
        resource=row.resource,
        department=row.department,
        field=row.field,
        recogniser=known.name if known else Text(row.recogniser),
        values=row.values,
        hits=row.hits,
        grade_now=row.grade_now,
        category_now=row.category_now,
        grade_proposed=row.grade_proposed,
        category_proposed=row.category_proposed,
        state=row.state,
        found_at=row.found_at,
        note=row.note,
        version=row.version,
    )


def export_view(row: ExportRequest) -> ExportView:
    """A request as it crosses the door; one whose time is over says so."""
    over = row.state in ("asked", "approved") and row.expires_at < timezone.now()
    return ExportView(
        id=row.pk,
        resource=row.resource,
        department=row.department,
        columns=tuple(row.columns),
        grade=row.grade,
        purpose=row.purpose,
        recipient=row.recipient,
        state="expired" if over else row.state,
        asked_by=row.asked_by,
        asked_name=row.asked_name,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        decided_name=row.decided_name,
        note=row.note,
        rows=row.rows,
        digest=row.digest,
        fetched_at=row.fetched_at,
        trace=row.trace,
    )


def hold_view(row: Hold) -> HoldView:
    """A hold as it crosses the door."""
    return HoldView(row.pk, row.resource, row.reason, row.letter, row.placed_at, row.lifted_at)


def archive_view(row: Archive) -> ArchiveView:
    """An archived partition as it crosses the door."""
    return ArchiveView(row.pk, row.resource, row.table, row.key, row.digest, row.bytes, row.rows, row.at)


def destruction_view(row: Destruction) -> DestructionView:
    """A destruction as it crosses the door."""
    return DestructionView(
        id=row.pk,
        resource=row.resource,
        department=row.department,
        table=row.table,
        partition=row.partition,
        key=row.key,
        due_on=row.due_on,
        basis=row.basis,
        retention_years=row.retention_years,
        state=row.state,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        approvals=tuple(row.approvals),
        files=tuple(row.files),
        document=row.document,
        done_at=row.done_at,
    )


def chief_view(row: Appointment) -> ChiefView:
    """An appointment as it crosses the door."""
    return ChiefView(
        id=row.pk,
        department=row.department,
        account_id=row.account_id,
        username=row.username,
        name=row.name,
        letter=row.letter,
        since=row.since,
        until=row.until,
        duties=tuple(row.duties),
        ended_on=row.ended_on,
        end_reason=row.end_reason,
    )


def todo_view(row: Todo) -> TodoView:
    """A duty of a period as it crosses the door."""
    duty = tables.duties()[row.duty]
    return TodoView(
        id=row.pk,
        duty=row.duty,
        name=duty.name,
        text=duty.text,
        link=duty.link,
        period=row.period,
        due_on=row.due_on,
        done_at=row.done_at,
        note=row.note,
        overdue=row.done_at is None and row.due_on < timezone.localdate(),
    )


def performance_view(row: Performance) -> PerformanceView:
    """A unit's month as it crosses the door; the appointment must be loaded with it."""
    weights = {one.slug: one for one in tables.formula().figures}
    stored: Mapping[str, Mapping[str, Any]] = row.figures
    return PerformanceView(
        id=row.pk,
        department=row.department,
        period=row.period,
        chief=row.appointment.name if row.appointment else "",
        formula=row.formula,
        figures=tuple(
            FigureView(
                weights[slug].name if slug in weights else Text(slug),
                one["value"],
                one["weight"],
                Text.of(one["source"]),
            )
            for slug, one in stored.items()
        ),
        mark=row.mark,
        rank=row.rank,
        state=row.state,
        report=row.report,
        review=row.review,
        recorded_at=row.recorded_at,
        published_at=row.published_at,
    )
