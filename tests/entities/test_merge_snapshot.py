"""A snapshot in bulk comes to the same as its rows one by one."""

import datetime as dt
import random
from typing import Any

import pyarrow as pa
import pytest
from tests.entities.conftest import BY, archive, bring, insured, police, resident_id

from yiwang.entities import api as entities
from yiwang.entities.models import Conflict, Entity, LifeEvent, Record, Review
from yiwang.entities.services import held as records
from yiwang.entities.services.look import golden_of
from yiwang.lake import api as lake

pytestmark = pytest.mark.django_db

_NAMES = ("王国强", "王国强", "王 国强", "王过强", "李大勇", "张伟（曾用名）", "欧阳·阿力", "")
_DAYS = [f"2026-0{month}-01 08:00:00" for month in range(1, 10)]


def land(table: str, rows: list[dict[str, Any]], load: str) -> int:
    """Land rows as a resource's table has them; gives the snapshot."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    types = {
        name: "timestamp" if name == "updated_at" else "date" if name == "birthday" else "string"
        for name in names
    }
    lake.define_table(table, [lake.Column(name, types[name]) for name in names], by=BY)
    schema = pa.schema(
        [
            (name, {"timestamp": pa.timestamp("us"), "date": pa.date32()}.get(types[name], pa.string()))
            for name in names
        ]
    )
    return lake.append(
        table, pa.Table.from_pylist([_typed(row) for row in rows], schema), load_id=load, by=BY
    ).snapshot_id


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "updated_at": dt.datetime.fromisoformat(row["updated_at"]),
        "birthday": dt.date.fromisoformat(row["birthday"]) if row.get("birthday") else None,
    }


def merge(source: str, rows: list[dict[str, Any]], load: str, kind: str = "person") -> entities.Merged:
    table = f"ods.{source.replace('-', '_')}"
    return entities.merge_snapshot(kind, source, table, land(table, rows, load), by=BY)


def state() -> dict[str, Any]:
    """Everything the register holds, without identifiers and moments of writing."""
    kind = entities.kind_of("person")
    entity_of: dict[int, list[str]] = {}
    said = {}
    for one in records.by_ids(kind, Record.objects.values_list("pk", flat=True)):
        said[one.name] = (one.raw, one.values, one.as_of, one.number, one.since)
        if one.entity is not None:
            entity_of.setdefault(one.entity, []).append(one.name)
    blocks = {bytes(row.key): row.blocks for row in Record.objects.all()}
    names = {entity: tuple(sorted(members)) for entity, members in entity_of.items()}
    rows = {row.pk: row for row in Entity.objects.all()}
    return {
        "said": said,
        "blocks": blocks,
        "groups": sorted(names.values()),
        "golden": {
            names[one]: {
                name: (value.value, value.source, value.as_of, value.agree, value.of)
                for name, value in golden_of(kind, one).items()
            }
            for one in names
        },
        "lives": {names[one]: (rows[one].life, rows[one].life_since) for one in names},
        "conflicts": sorted(
            (names[row.entity], row.attribute, row.state, row.agree, row.of)
            for row in Conflict.objects.all()
            if row.entity in names
        ),
        "events": sorted(
            (names.get(row.entity, ()), row.event, row.to, row.on) for row in LifeEvent.objects.all()
        ),
        "reviews": Review.objects.filter(state="open").count(),
    }


def random_batches(seed: int) -> list[tuple[str, list[dict[str, Any]]]]:
    """Batches of three sources about few people, with slips, old rows, missing numbers, and two under one number."""
    draw = random.Random(seed)
    makers = {"police-household": police, "social-insured": insured, "health-archive": archive}
    batches = []
    for _ in range(5):
        source = draw.choice(list(makers))
        rows = []
        for _ in range(draw.randint(1, 25)):
            who = draw.randint(1, 9)
            row = makers[source](who, updated_at=draw.choice(_DAYS))
            if draw.random() < 0.4:
                row["name"] = draw.choice(_NAMES)
            if draw.random() < 0.2:
                row["address"] = draw.choice(("", " 滨城区渤海十路9号 ", "滨城区黄河五路“\\”9号\t"))
            if "mobile" in row and draw.random() < 0.3:
                row["mobile"] = draw.choice(("", "+86 13800000009", "13911112222"))
            if source == "police-household" and draw.random() < 0.2:
                row["status"] = draw.choice(("正常", "迁出", "死亡", "失踪"))
            if source != "police-household" and draw.random() < 0.25:
                number = resident_id(who)
                row["resident_id"] = draw.choice(
                    ("", number[:6] + number[8:17], number[:17] + "?", f"999999{number[6:]}")
                )
            if source != "police-household" and draw.random() < 0.1:
                row["birthday"], row["sex"] = "", draw.choice(("1", "", "女"))
            rows.append(row)
        batches.append((source, rows))
    return batches


@pytest.mark.parametrize("seed", range(6))
def test_bulk_and_one_by_one_come_to_the_same(person, seed, django_db_blocker):
    from django.db import transaction

    batches = random_batches(seed)

    class Undo(Exception):
        pass

    found = []
    for way in (lambda source, rows, load: bring("person", source, *rows, load=load), merge):
        try:
            with transaction.atomic():
                figures = []
                for number, (source, rows) in enumerate(batches):
                    done = way(source, rows, f"b{number}")
                    done = getattr(done, "done", done)
                    figures.append((done.created, done.linked, done.changed, done.late, done.waiting))
                found.append((state(), figures))
                raise Undo
        except Undo:
            pass
    one_by_one, bulk = found
    for name, value in one_by_one[0].items():
        assert bulk[0][name] == value, name
    assert bulk[1] == one_by_one[1]
