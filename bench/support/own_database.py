"""A database of a benchmark's own, durable as in production, without a city."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.support.house import django_here


@contextmanager
def own_database() -> Iterator[None]:
    """An embedded PostgreSQL in a temporary folder, with every table of the house and nothing in them."""
    from yiwang.project import database

    with tempfile.TemporaryDirectory(prefix="yiwang-bench-") as folder:
        os.environ["YIWANG_VAR"] = folder
        Path(folder).chmod(0o755)
        database.start()
        try:
            django_here()
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            yield
        finally:
            database.stop()
