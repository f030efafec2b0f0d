"""Silence is acceptance: whoever is not answered in time counts as accepted from the day of receipt."""

import uuid

from django.utils import timezone

from yiwang.access.api import SYSTEM
from yiwang.cases.errors import NotWaiting
from yiwang.cases.models import Case
from yiwang.cases.services.finish_step import finish_step

LAW = SYSTEM("law")


def deem_accepted() -> tuple[str, ...]:
    """Accept every case whose five days have passed without a word (Licensing Law art. 32); returns their numbers.

    The promised clock then runs from the day of receipt: the office has lost those days, not the applicant.
    """
    silent = Case.objects.filter(
        step="accept", closed_at=None, due_at__lt=timezone.now(), item_kind="promised"
    ).values_list("number", flat=True)
    return tuple(number for number in list(silent) if _accept(number))


def _accept(number: str) -> bool:
    """False when the office spoke in this very moment: one case must not keep the law from the next.

    The transaction is of this moment alone. One that could be foretold could be used up by a click on the case, and
    the office would be silent for ever at no cost.
    """
    try:
        finish_step(
            actor=LAW, number=number, step="accept", outcome="accept", transaction_id=str(uuid.uuid4())
        )
    except NotWaiting:
        return False
    return True
