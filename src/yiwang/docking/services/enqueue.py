"""Putting into the outbox what the platforms want to know, once for each of them."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.bus import api as bus
from yiwang.calendar.api import day_of
from yiwang.cases import api as cases
from yiwang.certificates import api as certificates
from yiwang.crypto import api as crypto
from yiwang.docking.models import Message, Party
from yiwang.docking.platforms import platforms, wanting
from yiwang.docking.rules.records import case_drafts, certificate_draft, item_draft, permit_drafts
from yiwang.docking.rules.schedule import first_due
from yiwang.docking.tasks import go_on
from yiwang.docking.types import Draft
from yiwang.items import api as items
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs

HOUSE = SYSTEM("docking")
_LICENCE = "01"
_PURPOSE = "向上级平台推送办件信息"


def push_case(number: str) -> int:
    """Queue whatever of a case has not been queued yet; returns how many messages that made."""
    if not (open_platforms := _open_platforms()):
        return 0
    return _once(f"case:{number}", lambda: _case(number), open_platforms)


def push_certificate(identifier: str) -> int:
    """Queue the state of a certificate."""
    if not (open_platforms := _open_platforms()):
        return 0

    def drafts() -> tuple[str, list[Draft]]:
        view = certificates.certificate(identifier, by=HOUSE)
        return (f"person:{view.person_id}" if view.person_id else "", [certificate_draft(view)])

    return _once(f"certificate:{identifier}", drafts, open_platforms)


def push_item(slug: str) -> int:
    """Queue an item as it stands."""
    if not (open_platforms := _open_platforms()):
        return 0
    return _once(f"item:{slug}", lambda: ("", [item_draft(items.item(slug), timezone.now())]), open_platforms)


def backfill(*, actor: Actor, since: datetime) -> Iterator[int]:
    """Queue the catalogue of items, and every case submitted since a moment with its certificates (全量办件).

    Yields how many messages each made. Raises Refused.
    """
    require(actor, "docking.push", None)
    slug = ""
    while cards := items.published(after=slug):
        for card in cards:
            slug = card.slug
            yield push_item(slug)
    after = 0
    while page := cases.numbers_since(since, after=after):
        for identifier, number in page:
            after = identifier
            made = push_case(number)
            yield made + sum(push_certificate(one) for one in certificates.certificates_of_case(number))


def _open_platforms() -> frozenset[str]:
    rows = Party.objects.filter(kind="platform", enabled=True)
    return frozenset(rows.values_list("slug", flat=True))


def _case(number: str) -> tuple[str, list[Draft]]:
    case = cases.case(number, HOUSE)
    lines = cases.timeline(number, HOUSE)
    item = items.item(case.item_slug, version=case.item_version)
    department = orgs.department(case.row.department_code)
    told = Message.objects.filter(subject=f"case:{number}", kind="case.result").exists()
    drafts = list(case_drafts(case, lines, item, department.credit_code, result_told=told))
    decided = next((line.at for line in lines if line.kind == "decided"), None)
    # A licence is told when its certificate is there: its number and validity are part of what is published.
    if item.task_type == _LICENCE and decided and case.closed and case.outcome:
        view = certificates.certificate(case.certificate, by=HOUSE) if case.certificate else None
        drafts += permit_drafts(case, item, department.credit_code, decided, view)
    person = f"person:{case.applicant.person_id}" if case.applicant.person_id else ""
    return person, drafts


def _once(subject: str, make: Callable[[], tuple[str, list[Draft]]], open_platforms: frozenset[str]) -> int:
    """Queue drafts of one subject. One at a time: two facts of one case must not both find a message missing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"docking:{subject}"])
        person, drafts = make()
        wanted = list(_addressed(drafts, open_platforms))
        standing = set(
            Message.objects.filter(key__in={draft.key for draft, _ in wanted}).values_list("platform", "key")
        )
        fresh = [(draft, slug) for draft, slug in wanted if (slug, draft.key) not in standing]
        now = timezone.now()
        Message.objects.bulk_create(_row(draft, slug, person, now) for draft, slug in fresh)
        for slug in sorted({slug for _, slug in fresh if platforms()[slug].schedule == "at-once"}):
            bus.defer(go_on, platform=slug)
        if fresh:
            ledger.record(
                "docking.queued",
                by=HOUSE.ref,
                subject=subject,
                person=person,
                purpose=_PURPOSE if person else "",
                detail={"platforms": sorted({slug for _, slug in fresh}), "messages": len(fresh)},
            )
    return len(fresh)


def _addressed(drafts: Iterable[Draft], open_platforms: frozenset[str]) -> Iterator[tuple[Draft, str]]:
    for draft in drafts:
        for platform in wanting(draft.kind):
            if platform.slug in open_platforms:
                yield draft, platform.slug


def _row(draft: Draft, slug: str, person: str, now: datetime) -> Message:
    record = json.dumps(draft.record, ensure_ascii=False, separators=(",", ":"))
    return Message(
        message_id=crypto.sm3(f"{slug}|{draft.key}".encode()).hex()[:32],
        platform=slug,
        kind=draft.kind,
        key=draft.key,
        subject=draft.subject,
        person=person,
        day=day_of(now),
        sealed=crypto.seal_field(record),
        due_at=first_due(platforms()[slug].schedule, now),
        created_at=now,
    )
