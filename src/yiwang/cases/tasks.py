"""What this room does by the clock."""

from yiwang.bus.api import periodic_task


@periodic_task("cases.deem-accepted", "15 16 * * *")
def deem() -> None:
    """Shortly after midnight in Shanghai, accept what nobody answered in time."""
    from yiwang.cases.services.deem_accepted import deem_accepted

    deem_accepted()
