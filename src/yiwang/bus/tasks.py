"""Work that is put off: a thin layer over procrastinate, so that rooms depend on this door and not on the library."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate import RetryStrategy
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import DeleteJobCondition

Task = Callable[..., None]

#: Seconds between looks at whether to stop.
_LOOK_EVERY = 0.2


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


def run_tasks(stop: threading.Event, *, concurrency: int = 2, queues: list[str] | None = None) -> None:
    """Work through the queue until `stop` is set; tasks that are running then are finished first.

    Raises when the database goes away; start it again when it is back.
    """

    options: WorkerOptions = {
        "concurrency": concurrency,
        "install_signal_handlers": False,
        "delete_jobs": DeleteJobCondition.SUCCESSFUL,
    }
    if queues:
        options["queues"] = queues

    async def run() -> None:
        try:
            async with _worker_app().open_async() as worker:
                working = asyncio.create_task(worker.run_worker_async(**options))
                while not stop.is_set() and not working.done():
                    await asyncio.sleep(_LOOK_EVERY)
                working.cancel()
                await asyncio.gather(working, return_exceptions=stop.is_set())
        finally:
            # Tasks run in one thread of their own; it must not come back to a connection whose server is gone.
            await sync_to_async(connections.close_all)()

    asyncio.run(run())


def _worker_app() -> DjangoApp:
    """The same tasks over connections of the worker's own.

    The library's way is to replace the app's connector while the worker runs. That would take `defer` out of the
    transactions of every other thread of this process.
    """
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    worker = DjangoApp(connector=connector.get_worker_connector())
    worker.tasks, worker.periodic_registry = app.tasks, app.periodic_registry
    return worker


_names: dict[Task, str] = {}
