"""Granting and revoking posts."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.people.errors import NoSuchPosting, PostClash
from yiwang.people.facts import PostGranted, PostRevoked
from yiwang.people.models import Account, Posting
from yiwang.people.queries import find, posting_view, postings_in_force
from yiwang.people.rules.postings import may_add
from yiwang.people.types import PostingView
from yiwang.text import Text


def grant_post(
    *,
    account_id: int,
    post_id: str,
    area: str,
    valid_from: date,
    valid_until: date | None = None,
    by: access.Actor,
) -> PostingView:
    """Give an account a post within an area for a period (both days included; None is open-ended).

    Raises `PostClash` if the account is a resident's, holds the post there already, or may not combine it.
    """
    access.require(by, "people.grant-post", account_id)
    row = find(account_id)
    post = orgs.post(post_id)
    _check(row, post.role, valid_from, valid_until)
    with transaction.atomic():
        posting = Posting(
            account=row,
            post_id=str(post.id),
            role=post.role,
            department_code=post.department_code,
            area_code=area,
            valid_from=valid_from,
            valid_until=valid_until,
            granted_by=by.ref,
        )
        try:
            with transaction.atomic():
                posting.save()
        except IntegrityError as error:
            raise PostClash(
                Text("该账号已在此区域担任这个岗位。", "The account holds this post there already."),
                Text("如需改期限，请先收回原任职。", "To change the period, revoke the posting first."),
            ) from error
        detail = {"post": str(post.id), "role": post.role, "area": area, "department": post.department_code}
        ledger.record("people.post-granted", by=by.ref, subject=row.ref, detail=detail)
        bus.publish(PostGranted(row.pk, posting.pk, post.role, post.department_code, area))
    return posting_view(posting, timezone.localdate())


def revoke_post(*, posting_id: int, reason: str, by: access.Actor) -> None:
    """Take a post back now. Raises `NoSuchPosting`."""
    access.require(by, "people.revoke-post", posting_id)
    with transaction.atomic():
        posting = Posting.objects.select_for_update().filter(pk=posting_id, revoked_at=None).first()
        if posting is None:
            raise NoSuchPosting
        posting.revoked_at, posting.revoked_by = timezone.now(), by.ref
        posting.revoke_reason = reason
        posting.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
        subject = f"account:{posting.account_id}"
        detail = {"posting": posting_id, "role": posting.role, "reason": reason}
        ledger.record("people.post-revoked", by=by.ref, subject=subject, detail=detail)
        bus.publish(PostRevoked(posting.account_id, posting_id))


def _check(row: Account, role: str, valid_from: date, valid_until: date | None) -> None:
    if row.kind != Account.Kind.STAFF:
        raise PostClash(
            Text("居民账号不能任职。", "A resident account cannot hold a post."),
            Text("请开立工作人员账号。", "Open a staff account."),
        )
    if valid_until is not None and valid_until < valid_from:
        raise PostClash(
            Text("任职期限的终止日早于起始日。", "The period ends before it begins."),
            Text("请更正日期。", "Correct the dates."),
        )
    verdict = may_add(role, {held.role for held in postings_in_force(row.pk)})
    if not verdict:
        raise PostClash(verdict.reasons[0], verdict.remedy)
