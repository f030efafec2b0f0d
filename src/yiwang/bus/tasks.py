"""Work that is put off: a thin layer over procrastinate, so that rooms depend on this door and not on the library."""

from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

Task = Callable[..., None]


def task(name: str, *, queue: str = "default", retries: int = 0) -> Callable[[Task], Task]:
    """Decorator: make a function a background task. `name` ("certificates.render") is what the queue remembers.

    Arguments must be JSON values. A task that raises is run again up to `retries` times, with growing pauses.
    """

    def register(function: Task) -> Task:
        retry = RetryStrategy(max_attempts=retries, exponential_wait=2) if retries else False
        app.task(name=name, queue=queue, retry=retry)(function)
        _names[function] = name
        return function

    return register


def periodic_task(name: str, cron: str, *, queue: str = "default") -> Callable[[Callable[[], None]], Task]:
    """Decorator: run a function by the clock (cron notation, UTC), once however many workers there are."""

    def register(function: Callable[[], None]) -> Task:
        def at(timestamp: int) -> None:
            function()

        app.periodic(cron=cron)(app.task(name=name, queue=queue)(at))
        return function

    return register


def defer(task: Task, **arguments: Any) -> int:
    """Put a task in the queue if and when the current transaction commits; returns the job's number."""
    return int(app.configure_task(_names[task]).defer(**arguments))


_names: dict[Task, str] = {}
