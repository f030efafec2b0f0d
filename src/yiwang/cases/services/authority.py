"""On what ground an actor stands for an applicant."""

from yiwang.access.api import Actor
from yiwang.people import api as people


def acts_for(actor: Actor, *, kind: str, person_id: str, id_number: str, item_slug: str) -> bool:
    """Whether a resident is the applicant, represents the firm, or holds a mandate for this item."""
    if actor.kind != "resident":
        return False
    principal = (
        people.Principal("firm", id_number) if kind == "firm" else people.Principal("person", person_id)
    )
    if not principal.id:
        return False
    try:
        people.authority_for(actor=actor, principal=principal, matter=item_slug)
    except people.MandateRefused:
        return False
    return True
