"""Give sources that have no data yet synthetic rows, so that a model city has something to show."""

from collections.abc import Callable, Collection
from datetime import datetime

import pyarrow as pa

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.registers import api as registers
from yiwang.topics.queries import stores
from yiwang.topics.synthetic.planted import plant
from yiwang.topics.synthetic.rows import City, rows_of

#: The least and the most rows of a source that is not a register.
LEAST, MOST = 45, 600


def land_samples(
    *,
    now: datetime,
    by: Actor,
    also: Collection[str] = (),
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, int]:
    """Land synthetic rows once for every source of a store, and `also` other resources, that have none; rows a department loaded are left alone.

    `now` is the city's wall clock without zone. Returns the rows landed by resource. Raises Refused.
    """
    require(by, "topics.build")
    sources = {slug for one in stores() for slug in one.definition.sources}
    known = catalogue.resources_named(sources | set(also))
    there = {one.name for one in lake.tables() if one.snapshot_id is not None}
    wanted = [one for slug, one in sorted(known.items()) if catalogue.table_of(slug) not in there]
    if not wanted:
        return {}
    city = _city(now, by)
    count = max(LEAST, min(MOST, len(city.people) // 20))
    rows = {one.slug: list(rows_of(one, city, count)) for one in wanted}
    plant(rows, city)
    for number, one in enumerate(wanted):
        columns = tuple(lake.Column(field.name, catalogue.column_type(field)) for field in one.fields)
        name = catalogue.table_of(one.slug)
        lake.define_table(name, columns, by=by)
        schema = pa.schema([(column.name, lake.arrow_type(column.type)) for column in columns])
        table = pa.Table.from_pylist(rows[one.slug], schema=schema)
        lake.append(name, table, load_id="topics:synthetic", by=by, summary={"synthetic": True})
        if progress:
            progress(one.slug, number + 1, len(wanted))
    return {slug: len(found) for slug, found in rows.items()}


def _city(now: datetime, by: Actor) -> City:
    people, firms, homes = registers.synthetic_base(by=by)
    return City(
        people=[
            (one.resident_id, one.name, one.sex, one.birthday, one.address, one.mobile, one.village_code)
            for one in people
        ],
        firms=[
            (
                one.credit_code,
                one.name,
                one.representative.resident_id,
                one.representative.name,
                one.kind,
                one.status,
                one.established_on,
            )
            for one in firms
        ],
        homes=[(one.unit_no, one.address, one.village_code) for one in homes],
        counties=sorted({one.village_code[:6] for one in people}),
        now=now,
    )
