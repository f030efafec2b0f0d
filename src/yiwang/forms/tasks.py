"""What this room does by the clock."""

from django.utils import timezone

from yiwang.bus.api import periodic_task
from yiwang.forms.services.drop_draft import drop_expired


@periodic_task("forms.forget-drafts", "15 17 * * *")
def forget_drafts() -> None:
    """Once a night in Shanghai, forget drafts whose thirty days are over: personal data is not kept without need."""
    drop_expired(at=timezone.now())
