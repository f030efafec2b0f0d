"""The door of `bus`."""

from yiwang.bus.errors import NoSuchDeadLetter
from yiwang.bus.queries import dead_letters, lag, waiting
from yiwang.bus.services.dispatch import dispatch_once, drain, run_dispatcher
from yiwang.bus.services.publish import publish
from yiwang.bus.services.redeliver import forget_delivered, redeliver
from yiwang.bus.subscriptions import subscribe
from yiwang.bus.tasks import defer, periodic_task, run_tasks, task
from yiwang.bus.types import DeadLetter, Fact

__all__ = [
    "DeadLetter",
    "Fact",
    "NoSuchDeadLetter",
    "dead_letters",
    "defer",
    "dispatch_once",
    "drain",
    "forget_delivered",
    "lag",
    "periodic_task",
    "publish",
    "redeliver",
    "run_dispatcher",
    "run_tasks",
    "subscribe",
    "task",
    "waiting",
]
