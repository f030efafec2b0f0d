"""On what ground an actor stands for an applicant."""

from yiwang.access.api import Actor
from yiwang.people import api as people


def acts_for(actor: Actor, *, kind: str, person_id: str, id_number: str, item_slug: str) -> bool:
    """Whether a resident is the applicant, represents the firm, or holds a mandate for this item."""
    principal = _principal(kind, person_id, id_number)
    if actor.kind != "resident" or not principal.id:
        return False
    try:
        people.authority_for(actor=actor, principal=principal, matter=item_slug)
    except people.MandateRefused:
        return False
    return True


def no_longer_acts_for(actor: Actor, *, kind: str, person_id: str, id_number: str, item_slug: str) -> bool:
    """Whether a resident was the applicant's agent once and is so no more: what they sent then is not theirs to see."""
    principal = _principal(kind, person_id, id_number)
    return actor.account_id is not None and people.mandate_lapsed(actor.account_id, principal, item_slug)


def _principal(kind: str, person_id: str, id_number: str) -> people.Principal:
    return people.Principal("firm", id_number) if kind == "firm" else people.Principal("person", person_id)
