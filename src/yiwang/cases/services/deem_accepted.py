"""Silence is acceptance: whoever is not answered in time counts as accepted from the day of receipt."""

from django.utils import timezone

from yiwang.access.api import SYSTEM
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
    return tuple(
        finish_step(
            actor=LAW, number=number, step="accept", outcome="accept", transaction_id=f"deemed-{number}"
        )
        for number in list(silent)
    )
