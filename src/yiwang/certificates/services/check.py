"""The public check by identifier and code: what the QR code on a certificate opens."""

import secrets

from django.db import transaction

from yiwang.access.api import PUBLIC, Actor
from yiwang.certificates.errors import UnknownCertificate
from yiwang.certificates.models import Certificate
from yiwang.certificates.queries import public_view
from yiwang.certificates.services.record_use import write_use
from yiwang.certificates.types import PublicView
from yiwang.ledger import api as ledger
from yiwang.text import Text

_PURPOSE = Text("公众核验", "public check")


def check(identifier: str, code: str, *, by: Actor = PUBLIC) -> PublicView:
    """The certificate's state for anyone who holds identifier and code. Writes the use log.

    Raises UnknownCertificate, the same for an unknown identifier and for a wrong code.
    """
    row = Certificate.objects.filter(identifier=identifier.strip()).first()
    given = code.strip().upper()
    if row is None or not secrets.compare_digest(row.verification_code.encode(), given.encode()):
        raise UnknownCertificate
    with transaction.atomic():
        write_use(row, "checked", _PURPOSE.zh, by)
        ledger.record(
            "certificates.checked",
            by=by.ref,
            subject=f"certificate:{row.identifier}",
            purpose=_PURPOSE.zh,
            person=f"person:{row.person_id}" if row.person_id else "",
        )
    return public_view(row)
