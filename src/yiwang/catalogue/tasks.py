"""What the catalogue does by the clock."""

from yiwang.bus.api import periodic_task


@periodic_task("catalogue.deliver", "* * * * *")
def deliver() -> None:
    """Every minute, send what waits for the province and for the collector of lineage."""
    from yiwang.catalogue.services.deliver import deliver as send
    from yiwang.catalogue.services.outbox import LINEAGE, PROVINCE

    for channel in (PROVINCE, LINEAGE):
        send(channel)


@periodic_task("catalogue.forget", "35 18 * * *")
def forget() -> None:
    """Every night, forget lineage events delivered long ago."""
    from yiwang.catalogue.services.deliver import forget_delivered

    forget_delivered()
