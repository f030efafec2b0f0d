"""Call what starts an event loop of its own, from anywhere."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def apart_from_loops(function: Callable[[], T]) -> T:
    """The result of `function`; in a thread of its own when this one has a running event loop already.

    pyHanko runs its coroutines with `asyncio.run`, which refuses to work inside a loop.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return function()
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(function).result()
