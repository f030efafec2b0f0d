"""What docking does by the clock."""

from datetime import timedelta

import structlog
from django.utils import timezone

from yiwang.access.api import SYSTEM
from yiwang.bus.api import periodic_task, task
from yiwang.calendar.api import day_of

log = structlog.get_logger("yiwang.docking")

#: Rounds of one tick for one platform: long queues go on at the next tick, other tasks get their turn between.
ROUNDS = 20
#: Days that are compared again while they do not agree.
LOOK_BACK = 7


@task("docking.go-on")
def go_on(platform: str) -> None:
    """Send what is due to one platform now: something new stands in line, or a receipt let the next one go."""
    from yiwang.docking.services.deliver import deliver

    deliver(platform, rounds=ROUNDS)


@periodic_task("docking.deliver", "* * * * * */5")
def send_what_is_due() -> None:
    """Every five seconds, send what is due: retries whose pause is over, and what a killed worker left."""
    from yiwang.docking.services.deliver import deliver

    deliver(rounds=ROUNDS)


@periodic_task("docking.reconcile", "30 19 * * *")
def compare_yesterday() -> None:
    """At half past three in the morning in Shanghai, compare the days of the last week that do not agree yet."""
    from yiwang.docking import errors, queries
    from yiwang.docking.models import Reconciliation
    from yiwang.docking.services.reconcile import reconcile

    actor, today = SYSTEM("docking"), day_of(timezone.now())
    for party in queries.parties(actor, kind="platform"):
        agreed = set(
            Reconciliation.objects.filter(platform=party.slug, agreed=True).values_list("day", flat=True)
        )
        for day in queries.days_of(party.slug, since=today - timedelta(days=LOOK_BACK)):
            if day >= today or day in agreed or not party.enabled:
                continue
            try:
                reconcile(actor=actor, platform=party.slug, day=day)
            except errors.Unreachable as error:
                log.warning("docking.not-reconciled", platform=party.slug, why=error.why)


@periodic_task("docking.forget-nonces", "*/30 * * * *")
def forget() -> None:
    """Every half hour, forget nonces that the time alone refuses."""
    from yiwang.docking.services.authenticate import forget_nonces

    forget_nonces()
