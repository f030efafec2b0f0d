"""Reading accounts, postings and mandates."""

from collections.abc import Iterable
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.codes.api import mask_mobile, mask_name
from yiwang.crypto.api import open_field
from yiwang.people.errors import NoSuchAccount
from yiwang.people.models import Account, Mandate, Posting
from yiwang.people.rules.levels import level_of
from yiwang.people.rules.mandates import Link, chain_holds
from yiwang.people.rules.postings import in_force
from yiwang.people.types import AccountView, MandateView, PostingView, Principal, PrincipalKind
from yiwang.text import Text

NOTHING = Text("")


def account(account_id: int) -> AccountView:
    """One account, or `NoSuchAccount`."""
    return view_of(find(account_id))


def account_named(username: str) -> AccountView:
    """One account by username, or `NoSuchAccount`."""
    return view_of(find_named(username))


def accounts(*, by: Actor, kind: str | None = None, sample: bool | None = None) -> list[AccountView]:
    """Every account, by username; only one kind or only sample ones if asked. For operators and auditors."""
    require(by, "people.see-accounts")
    rows = Account.objects.order_by("username")
    if kind is not None:
        rows = rows.filter(kind=kind)
    if sample is not None:
        rows = rows.filter(is_sample=sample)
    return [view_of(row) for row in rows]


def find(account_id: int) -> Account:
    row = Account.objects.filter(pk=account_id).first()
    if row is None:
        raise NoSuchAccount(str(account_id))
    return row


def find_named(username: str) -> Account:
    row = Account.objects.filter(username=username).first()
    if row is None:
        raise NoSuchAccount(username)
    return row


def view_of(row: Account) -> AccountView:
    return AccountView(
        id=row.pk,
        username=row.username,
        kind="staff" if row.kind == Account.Kind.STAFF else "resident",
        name=row.display_name,
        level=level(row),
        person_id=row.person_id,
        mobile_masked=mask_mobile(open_field(row.mobile_sealed)) if row.mobile_sealed else "",
        active=row.is_active,
        sample=row.is_sample,
    )


def level(row: Account) -> int:
    """The real-name level of an account. Asks for passkeys only where they can matter."""
    verified = row.verified_at is not None
    return level_of(
        mobile_confirmed=row.mobile_confirmed_at is not None,
        identity_verified=verified,
        has_passkey=verified and has_passkey(row),
    )


def has_passkey(row: Account) -> bool:
    """Whether a passkey is bound to the account."""
    return bool(Authenticator.objects.filter(user=row, type=Authenticator.Type.WEBAUTHN).exists())


def has_second_factor(row: Account) -> bool:
    """Whether a one-time password generator or a passkey is bound to the account."""
    kinds = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
    return bool(Authenticator.objects.filter(user=row, type__in=kinds).exists())


def postings_in_force(account_id: int, *, on: date | None = None) -> list[PostingView]:
    """The posts an account holds on a day (today if none is given)."""
    day = on or timezone.localdate()
    rows = Posting.objects.filter(account_id=account_id, revoked_at=None, valid_from__lte=day).filter(
        Q(valid_until=None) | Q(valid_until__gte=day)
    )
    return [posting_view(row, day) for row in rows.order_by("id")]


def holders(role: str, *, on: date | None = None) -> tuple[tuple[str, str], ...]:
    """Everybody who holds a role on a day: the department's code and the account's name, in one query."""
    day = on or timezone.localdate()
    rows = Posting.objects.filter(role=role, revoked_at=None, valid_from__lte=day).filter(
        Q(valid_until=None) | Q(valid_until__gte=day)
    )
    return tuple(rows.order_by("id").values_list("department_code", "account__display_name"))


def postings_of(account_id: int) -> list[PostingView]:
    """Every post an account ever held, newest first."""
    day = timezone.localdate()
    rows = Posting.objects.filter(account_id=account_id).order_by("-id")
    return [posting_view(row, day) for row in rows]


def posting_view(row: Posting, day: date) -> PostingView:
    return PostingView(
        id=row.pk,
        account_id=row.account_id,
        post_id=row.post_id,
        role=row.role,
        department_code=row.department_code,
        area_code=row.area_code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        in_force=in_force(
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            revoked=row.revoked_at is not None,
            on=day,
        ),
    )


def mandates_of(account_id: int, *, at: datetime | None = None) -> list[MandateView]:
    """The mandates an account acts under now: those whose whole chain holds."""
    rows = Mandate.objects.filter(agent_id=account_id).select_related("agent").order_by("-id")
    return [view for view in _mandate_views(rows, at) if view.holds]


def mandates_given(account_id: int, *, at: datetime | None = None) -> list[MandateView]:
    """Every mandate an account granted or passed on, newest first, held or not."""
    rows = Mandate.objects.filter(granted_by_id=account_id).select_related("agent").order_by("-id")
    return _mandate_views(rows, at)


def mandate_lapsed(account_id: int, principal: Principal, matter: str, *, at: datetime | None = None) -> bool:
    """Whether an account once held a mandate of a principal, and holds none for the matter any more."""
    rows = Mandate.objects.filter(
        agent_id=account_id, principal_kind=principal.kind, principal_id=principal.id
    )
    now = at or timezone.now()
    chains = [[link_of(link) for link in chain_of(row)] for row in rows]
    return bool(chains) and not any(chain_holds(chain, now, matter) for chain in chains)


def _mandate_views(rows: Iterable[Mandate], at: datetime | None) -> list[MandateView]:
    return [mandate_view(row, at or timezone.now()) for row in rows]


def mandate_view(row: Mandate, at: datetime) -> MandateView:
    chain = chain_of(row)
    verdict = chain_holds([link_of(link) for link in chain], at)
    return MandateView(
        id=row.pk,
        principal=principal_of(row),
        agent_id=row.agent_id,
        # Anybody may name any username as agent: the whole name is not theirs to learn by it.
        agent_name=mask_name(row.agent.display_name),
        scope=tuple(row.scope),
        may_pass_on=row.may_pass_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        depth=len(chain),
        holds=verdict.allowed,
        why_not=verdict.reasons[0] if verdict.reasons else NOTHING,
    )


def principal_of(row: Mandate) -> Principal:
    kind: PrincipalKind = "firm" if row.principal_kind == Mandate.PrincipalKind.FIRM else "person"
    return Principal(kind, row.principal_id, row.principal_name)


def chain_of(row: Mandate) -> list[Mandate]:
    """The mandate and those above it, the principal's own grant first."""
    chain = [row]
    while (parent := chain[0].parent) is not None:
        chain.insert(0, parent)
    return chain


def link_of(row: Mandate) -> Link:
    return Link(row.valid_from, row.valid_until, row.revoked_at, tuple(row.scope), row.may_pass_on)
