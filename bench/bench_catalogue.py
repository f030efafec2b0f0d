"""Searching the catalogue with its facets, at three thousand entries and at a hundred thousand."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.results import Figure, write
from bench.support.own_database import own_database

SIZES = {"yiwang": 3_000, "yiwang_large": 100_000}
ROUNDS, TIMES, WARM_UP = 10, 5, 3
#: What people type, and what they narrow by.
ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "words": ("机动车登记", {}),
    "two-words": ("沾化区 机动车", {}),
    "pinyin": ("hunyindengji", {}),
    "initials": ("jdcdj", {}),
    "narrowed": ("许可", {"sharing": "1", "kind": "3"}),
    "everything": ("", {}),
    "slip": ("婚因登纪", {}),
}


def main(sizes: dict[str, int] | None = None) -> None:
    """Two databases, asked in turns, so that both meet the same machine."""
    small, large = wanted = sizes or SIZES
    with own_database():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from bench.support.many_resources import fill
        from yiwang.catalogue import api as catalogue

        with _connected_to("postgres"), connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE yiwang_large TEMPLATE yiwang")
        for name, size in wanted.items():
            with _connected_to(name):
                fill(size)
        seconds: dict[tuple[str, str], list[float]] = {}
        asked: dict[tuple[str, str], int] = {}
        for _ in range(ROUNDS):
            for name in wanted:
                with _connected_to(name):
                    for title, (q, narrow) in ASKED.items():
                        by = catalogue.Filter(**narrow)
                        for _ in range(WARM_UP):
                            found = catalogue.search(q, by)
                        assert found.rows, (title, name)
                        for _ in range(TIMES):
                            began = time.perf_counter()
                            catalogue.search(q, by)
                            seconds.setdefault((title, name), []).append(time.perf_counter() - began)
                        with CaptureQueriesContext(connection) as queries:
                            catalogue.search(q, by)
                        asked[title, name] = len(queries)
    figures = []
    for title in ASKED:
        before = statistics.median(seconds[title, small]) * 1000
        after = statistics.median(seconds[title, large]) * 1000
        assert asked[title, small] == asked[title, large], title
        size = f"20 rows and 5 facets out of {wanted[large]:,}; median of {ROUNDS * TIMES} searches"
        peer = f"the same out of {wanted[small]:,}"
        figures.append(Figure(title, after, "ms", "< 300", peer, after / before, size))
        figures.append(Figure(f"{title}-queries", asked[title, large], "queries", "≤ 5", "", None, size))
    write("catalogue", figures)


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
