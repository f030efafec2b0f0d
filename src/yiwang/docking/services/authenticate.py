"""Who sent a request: the counterpart whose registered key signed it, once, within the window."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.docking import wire
from yiwang.docking.errors import NotAuthentic, Replayed
from yiwang.docking.models import Nonce, Party
from yiwang.docking.rules import signing
from yiwang.text import Text


@dataclass(frozen=True)
class Claim:
    """What a request says about itself: the headers of a signature, and what they cover."""

    party: str
    time: str
    nonce: str
    signature: str
    method: str
    path: str
    body: bytes


@dataclass(frozen=True)
class Known:
    """A counterpart that proved who it is."""

    slug: str
    kind: str
    items: tuple[str, ...]
    department: str


def authenticate(claim: Claim) -> Known:
    """The counterpart behind a request; its nonce is used up.

    An unknown or stopped counterpart and a wrong signature look the same from outside.

    Raises:
        NotAuthentic, Replayed.
    """
    now = timezone.now()
    if not signing.in_time(claim.time, now):
        raise NotAuthentic(Text("时间与本平台相差超过 5 分钟", "its time is more than 5 minutes from ours"))
    if not signing.well_formed_nonce(claim.nonce):
        raise NotAuthentic(Text("随机数格式不对", "the nonce is malformed"))
    party = Party.objects.filter(pk=claim.party, enabled=True).first()
    text = signing.request_text(
        party=claim.party,
        method=claim.method,
        path=claim.path,
        time=claim.time,
        nonce=claim.nonce,
        body=claim.body,
    )
    if party is None or not wire.holds(party.public_key, text, claim.signature):
        raise NotAuthentic(Text("对接方或签名不正确", "unknown counterpart or wrong signature"))
    try:
        with transaction.atomic():
            Nonce.objects.create(party=party.slug, nonce=claim.nonce, at=now)
    except IntegrityError:
        raise Replayed from None
    return Known(party.slug, party.kind, tuple(party.items), party.department)


def forget_nonces() -> int:
    """Forget nonces that the time alone refuses by now; returns how many."""
    return Nonce.objects.filter(at__lt=timezone.now() - 3 * signing.WINDOW).delete()[0]
