"""Case lists of a hundred, out of a thousand cases and out of a hundred thousand: the cost is the page's, not the table's."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.results import Figure, write
from bench.support.many_cases import fill
from bench.support.own_database import own_database

SIZES = {"yiwang": 1_000, "yiwang_large": 100_000}
ROUNDS, TIMES, WARM_UP = 10, 10, 6


def main() -> None:
    """Two databases, looked at in turns, so that both meet the same machine."""
    with own_database():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from bench.support.desks import LISTS

        with _connected_to("postgres"), connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE yiwang_large TEMPLATE yiwang")
        for name, size in SIZES.items():
            with _connected_to(name):
                fill(size)
        seconds: dict[tuple[str, str], list[float]] = {}
        asked: dict[str, int] = {}
        rows: dict[str, int] = {}
        for _ in range(ROUNDS):
            for name in SIZES:
                with _connected_to(name):
                    for title, look in LISTS.items():
                        for _ in range(WARM_UP):
                            look()
                        for _ in range(TIMES):
                            began = time.perf_counter()
                            found = look()
                            seconds.setdefault((title, name), []).append(time.perf_counter() - began)
                        rows[title] = len(found.rows)
                        with CaptureQueriesContext(connection) as queries:
                            look()
                        asked[title] = len(queries)
    figures = []
    small, large = SIZES
    for title in LISTS:
        before = statistics.median(seconds[title, small]) * 1000
        after = statistics.median(seconds[title, large]) * 1000
        size = f"{rows[title]} rows out of {SIZES[large]:,}; median of {ROUNDS * TIMES} looks"
        peer = f"the same out of {SIZES[small]:,}"
        figures.append(Figure(title, after, "ms", "ratio < 1.5", peer, after / before, size))
        figures.append(Figure(f"{title}-queries", asked[title], "queries", "≤ 5", "", None, size))
    write("lists", figures)


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
