"""What the city gives to the world: its anchors and the lists of withdrawn certificates."""

from datetime import datetime, timedelta
from functools import partial

from yiwang.crypto.api import KeyKind, Revoked, key_store, make_crl
from yiwang.seals.authority.issue import ROOT, current, issuer_name
from yiwang.seals.models import IssuedCertificate
from yiwang.seals.verify.anchors import TrustAnchors
from yiwang.theme.brand import brand

#: A verifier with an older list than this cannot judge newer seals and is told to fetch a new one.
_CRL_LIFE = timedelta(days=90)


def trust_anchors(at: datetime) -> TrustAnchors:
    """The anchors now, with fresh lists."""
    kinds: tuple[KeyKind, ...] = ("sm2", "p256")
    roots = {kind: bytes(current(ROOT, kind).der) for kind in kinds}
    return TrustAnchors(
        brand().city, (roots["sm2"],), (roots["p256"],), tuple(_crl(kind, at) for kind in kinds)
    )


def _crl(kind: KeyKind, at: datetime) -> bytes:
    root = current(ROOT, kind)
    revoked = [
        Revoked(int(row.serial, 16), row.revoked_at, row.reason)
        for row in IssuedCertificate.objects.filter(kind=kind, revoked_at__isnull=False).order_by("id")
        if row.revoked_at is not None
    ]
    return make_crl(
        issuer=issuer_name(root),
        issuer_public_key=key_store().ensure(root.key_name, kind).public_key,
        signer=partial(key_store().sign, root.key_name),
        revoked=revoked,
        number=int(at.timestamp()),
        this_update=at,
        next_update=at + _CRL_LIFE,
        signer_kind=kind,
    )
