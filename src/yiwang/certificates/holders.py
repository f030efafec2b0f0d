"""Whose a certificate is: a person's own, or a firm's, for whom its representative and agents act."""

from yiwang.access.api import Actor
from yiwang.certificates.models import Certificate
from yiwang.certificates.permissions import CertificateSubject
from yiwang.certificates.sealing import open_contents
from yiwang.people import api as people

FIRM = "001"


def subject_of(row: Certificate, by: Actor) -> CertificateSubject:
    """What the rules ask about a certificate, for this actor."""
    firms = by.kind == "resident" and row.holder_kind == FIRM
    return CertificateSubject(
        row.person_id,
        row.issuer_department,
        acts_for=firms and may_act_for(by, credit_code=open_contents(row.sealed)[1], matter=row.type_slug),
    )


def may_act_for(by: Actor, *, credit_code: str, matter: str) -> bool:
    """Whether somebody represents a firm, or holds its mandate for a matter (the slug of a type is its item's)."""
    try:
        people.authority_for(actor=by, principal=people.Principal("firm", credit_code), matter=matter)
    except people.MandateRefused:
        return False
    return True


def firms_of(by: Actor) -> tuple[str, ...]:
    """The credit codes of firms that this account has a mandate of, or gave one for as their representative."""
    if by.account_id is None:
        return ()
    mandates = (*people.mandates_of(by.account_id), *people.mandates_given(by.account_id))
    return tuple(dict.fromkeys(one.principal.id for one in mandates if one.principal.kind == "firm"))
