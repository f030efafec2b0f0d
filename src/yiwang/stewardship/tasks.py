"""What stewardship does by the clock."""

import structlog
from django.utils import timezone

from yiwang.access.api import SYSTEM
from yiwang.bus.api import periodic_task

log = structlog.get_logger("yiwang.stewardship")


@periodic_task("stewardship.duties", "20 16 * * *")
def write_down_duties() -> None:
    """Shortly after midnight in Shanghai, write down the duties of the periods that begin."""
    from yiwang.stewardship.services.todos import open_todos

    open_todos(timezone.localdate())


@periodic_task("stewardship.scan", "0 18 * * 6")
def scan_all() -> None:
    """Once a week at night, look at what the tables really hold."""
    from yiwang.catalogue import api as catalogue
    from yiwang.errors import YiwangError
    from yiwang.lake import api as lake
    from yiwang.stewardship.services.scan import scan

    for table in lake.tables():
        if table.layer == "ods":
            try:
                scan(by=SYSTEM("stewardship"), resource=catalogue.slug_of_table(table.name))
            except YiwangError as error:
                log.warning("stewardship.not-scanned", table=table.name, why=error.code)
