"""frictionless over Parquet files: the rules it has words for. Prints one line of JSON; runs in the peers' environment."""

import csv
import json
import sys
import tempfile
import time
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
from frictionless import Resource, Schema, fields

_PLACES = {"required": ("required", lambda v: True), "pattern": ("pattern", str), "enum": ("enum", str.split)}


def main() -> None:
    rules, files = json.loads(sys.argv[1]), sys.argv[2:]
    table = pq.read_table(files)
    constraints: dict[str, dict] = {}
    named = {}
    for rule, (column, kind, value) in rules.items():
        key, read = _PLACES[kind]
        constraints.setdefault(column, {})[key] = read(value)
        named[(column, key)] = rule
    with tempfile.TemporaryDirectory() as folder:
        # It reads Parquet through pandas extras only; CSV is its own ground.
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
        report = Resource(path=path.name, basepath=folder, schema=schema).validate(limit_errors=10_000_000)
        seconds = time.monotonic() - begun
    failed = dict.fromkeys(rules, 0)
    for number, note in ((one.field_name, one.note) for one in report.tasks[0].errors):
        for (column, constraint), rule in named.items():
            if column == number and f'"{constraint}"' in note:
                failed[rule] += 1
    print(json.dumps({"failed": failed, "seconds": seconds, "version": frictionless.__version__}))


main()
