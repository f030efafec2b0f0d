"""Putting on a case's timeline what happened to it elsewhere, such as an answer of a ministry's system."""

from django.db import transaction

from yiwang.access.api import Actor
from yiwang.cases.models import Act
from yiwang.cases.services.open_case import open_case
from yiwang.ledger import api as ledger
from yiwang.text import Text


def note(
    *, actor: Actor, number: str, kind: str, text: Text, transaction_id: str, public: bool = True
) -> str:
    """Add a line that changes nothing else; the same `transaction_id` adds it once. Returns the case's number.

    `kind` names where it came from (at most 24 characters).

    Raises:
        NoSuchCase, Refused.
    """
    with transaction.atomic():
        work, _ = open_case(number, actor, "cases.note")
        if Act.objects.filter(case=work.case, transaction_id=transaction_id).exists():
            return number
        work.say(kind, text, public=public, transaction_id=transaction_id)
        ledger.record(
            "cases.noted",
            by=actor.ref,
            subject=f"case:{number}",
            person=work.case.person_ref,
            detail={"kind": kind},
        )
        Act.objects.bulk_create(work.acts)
    return number
