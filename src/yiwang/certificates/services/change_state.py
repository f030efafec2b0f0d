"""Suspend, restore, withdraw, cancel, revoke, expire: every step of a certificate's life after its issue."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.bus import api as bus
from yiwang.certificates.errors import UnknownCertificate, WrongState
from yiwang.certificates.facts import CertificateStateChanged
from yiwang.certificates.models import Certificate, StateChange
from yiwang.certificates.permissions import CertificateSubject
from yiwang.certificates.queries import certificate_view, effective_state, today
from yiwang.certificates.rules.life import OPERATIONS, may
from yiwang.certificates.types import CertificateView
from yiwang.ledger import api as ledger
from yiwang.seals.api import CERTIFICATE_STATES

CLOCK = SYSTEM("certificates")
_BATCH = 500


def suspend(*, identifier: str, reason: str, by: Actor) -> CertificateView:
    """Take it out of force for a while (暂扣). Raises `Refused`, UnknownCertificate, WrongState."""
    return _step("suspend", identifier, reason, by)


def restore(*, identifier: str, reason: str, by: Actor) -> CertificateView:
    """Give a suspended one back (暂扣发还). Raises `Refused`, UnknownCertificate, WrongState."""
    return _step("restore", identifier, reason, by)


def withdraw(*, identifier: str, reason: str, by: Actor) -> CertificateView:
    """Annul one that should not have been issued (撤销). Raises `Refused`, UnknownCertificate, WrongState."""
    return _step("withdraw", identifier, reason, by)


def cancel(*, identifier: str, reason: str, by: Actor) -> CertificateView:
    """End one that is no longer needed (注销). Raises `Refused`, UnknownCertificate, WrongState."""
    return _step("cancel", identifier, reason, by)


def revoke(*, identifier: str, reason: str, by: Actor) -> CertificateView:
    """Take it away as a penalty (吊销). Raises `Refused`, UnknownCertificate, WrongState."""
    return _step("revoke", identifier, reason, by)


def expire_due() -> int:
    """Mark every certificate whose last day is over; how many. Done nightly; readers see the right state even before."""
    ended = Certificate.objects.filter(state__in=["01", "02"], valid_until__lt=today()).order_by("id")
    count = 0
    while batch := list(ended.values_list("pk", flat=True)[:_BATCH]):
        for key in batch:
            with transaction.atomic():
                row = Certificate.objects.select_for_update().get(pk=key)
                if may("expire", row.state):
                    write_step(row, "expire", "有效期届满", CLOCK, timezone.now())
                    count += 1
    return count


def _step(operation: str, identifier: str, reason: str, by: Actor) -> CertificateView:
    with transaction.atomic():
        row = Certificate.objects.select_for_update().filter(identifier=identifier).first()
        if row is None:
            raise UnknownCertificate
        require(by, "certificates.change-state", CertificateSubject(row.person_id, row.issuer_department))
        state = effective_state(row.state, row.valid_until, today())
        if not may(operation, state):
            raise WrongState(
                CERTIFICATE_STATES.get(state, CERTIFICATE_STATES["99"]), OPERATIONS[operation].name
            )
        write_step(row, operation, reason, by, timezone.now())
    return certificate_view(row)


def write_step(row: Certificate, operation: str, reason: str, by: Actor, now: datetime) -> None:
    """Save, audit and tell one step; the caller holds the row's lock and has checked that it may be taken."""
    row.state, row.state_since, row.state_reason = OPERATIONS[operation].ends, now, reason[:300]
    row.save(update_fields=["state", "state_since", "state_reason"])
    StateChange.objects.create(
        certificate=row, operation=operation, state=row.state, at=now, by_ref=by.ref, reason=reason[:300]
    )
    ledger.record(
        f"certificates.{operation}",
        by=by.ref,
        subject=f"certificate:{row.identifier}",
        detail={"reason": reason, "state": row.state},
        person=f"person:{row.person_id}" if row.person_id else "",
    )
    bus.publish(CertificateStateChanged(row.identifier, row.type_slug, row.person_id, operation, row.state))
