"""What this room does by the clock."""

from yiwang.bus.api import periodic_task


@periodic_task("certificates.expire", "5 16 * * *")
def expire() -> None:
    """Shortly after midnight in Shanghai, mark what ended yesterday."""
    from yiwang.certificates.services.change_state import expire_due

    expire_due()


@periodic_task("certificates.tell-base", "35 16 * * *")
def tell_base() -> None:
    """Each night, bring the base register of certificates to the directory, whatever was missed."""
    from yiwang.certificates.handlers import tell_all

    tell_all()
