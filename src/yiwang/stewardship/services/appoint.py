"""Appointing data chiefs: one for a unit at a time, by letter, for a term, with the post that goes with it."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.codes import api as codes
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.people import api as people
from yiwang.stewardship.errors import ChiefStands, Incomplete, NothingThere
from yiwang.stewardship.models import Appointment
from yiwang.stewardship.reading import chief_view
from yiwang.stewardship.tables import duties
from yiwang.stewardship.types import ChiefView
from yiwang.text import Text

_HOUSE = SYSTEM("stewardship")


def appoint(
    *,
    actor: Actor,
    department: str,
    username: str,
    letter: str,
    since: date,
    until: date,
    replace: bool = False,
) -> ChiefView:
    """Appoint a member of staff; with `replace` the chief that stands is ended on the same day.

    The post of a data chief (`<department>.data-chief`) goes with it where the unit has one, and ends with it.

    Raises:
        Refused, ChiefStands, Incomplete; orgs.UnknownDepartment, people.NoSuchAccount, people.PostClash.
    """
    require(actor, "stewardship.appoint", department)
    office = orgs.department(department)
    missing = []
    if not letter.strip():
        missing.append(Text("请填写任命文号", "Name the letter of appointment"))
    if until <= since:
        missing.append(Text("任期终止应晚于起始", "The term ends before it begins"))
    if missing:
        raise Incomplete(missing)
    account = people.account_named(username)
    if account.kind != "staff" or not account.active:
        raise Incomplete([Text("数长应为在用的工作人员账号", "A chief has a staff account in use")])
    try:
        with transaction.atomic():
            standing = (
                Appointment.objects.select_for_update().filter(department=department, ended_on=None).first()
            )
            if standing is not None:
                if not replace:
                    raise ChiefStands(standing.name)
                _end(standing, actor, since, f"由 {account.name} 接替")
            row = Appointment.objects.create(
                department=department,
                account_id=account.id,
                username=username,
                name=account.name,
                letter=letter.strip()[:100],
                since=since,
                until=until,
                appointed_by=actor.ref,
                appointed_at=timezone.now(),
                duties=list(duties()),
            )
            row.posting_id = _post(account.id, office, since, until)
            row.save(update_fields=["posting_id"])
            ledger.record(
                "stewardship.appointed",
                by=actor.ref,
                subject=f"department:{department}",
                detail={"account": account.ref, "letter": row.letter, "since": since, "until": until},
            )
    except IntegrityError:
        raise ChiefStands("") from None
    return chief_view(row)


def end_term(*, actor: Actor, appointment_id: int, on: date, reason: str) -> None:
    """End a term early or on its day. Raises Refused, NothingThere, Incomplete."""
    require(actor, "stewardship.appoint", None)
    if not reason.strip():
        raise Incomplete([Text("请写明理由", "Say why")])
    with transaction.atomic():
        row = Appointment.objects.select_for_update().filter(pk=appointment_id, ended_on=None).first()
        if row is None:
            raise NothingThere
        _end(row, actor, on, reason)


def assign(*, actor: Actor, appointment_id: int, chosen: Sequence[str]) -> None:
    """Settle which duties the chief answers for, from the table of duties. Raises Refused, NothingThere, Incomplete."""
    require(actor, "stewardship.appoint", None)
    known = [slug for slug in duties() if slug in set(chosen)]
    if not known:
        raise Incomplete([Text("请至少选择一项职责", "Choose at least one duty")])
    with transaction.atomic():
        row = Appointment.objects.select_for_update().filter(pk=appointment_id, ended_on=None).first()
        if row is None:
            raise NothingThere
        row.duties = known
        row.save(update_fields=["duties"])
        ledger.record(
            "stewardship.assigned",
            by=actor.ref,
            subject=f"department:{row.department}",
            detail={"duties": known},
        )


def _end(row: Appointment, actor: Actor, on: date, reason: str) -> None:
    row.ended_on, row.end_reason, row.ended_by = on, reason.strip()[:300], actor.ref
    row.save()
    if row.posting_id is not None:
        try:
            with transaction.atomic():
                people.revoke_post(posting_id=row.posting_id, reason=row.end_reason, by=_HOUSE)
        except people.NoSuchPosting:
            pass  # the operator took it back already
    ledger.record(
        "stewardship.ended",
        by=actor.ref,
        subject=f"department:{row.department}",
        detail={"account": f"account:{row.account_id}", "on": on, "reason": row.end_reason},
    )


def _post(account_id: int, office: orgs.Department, since: date, until: date) -> int | None:
    """Grant the unit's post of a data chief, unless the account holds it already."""
    post_id = f"{office.code}.data-chief"
    if post_id not in {str(post.id) for post in orgs.posts(office.code, role="data-chief")}:
        return None
    if any(one.post_id == post_id and one.in_force for one in people.postings_of(account_id)):
        return None
    posting = people.grant_post(
        account_id=account_id,
        post_id=post_id,
        area=codes.short_region_code(office.area_code),
        valid_from=since,
        valid_until=until,
        by=_HOUSE,
    )
    return posting.id
