"""The log of uses that holders read and statistics count."""

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor
from yiwang.certificates.models import Certificate, CertificateUse
from yiwang.certificates.queries import row_of
from yiwang.ledger import api as ledger
from yiwang.text import Text

KINDS = {
    "presented": Text("出示", "Shown"),
    "checked": Text("核验", "Checked"),
    "downloaded": Text("下载", "Downloaded"),
    "in-case": Text("办事使用", "Used in a case"),
}


def record_use(*, identifier: str, kind: str, purpose: str, by: Actor) -> None:
    """Note that a certificate was downloaded, or taken as material in a case. Raises UnknownCertificate, KeyError."""
    KINDS[kind]
    row = row_of(identifier)
    with transaction.atomic():
        write_use(row, kind, purpose, by)
        ledger.record(
            "certificates.used",
            by=by.ref,
            subject=f"certificate:{identifier}",
            detail={"kind": kind},
            purpose=purpose,
            person=f"person:{row.person_id}" if row.person_id else "",
        )


def write_use(row: Certificate, kind: str, purpose: str, by: Actor) -> None:
    """One line of the log, inside the caller's transaction."""
    CertificateUse.objects.create(
        certificate=row,
        type_slug=row.type_slug,
        kind=kind,
        purpose=purpose[:120],
        by_ref=by.ref,
        at=timezone.now(),
    )
