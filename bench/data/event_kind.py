"""The population register of the year's bench: one source of events, and what its golden values must be by plain SQL."""

import random
import tomllib
from pathlib import Path
from typing import Any

from yiwang.access.api import Actor
from yiwang.crypto.api import keyed_index
from yiwang.entities import api as entities
from yiwang.lake import api as lake

SAMPLE = 2_000
_COLUMNS = ("name", "sex", "birthday", "mobile", "address", "village_code")
_PERSON = Path(__file__).parents[2] / "packs" / "base-registers" / "entities" / "person.toml"


def define(by: Actor) -> None:
    """Declare `person` as the pack has it, with the stream of events as its one source."""
    entities.define(definition(), by=by)


def definition() -> dict[str, Any]:
    """The pack's text: its attributes as far as events speak of them, its linkage; events are its source."""
    whole = tomllib.loads(_PERSON.read_text("utf-8"))
    names = ("resident_id", *_COLUMNS)
    return {
        **{key: whole[key] for key in ("slug", "name", "icon", "personal", "number", "linkage")},
        "attribute": [
            {**one, "sources": ["person-event"]} for one in whole["attribute"] if one["name"] in names
        ],
        "source": [
            {
                "resource": "person-event",
                "department": "3716-big-data",
                "title": {"zh": "人员业务事件流", "en": "Stream of events about people"},
                "key": ["resident_id"],
                "number": "resident_id",
                "after": "event_id",
                "columns": {name: name for name in names},
                "values": {"sex": {"1": "男", "2": "女"}},
            }
        ],
    }


def compare(table: str, by: Actor, sample: int = SAMPLE) -> None:
    """Golden values of some persons against plain SQL over the lake's files: of each the latest row, by time and number.

    Raises SystemExit at the first difference, and when the register holds another number of records than there are
    persons.
    """
    with lake.connect(memory="2GB") as duck:
        lake.view(duck, "events", table)
        duck.execute("CREATE TEMP TABLE numbers AS SELECT DISTINCT resident_id FROM events")
        (persons,) = duck.execute("SELECT count(*) FROM numbers").fetchone() or (0,)
        chosen = duck.execute(
            "SELECT resident_id FROM numbers ORDER BY hash(resident_id), resident_id"
        ).fetchmany(sample * 4)
        asked = random.Random(1).sample([one for (one,) in chosen], min(sample, len(chosen)))
        wanted = duck.execute(
            f"SELECT resident_id, unnest(arg_max(struct_pack({', '.join(_COLUMNS)}), (updated_at, event_id))) FROM events WHERE resident_id IN (SELECT unnest(?)) GROUP BY 1",
            [asked],
        ).fetchall()
    figures = {one.kind: one for one in entities.figures(actor=by)}
    if figures["person"].records != persons:
        raise SystemExit(f"{figures['person'].records:,} records are not {persons:,} persons")
    for number, *values in wanted:
        expected = dict(zip(_COLUMNS, (_plain(one) for one in values), strict=True))
        expected["sex"] = {"1": "男", "2": "女"}.get(expected["sex"], expected["sex"])
        got = _golden(number, by)
        for name, value in expected.items():
            if got.get(name, "") != value:
                raise SystemExit(f"{name} of {keyed_index(number).hex()}: {got.get(name)!r} is not {value!r}")


def _plain(value: object) -> str:
    return str(value).strip() if value is not None else ""


def _golden(number: str, by: Actor) -> dict[str, Any]:
    found = entities.key_index("person", number)
    if found is None:
        return {}
    view = entities.entity("person", found, by=by, purpose="benchmark")
    return {name: one.value for name, one in view.attributes.items()}
