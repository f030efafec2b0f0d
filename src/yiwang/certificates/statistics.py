"""How often certificates are used."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Count

from yiwang.access.api import Actor
from yiwang.certificates.errors import UnknownCertificate
from yiwang.certificates.holders import subject_of
from yiwang.certificates.models import Certificate, CertificateKind, CertificateUse
from yiwang.certificates.services.record_use import KINDS
from yiwang.certificates.types import TypeUse, UseView
from yiwang.text import Text


def statistics(*, since: datetime, until: datetime, top: int = 100) -> tuple[TypeUse, ...]:
    """The types used most in a period, most used first."""
    uses: dict[str, dict[str, int]] = defaultdict(dict)
    counted = (
        CertificateUse.objects.filter(at__gte=since, at__lt=until)
        .order_by()
        .values_list("type_slug", "kind")
        .annotate(count=Count("id"))
    )
    for slug, kind, count in counted:
        uses[slug][kind] = count
    issued = dict(
        Certificate.objects.filter(issued_at__gte=since, issued_at__lt=until)
        .order_by()
        .values_list("type_slug")
        .annotate(count=Count("id"))
    )
    names = dict(CertificateKind.objects.filter(current=True).values_list("slug", "name"))
    lines = [
        TypeUse(
            slug,
            Text.of(names.get(slug, slug)),
            issued.get(slug, 0),
            uses[slug].get("presented", 0),
            uses[slug].get("checked", 0),
            uses[slug].get("downloaded", 0),
            uses[slug].get("in-case", 0),
        )
        for slug in {*issued, *uses}
    ]
    return tuple(sorted(lines, key=lambda line: (-line.used, -line.issued, line.type_slug))[:top])


def uses_of(identifier: str, *, by: Actor, limit: int = 100) -> tuple[UseView, ...]:
    """Who used a certificate, newest first; for its holder, or who acts for it. Raises UnknownCertificate."""
    row = Certificate.objects.filter(identifier=identifier).first()
    subject = subject_of(row, by) if row else None
    own = subject is not None and bool(by.person_id) and by.person_id == subject.person_id
    if row is None or subject is None or not (own or subject.acts_for):
        raise UnknownCertificate
    return tuple(
        UseView(use.kind, KINDS[use.kind], use.purpose, use.by_ref, use.at)
        for use in row.uses.order_by("-id")[:limit]
    )


def issued_count() -> int:
    """How many certificates the directory has, whatever their state."""
    return Certificate.objects.count()


def counts() -> dict[str, int]:
    """Certificates in the directory by state code, and `total`."""
    by_state = dict(Certificate.objects.order_by().values_list("state").annotate(count=Count("id")))
    return {**by_state, "total": sum(by_state.values())}
