"""The yardstick's server: the same one with the same workers as the house's, before a view that only inserts a row."""

import contextlib
import subprocess
import time
from collections.abc import Iterator, Mapping

from bench.support.house import answers, free_port

_TABLE = "CREATE TABLE IF NOT EXISTS bench_bare (id bigserial PRIMARY KEY, transaction text NOT NULL)"


@contextlib.contextmanager
def yardstick(environment: Mapping[str, str]) -> Iterator[int]:
    """Serve `bench.support.bare` on the house's database; gives its port."""
    from django.db import connection

    from yiwang.project.serve import web_command

    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
    port = free_port()
    server = subprocess.Popen(
        web_command(port, "bench.support.bare:application"), env=dict(environment), start_new_session=True
    )
    try:
        while not answers(port):
            if server.poll() is not None:
                raise RuntimeError("the yardstick's server did not come up")
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(20)
