"""frictionless over a CSV of the same rows, in two ways. Prints one line of JSON; runs in the peers' environment.

"declared" is how its documentation teaches: typed fields, constraints where it has some, and a check for each rule where
it has none. "bundled" is the fastest it can be written: every field a text, and all other rules in one Python function.
"""

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
RULES = {
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
    ("amount", "minimum"): "amount-range",
}


def main() -> None:
    facts, files = json.loads(sys.argv[1]), sys.argv[2:]
    declared, counted = facts["way"] == "declared", Counter()
    rules = rules_of_rows(facts)
    checks = (
        [single(rule, wrong, counted) for rule, wrong in rules.items()]
        if declared
        else [bundled(rules, counted)]
    )
    with tempfile.TemporaryDirectory() as folder:
        names = as_csv(files, Path(folder) / "events.csv")
        resource = Resource(path="events.csv", basepath=folder, schema=schema(names, facts, declared))
        begun = time.monotonic()
        report = resource.validate(Checklist(checks=checks), limit_errors=10_000_000)
        seconds = time.monotonic() - begun
    for one in report.tasks[0].errors:
        if one.type == "type-error" and one.field_name == "birthday":
            counted["type:birthday"] += 1
        for (column, constraint), rule in RULES.items():
            if getattr(one, "field_name", "") == column and f'"{constraint}' in one.note:
                counted[rule] += 1
    wanted = {*RULES.values(), *counted}
    failed = {rule: counted[rule] for rule in wanted}
    print(json.dumps({"failed": failed, "seconds": seconds, "version": frictionless.__version__}))


def as_csv(files: list[str], target: Path) -> list[str]:
    table = pq.read_table(files)
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(table.column_names)
        for batch in table.to_batches():
            writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))
    return table.column_names


def schema(names: list[str], facts: dict, declared: bool) -> Schema:
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
    if not declared:
        return Schema(
            fields=[fields.StringField(name=name, constraints=constraints.get(name, {})) for name in names]
        )
    stamp = "%Y-%m-%d %H:%M:%S"
    typed = {
        "birthday": fields.DateField(name="birthday"),
        "amount": fields.NumberField(name="amount", constraints={"minimum": 0, "maximum": 1_000_000}),
        "occurred_at": fields.DatetimeField(name="occurred_at", format=stamp),
        "updated_at": fields.DatetimeField(name="updated_at", format=stamp),
    }
    return Schema(
        fields=[
            typed.get(name) or fields.StringField(name=name, constraints=constraints.get(name, {}))
            for name in names
        ]
    )


def rules_of_rows(facts: dict) -> dict:
    """Rules that no constraint can say, each a function of a row with typed days and moments: true is wrong."""
    on, now = date.fromisoformat(facts["on"]), datetime.fromisoformat(facts["now"])
    regions, latest = set(facts["regions"]), now + timedelta(minutes=10)

    def shaped_elsewhere(row):
        return codes.shaped(row["resident_id"]) and row["resident_id"][:6] not in regions

    def before_birth(row):
        born, happened = row["birthday"], row["occurred_at"]
        return bool(born and happened and happened.date() < born)

    def updated_before(row):
        happened, updated = row["occurred_at"], row["updated_at"]
        return bool(happened and updated and updated < happened)

    return {
        "name-filled": lambda row: not (row["name"] or "").strip(),
        "id-check": lambda row: not codes.checked(row["resident_id"]),
        "id-date": lambda row: codes.misdated(row["resident_id"], on),
        "id-region": shaped_elsewhere,
        "birthday-id": lambda row: codes.birthday_differs(row["resident_id"], row["birthday"], on),
        "sex-id": lambda row: codes.sex_differs(row["resident_id"], row["sex"], on),
        "occurred-born": before_birth,
        "updated-order": updated_before,
        "updated-future": lambda row: bool(row["updated_at"] and row["updated_at"] > latest),
    }


def single(rule: str, wrong, counted: Counter) -> Check:
    """A check of one rule, over typed rows."""

    class Single(Check):
        Errors = [errors.RowConstraintError]

        def validate_row(self, row):
            if wrong(row):
                counted[rule] += 1
                yield errors.RowConstraintError.from_row(row, note=rule)

    return Single()


def bundled(rules: dict, counted: Counter) -> Check:
    """All these rules at once, over texts."""

    class Rows(Check):
        Errors = [errors.RowConstraintError]

        def validate_row(self, row):
            said = dict(zip(row.field_names, row.cells, strict=False))
            text, said["birthday"] = said["birthday"], codes.day(said["birthday"])
            said["occurred_at"], said["updated_at"] = moment(said["occurred_at"]), moment(said["updated_at"])
            wrongs = {rule: wrong(said) for rule, wrong in rules.items()}
            wrongs["type:birthday"] = bool(text) and said["birthday"] is None
            wrongs["amount-range"] = not 0 <= float(said["amount"]) <= 1_000_000
            for rule, wrong in wrongs.items():
                if wrong:
                    counted[rule] += 1
                    yield errors.RowConstraintError.from_row(row, note=rule)

    return Rows()


def moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


main()
