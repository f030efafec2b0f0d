"""Renew a certificate: a new one, chained to the old."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.certificates.errors import UnknownCertificate, WrongState
from yiwang.certificates.models import Certificate
from yiwang.certificates.permissions import CertificateSubject
from yiwang.certificates.queries import certificate_view, effective_state, today
from yiwang.certificates.rules.life import OPERATIONS, may
from yiwang.certificates.sealing import open_contents
from yiwang.certificates.services.change_state import write_step
from yiwang.certificates.services.issue import Request, issue_request
from yiwang.certificates.types import CertificateView, Holder
from yiwang.codes.api import CertificateIdentifier
from yiwang.seals.api import CERTIFICATE_STATES


def renew(
    *,
    identifier: str,
    fields: Mapping[str, str] | None = None,
    valid_from: date,
    valid_until: date | None = None,
    case_number: str = "",
    transaction_id: str,
    by: Actor,
) -> CertificateView:
    """Issue the next version of a certificate (same number and serial) and cancel the old one; `fields` replace its values.

    Raises what `issue` raises, and UnknownCertificate, WrongState.
    """
    with transaction.atomic():
        old = Certificate.objects.select_for_update().filter(identifier=identifier).first()
        if old is None:
            raise UnknownCertificate
        require(by, "certificates.change-state", CertificateSubject(old.person_id, old.issuer_department))
        again = Certificate.objects.filter(transaction_id=transaction_id, predecessor=old).first()
        if again is not None:
            return certificate_view(again)
        state = effective_state(old.state, old.valid_until, today())
        if not may("replace", state):
            raise WrongState(CERTIFICATE_STATES[state], OPERATIONS["replace"].name)
        name, number, values = open_contents(old.sealed)
        new = issue_request(
            Request(
                type_slug=old.type_slug,
                holder=Holder(name, old.holder_kind, number, old.person_id),
                issuer_department=old.issuer_department,
                fields={**values, **(fields or {})},
                valid_from=valid_from,
                valid_until=valid_until,
                case_number=case_number,
                transaction_id=transaction_id,
                number=old.number,
                predecessor=old,
                version=old.version + 1,
                serial=CertificateIdentifier.parse(old.identifier).serial,
            ),
            by=by,
        )
        write_step(old, "replace", f"由 {new.identifier} 接替", by, timezone.now())
    return certificate_view(new)
