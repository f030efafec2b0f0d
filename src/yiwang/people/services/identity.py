"""Real-name verification: binding an account to a person of the population register."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.codes.api import check_resident_id
from yiwang.crypto.api import blind_index, seal_field
from yiwang.ledger import api as ledger
from yiwang.people.errors import AlreadyVerified, IdentityMismatch, IdentityTaken
from yiwang.people.facts import IdentityVerified
from yiwang.people.models import Account
from yiwang.people.queries import find, view_of
from yiwang.people.services.lockout import clear_failures, note_failure, refuse_if_locked
from yiwang.people.sources import identity_source
from yiwang.people.types import AccountView


def verify_identity(
    *, account_id: int, name: str, resident_id: str, by: access.Actor, verified_by: str = "population"
) -> AccountView:
    """Raise an account to real-name level 2.

    Name and ID number are compared with the population register. Raises `BadCode`, `IdentityMismatch`,
    `IdentityTaken`, `AlreadyVerified`, `Locked` after five mismatches, and whatever the source raises when down.
    """
    access.require(by, "people.verify-identity", account_id)
    key = f"identity:{account_id}"
    refuse_if_locked(key)
    row = find(account_id)
    number = check_resident_id(resident_id, on=timezone.localdate()).number
    index = blind_index(number)
    if row.verified_at is not None and row.resident_id_index != index:
        raise AlreadyVerified
    answer = identity_source().verify(name=name.strip(), resident_id=number, by=by.ref)
    if not answer.matches:
        note_failure(key, subject=row.ref)
        raise IdentityMismatch(answer.reason)
    with transaction.atomic():
        _bind(row, name.strip(), number, index, answer.person_id, verified_by)
        clear_failures(key)
        ledger.record(
            "people.identity-verified",
            by=by.ref,
            subject=row.ref,
            person=f"person:{answer.person_id}",
            purpose="real-name verification",
            detail={"source": answer.source.zh, "verified_by": verified_by},
        )
        bus.publish(IdentityVerified(row.pk, answer.person_id, verified_by))
    return view_of(row)


def _bind(row: Account, name: str, number: str, index: str, person_id: str, verified_by: str) -> None:
    row.display_name, row.person_id = name, person_id
    row.resident_id_sealed, row.resident_id_index = seal_field(number), index
    row.verified_at, row.verified_by = timezone.now(), verified_by
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise IdentityTaken from error
