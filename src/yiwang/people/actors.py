"""From an account to an actor, and from a request to an account."""

from allauth.account.authentication import get_authentication_records
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from yiwang.access.api import PUBLIC, Actor, Role
from yiwang.ledger import api as ledger
from yiwang.people.models import Account
from yiwang.people.queries import level, postings_in_force

#: Seconds without a request after which a session ends, and the longest life of one.
IDLE_SECONDS = {Account.Kind.RESIDENT: 30 * 60, Account.Kind.STAFF: 15 * 60}
LONGEST_SECONDS = 12 * 60 * 60
_SEEN, _BEGAN = "people.seen", "people.began"
_REFRESH_SECONDS = 30


def actor_of(user: Account | AnonymousUser) -> Actor:
    """The actor an account is at this moment; its second factor is what the session proved."""
    if not isinstance(user, Account) or not user.is_active:
        return PUBLIC
    if user.kind == Account.Kind.STAFF:
        roles = frozenset(
            Role(posting.role, posting.department_code, posting.area_code)
            for posting in postings_in_force(user.pk)
        )
        return Actor(
            ref=user.ref,
            kind="staff",
            name=user.display_name,
            account_id=user.pk,
            # Who they are as a person matters to rules that keep people out of their own affairs.
            person_id=user.person_id,
            mfa=user.second_factor,
            roles=roles,
        )
    return Actor(
        ref=user.ref,
        kind="resident",
        name=user.display_name,
        account_id=user.pk,
        person_id=user.person_id,
        level=level(user),
        mfa=user.second_factor,
    )


def actor_behind(request: HttpRequest) -> Actor:
    """The actor of a request. Ends the session first if it has been idle, or alive, too long."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return PUBLIC
    if _is_over(request, user):
        ledger.record("people.session-ended", by=user.ref, subject=user.ref, detail={"reason": "timeout"})
        logout(request)
        return PUBLIC
    user.second_factor = passed_second_factor(request, user)
    return actor_of(user)


def passed_second_factor(request: HttpRequest, user: Account) -> bool:
    """Whether this session used a one-time code, a recovery code or a passkey."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def _is_over(request: HttpRequest, user: Account) -> bool:
    now = timezone.now().timestamp()
    seen = request.session.get(_SEEN)
    began = request.session.setdefault(_BEGAN, now)
    if now - began > LONGEST_SECONDS:
        return True
    if seen is not None and now - seen > IDLE_SECONDS[Account.Kind(user.kind)]:
        return True
    # Written now and then only: a session saved on every request would be a write on every page.
    if seen is None or now - seen > _REFRESH_SECONDS:
        request.session[_SEEN] = now
    return False
