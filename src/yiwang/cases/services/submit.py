"""Submitting an application: once, whatever the network does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.calendar.api import Clock, day_of
from yiwang.cases import definitions
from yiwang.cases.errors import ItemClosed, LevelTooLow
from yiwang.cases.facts import CaseSubmitted
from yiwang.cases.models import Case
from yiwang.cases.permissions import SubmitSubject
from yiwang.cases.rules.steps import ACCEPTANCE_DAYS
from yiwang.cases.services.advance import advance, save, set_clock
from yiwang.cases.services.authority import acts_for
from yiwang.cases.services.take_form import keep_materials, take_form
from yiwang.cases.types import Applicant
from yiwang.cases.work import Work
from yiwang.certificates import api as certificates
from yiwang.codes import api as codes
from yiwang.crypto import api as crypto
from yiwang.items import api as items
from yiwang.ledger import api as ledger
from yiwang.processes import api as processes
from yiwang.seals import api as seals
from yiwang.text import Text

log = structlog.get_logger("yiwang.cases")

_BY_HAND = Text(
    "电子证照暂时无法自动制作，转由工作人员办理。",
    "The certificate cannot be made automatically; an officer takes over.",
)


@dataclass(frozen=True)
class Submitted:
    """The case that stands; `again` when this transaction id had been submitted before."""

    number: str
    again: bool


def submit(
    *,
    actor: Actor,
    item_slug: str,
    applicant: Applicant,
    data: Mapping[str, Any],
    transaction_id: str,
    channel: str = "portal",
    origin_area: str = "",
) -> Submitted:
    """Submit an application and take it as far as its process goes without a person.

    The same `transaction_id` by the same actor is the same application: a doubled click, a replayed form or a
    client that retries after a crash gets the case that stands. An instant item is decided, and its certificate
    sealed, before this returns; all of it, or none, survives.

    Raises:
        ItemClosed, LevelTooLow, Refused: the application may not be made.
        forms.FormInvalid, forms.PrefillTampered, forms.HostileInput: it is not right; every problem is named.
    """
    try:
        item = items.item(item_slug)
    except items.ItemMissing:
        raise ItemClosed from None
    return once_or_by_hand(
        lambda by_hand: submit_within(
            actor=actor,
            item=item,
            applicant=applicant,
            data=data,
            transaction_id=transaction_id,
            channel=channel,
            origin_area=origin_area,
            by_hand=by_hand,
        )
    )


def once_or_by_hand(act: Callable[[bool], Submitted]) -> Submitted:
    """One transaction of submitting; if the rule's certificate cannot be made, another that hands the case to a person.

    A name with a character that no font has must not lock anybody out.
    """
    try:
        with transaction.atomic():
            return act(False)
    except (seals.CannotPrint, seals.NoSealInUse, seals.NotGranted, certificates.DoesNotFit) as trouble:
        log.warning("cases.by-hand", why=trouble.code)
        with transaction.atomic():
            return act(True)


def submit_within(
    *,
    actor: Actor,
    item: items.Item,
    applicant: Applicant,
    data: Mapping[str, Any],
    transaction_id: str,
    channel: str,
    origin_area: str = "",
    by_hand: bool = False,
) -> Submitted:
    """As `submit`, for an item in hand, as part of the caller's transaction; `by_hand` leaves the decision to a person."""
    _wait_for_the_same(actor, item, applicant, transaction_id)
    if standing := _standing(actor, transaction_id):
        return Submitted(standing, again=True)
    _may_apply(actor, item, applicant, channel)
    case = _new_case(actor, item, applicant, transaction_id, channel, origin_area)
    work = Work(case=case, item=item, applicant=applicant, form={}, actor=actor, now=case.submitted_at)
    take_form(work, data)
    case.counted_area = work.home_area
    work.say("submitted", Text("已提交申请。", "Application submitted."), transaction_id=transaction_id)
    if by_hand:
        work.by_hand = True
        work.say("by-hand", _BY_HAND)
    if item.kind == "promised" or by_hand:
        set_clock(work, Clock(ACCEPTANCE_DAYS, work.now))
    run = processes.start(definitions.process_of(item), facts_of(work))
    ledger.record(
        "cases.submitted",
        by=actor.ref,
        subject=f"case:{case.number}",
        person=case.person_ref,
        detail={"item": item.slug, "version": item.version, "channel": channel},
    )
    bus.publish(CaseSubmitted(number=case.number, item_slug=item.slug, area_code=case.area_code))
    # Written once, as it stands after its process went as far as it goes alone.
    save(work, advance(work, run))
    keep_materials(work)
    return Submitted(case.number, again=False)


def _wait_for_the_same(actor: Actor, item: items.Item, applicant: Applicant, transaction_id: str) -> None:
    """What must not happen twice at one moment happens one after the other.

    The loser of two simultaneous clicks waits here, and then finds the winner's case. Two applications of one person
    for one instant item wait too: otherwise both would find that no certificate is held yet.
    """
    locks = [f"{actor.ref}:{transaction_id}"]
    if item.instant:
        locks.append(f"{item.slug}:{crypto.blind_index(applicant.id_number)}")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS name", [locks]
        )


def _may_apply(actor: Actor, item: items.Item, applicant: Applicant, channel: str) -> None:
    if item.retired or (channel == "portal" and not item.online):
        raise ItemClosed
    acting = acts_for(
        actor,
        kind=applicant.kind,
        person_id=applicant.person_id,
        id_number=applicant.id_number,
        item_slug=item.slug,
    )
    require(actor, "cases.submit", SubmitSubject(applicant.person_id, item.area_code, acting))
    if channel == "portal" and actor.level < item.level_required:
        raise LevelTooLow(item.level_required)


def _standing(actor: Actor, transaction_id: str) -> str | None:
    return (
        Case.objects.filter(submitted_by=actor.ref, transaction_id=transaction_id)
        .values_list("number", flat=True)
        .first()
    )


def _new_case(
    actor: Actor, item: items.Item, applicant: Applicant, transaction_id: str, channel: str, origin_area: str
) -> Case:
    person = applicant.kind == "person"
    return Case(
        number=_number(item.area_code),
        item_slug=item.slug,
        item_version=item.version,
        item_kind=item.kind,
        item_name=item.name.as_dict(),
        applicant_kind=applicant.kind,
        applicant_masked=codes.mask_name(applicant.name) if person else applicant.name,
        person_id=applicant.person_id,
        applicant_index=crypto.blind_index(applicant.id_number),
        submitted_by=actor.ref,
        transaction_id=transaction_id,
        channel=channel,
        department_code=item.department_code,
        area_code=item.area_code,
        origin_area=origin_area,
        state="submitted",
        submitted_at=timezone.now(),
        limit_days=item.promised_days,
    )


def _number(area_code: str) -> str:
    # A sequence is never rolled back and never waited for: two cases at one moment cannot collide or queue up.
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_serial')")
        serial = cursor.fetchone()[0]
    return codes.case_number(area_code[:6].ljust(6, "0"), day_of(timezone.now()), serial % 1_000_000)


def facts_of(work: Work) -> dict[str, Any]:
    """What a case gives to its process (docs/packs-cases.md)."""
    applicant = work.applicant
    return {
        "applicant": {
            "kind": applicant.kind,
            "name": applicant.name,
            "id_kind": applicant.id_kind,
            "id_number": applicant.id_number,
            "person_id": applicant.person_id,
        },
        "form": dict(work.form),
        "today": day_of(work.now),
        "item": {
            "slug": work.item.slug,
            "name": work.item.name.zh,
            "promised_days": work.item.promised_days,
            "area_code": work.item.area_code,
        },
        "case": {"number": work.case.number, "channel": work.case.channel},
    }
