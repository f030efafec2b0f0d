"""What this room does by the clock."""

from yiwang.bus.api import periodic_task


@periodic_task("certificates.expire", "5 16 * * *")
def expire() -> None:
    """Shortly after midnight in Shanghai, mark what ended yesterday."""
    from yiwang.certificates.services.change_state import expire_due

    expire_due()
