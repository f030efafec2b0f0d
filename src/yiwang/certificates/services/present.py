"""Show a certificate by a short-lived code (亮证), and check a code that was shown."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from yiwang.access.api import PUBLIC, Actor, require
from yiwang.certificates.errors import PresentationOver, UnknownCertificate, WrongState
from yiwang.certificates.holders import subject_of
from yiwang.certificates.models import Certificate, Presentation
from yiwang.certificates.queries import effective_state, public_view, today
from yiwang.certificates.rules.life import VALID
from yiwang.certificates.services.record_use import write_use
from yiwang.certificates.types import PresentCode, Presented
from yiwang.crypto.api import sm3
from yiwang.ledger import api as ledger
from yiwang.seals.api import CERTIFICATE_STATES
from yiwang.text import Text

#: How long a shown code is good; the page asks for a new one when it is over.
LIFE = timedelta(seconds=60)


def present(*, identifier: str, purpose: str, by: Actor) -> PresentCode:
    """A code for the holder to show, good for a minute. It carries no data: who reads it must ask here, and is logged.

    Raises UnknownCertificate, `Refused`, WrongState when the certificate is not in force.
    """
    now = timezone.now()
    with transaction.atomic():
        row = Certificate.objects.filter(identifier=identifier).first()
        if row is None:
            raise UnknownCertificate
        require(by, "certificates.present", subject_of(row, by))
        state = effective_state(row.state, row.valid_until, today())
        if state != VALID:
            raise WrongState(CERTIFICATE_STATES[state], Text("出示", "show"))
        token = secrets.token_urlsafe(16)
        Presentation.objects.create(
            token_digest=_digest(token),
            certificate=row,
            purpose=purpose[:120],
            by_ref=by.ref,
            created_at=now,
            expires_at=now + LIFE,
        )
        write_use(row, "presented", purpose, by)
        ledger.record(
            "certificates.presented",
            by=by.ref,
            subject=f"certificate:{identifier}",
            purpose=purpose,
            person=f"person:{row.person_id}" if row.person_id else "",
        )
    url = f"{settings.BASE_URL}/verify/?token={token}"
    return PresentCode(token, url, now + LIFE, int(LIFE.total_seconds()), purpose)


def check_presented(token: str, *, by: Actor = PUBLIC) -> Presented:
    """What the code shows: the certificate now, and for what it was shown. Raises PresentationOver."""
    now = timezone.now()
    with transaction.atomic():
        shown = (
            Presentation.objects.select_related("certificate")
            .filter(token_digest=_digest(token), expires_at__gt=now)
            .first()
        )
        if shown is None:
            raise PresentationOver
        row = shown.certificate
        Presentation.objects.filter(pk=shown.pk).update(checks=F("checks") + 1)
        write_use(row, "checked", shown.purpose, by)
        ledger.record(
            "certificates.checked",
            by=by.ref,
            subject=f"certificate:{row.identifier}",
            purpose=shown.purpose,
            person=f"person:{row.person_id}",
        )
    return Presented(public_view(row), shown.purpose, shown.created_at)


def _digest(token: str) -> str:
    return sm3(token.encode()).hex()
