"""What certificates do when they hear of themselves: the base register of certificates follows every change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from yiwang.access.api import SYSTEM
from yiwang.bus.api import subscribe
from yiwang.certificates.facts import CertificateIssued, CertificateStateChanged
from yiwang.certificates.models import Certificate
from yiwang.text import Text
from yiwang.topics import api as topics

STORE, TABLE = "base-certificate", "certificates"
_MANY = 500


@subscribe(CertificateIssued, handler="certificates.tell-base")
def issued(fact: CertificateIssued) -> None:
    """A new certificate, or one taken over from stock, enters the base register."""
    _tell(Certificate.objects.select_related("kind").filter(identifier=fact.identifier))


@subscribe(CertificateStateChanged, handler="certificates.tell-base-of-state")
def state_changed(fact: CertificateStateChanged) -> None:
    """Its state changes there too."""
    _tell(Certificate.objects.select_related("kind").filter(identifier=fact.identifier))


def tell_all() -> int:
    """Bring the base register to what the directory holds; returns how many rows changed there."""
    changed, last = 0, 0
    while rows := list(Certificate.objects.select_related("kind").filter(id__gt=last).order_by("id")[:_MANY]):
        changed += _tell(rows)
        last = rows[-1].pk
    return changed


def _tell(rows: Iterable[Certificate]) -> int:
    return topics.put(STORE, TABLE, [_row(one) for one in rows], by=SYSTEM("certificates"))


def _row(one: Certificate) -> tuple[str, datetime, dict[str, Any]]:
    """A directory record: nothing that was encrypted; the holder by blind index and masked number."""
    return (
        one.identifier,
        one.state_since,
        {
            "identifier": one.identifier,
            "type_slug": one.type_slug,
            "type_code": one.kind.code,
            "type_name": Text.of(one.kind.name).zh,
            "number": one.number,
            "holder_index": one.holder_index,
            "holder_masked": one.holder_masked,
            "holder_kind": one.holder_kind,
            "issuer_code": one.issuer_code,
            "issuer_name": Text.of(one.issuer_name).zh,
            "area_code": one.area_code,
            "valid_from": one.valid_from,
            "valid_until": one.valid_until,
            "issued_on": one.issued_at.date(),
            "state": one.state,
            "state_since": one.state_since,
            "origin": one.get_origin_display(),
        },
    )
