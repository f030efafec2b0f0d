"""What the lake does by the clock."""

from yiwang.access.api import SYSTEM
from yiwang.bus.api import periodic_task
from yiwang.lake.queries import tables
from yiwang.lake.services.clean import clean
from yiwang.lake.services.compact import small_files
from yiwang.lake.services.work import ask_compaction

#: Small files of a table that make a nightly compaction worth its while.
MANY = 32


# 02:40 in the city.
@periodic_task("lake.keep-house", "40 18 * * *")
def keep_house() -> None:
    """Clear away what no snapshot holds, and compact the tables that have many small files."""
    clean(by=SYSTEM("lake"))
    for table in tables():
        if table.files >= MANY and small_files(table.name) >= MANY:
            ask_compaction(table.name, by=SYSTEM("lake"))
