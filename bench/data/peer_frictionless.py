"""frictionless over a CSV of the same rows: the same rules, by its constraints where it has some and by a row check of
its own kind where it has none. Prints one line of JSON; runs in the peers' environment."""

import csv
import json
import sys
import tempfile
import time
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import frictionless
import peer_codes as codes
import pyarrow.parquet as pq
from frictionless import Check, Checklist, Resource, Schema, errors, fields

NAME = "[㐀-鿿𠀀-𯿽·]{2,50}"


def main() -> None:
    facts, files = json.loads(sys.argv[1]), sys.argv[2:]
    on, now = date.fromisoformat(facts["on"]), datetime.fromisoformat(facts["now"])
    regions, counted = set(facts["regions"]), Counter()
    constraints = {
        "resident_id": {"required": True, "pattern": r"[1-9][0-9]{16}[0-9X]"},
        "name": {"pattern": NAME},
        "address": {"required": True, "minLength": 5, "maxLength": 200},
        "mobile": {"pattern": r"1[3-9][0-9]{9}"},
        "village_code": {"pattern": r"[0-9]{12}"},
        "sex": {"enum": ["0", "1", "2"]},
        "event_kind": {"enum": facts["kinds"]},
        "source": {"enum": facts["sources"]},
    }
    rules = {
        ("resident_id", "required"): "id-filled",
        ("resident_id", "pattern"): "id-shape",
        ("name", "pattern"): "name-shape",
        ("address", "required"): "address-filled",
        ("address", "minLength"): "address-length",
        ("mobile", "pattern"): "mobile-shape",
        ("village_code", "pattern"): "village-shape",
        ("sex", "enum"): "sex-code",
        ("event_kind", "enum"): "kind-code",
        ("source", "enum"): "source-code",
    }

    def moment(text: object) -> datetime | None:
        try:
            return datetime.fromisoformat(str(text))
        except ValueError:
            return None

    class Rows(Check):
        Errors = [errors.RowConstraintError]

        def validate_row(self, row):
            cells = row.cells
            said = dict(zip(row.field_names, cells, strict=False))
            number, born = said["resident_id"], codes.day(said["birthday"])
            happened, updated = moment(said["occurred_at"]), moment(said["updated_at"])
            found = {
                "name-filled": not (said["name"] or "").strip(),
                "id-check": not codes.checked(number),
                "id-date": codes.misdated(number, on),
                "id-region": codes.shaped(number) and number[:6] not in regions,
                "birthday-id": codes.birthday_differs(number, said["birthday"], on),
                "sex-id": codes.sex_differs(number, said["sex"], on),
                "type:birthday": bool(said["birthday"]) and born is None,
                "amount-range": not 0 <= float(said["amount"]) <= 1_000_000,
                "occurred-born": bool(born and happened and happened.date() < born),
                "updated-order": bool(happened and updated and updated < happened),
                "updated-future": bool(updated and updated > now + timedelta(minutes=10)),
            }
            for rule, wrong in found.items():
                if wrong:
                    counted[rule] += 1
                    yield errors.RowConstraintError.from_row(row, note=rule)

    table = pq.read_table(files)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(table.column_names)
            for batch in table.to_batches():
                writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
        schema = Schema(
            fields=[
                fields.StringField(name=name, constraints=constraints.get(name, {}))
                for name in table.column_names
            ]
        )
        begun = time.monotonic()
        report = Resource(path=path.name, basepath=folder, schema=schema).validate(
            Checklist(checks=[Rows()]), limit_errors=10_000_000
        )
        seconds = time.monotonic() - begun
    for one in report.tasks[0].errors:
        for (column, constraint), rule in rules.items():
            if getattr(one, "field_name", "") == column and f'"{constraint}' in one.note:
                counted[rule] += 1
    wanted = {*rules.values(), *counted}
    print(
        json.dumps(
            {
                "failed": {rule: counted[rule] for rule in wanted},
                "seconds": seconds,
                "version": frictionless.__version__,
            }
        )
    )


main()
