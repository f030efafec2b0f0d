"""Work by the clock."""

from yiwang.bus import api as bus


@bus.periodic_task("quality.scheduled-checks", cron="20 * * * *")
def scheduled_checks() -> None:
    """Hourly: check every resource whose cycle is over."""
    from yiwang.quality.services.schedule import check_due

    check_due()


@bus.task("quality.check")
def check_in_background(resource: str) -> None:
    """One resource, asked for by hand."""
    from yiwang.access.api import SYSTEM
    from yiwang.quality.services.check import check_table

    check_table(resource, by=SYSTEM("quality"), trigger="hand")
