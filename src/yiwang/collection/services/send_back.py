"""Sending quarantined rows back to their department: a ticket with the counts, and a file of the rows with reasons."""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

import csv
import io

from yiwang.catalogue import api as catalogue
from yiwang.collection.models import Load
from yiwang.collection.rules.faults import fault_name
from yiwang.collection.rules.safe_cells import safe
from yiwang.collection.rules.staging import literal, quoted
from yiwang.collection.services.judge import BY, REASONS, ROW, quarantine_file
from yiwang.lake import api as lake
from yiwang.text import Text
from yiwang.tickets import api as tickets

#: Failing keys named in the ticket itself.
_SAMPLES = 10
ROW_TITLE, REASON_TITLE = "归集行号", "隔离原因"


def send_back(load: Load, resource: catalogue.ResourceView) -> None:
    """Open the ticket of a load's quarantined rows."""
    rows = load.rejected_rows or 0
    tickets.open_ticket(
        kind="quarantine",
        key=f"load:{(load.corrects or load).pk}",
        department=load.department_code,
        resource=load.resource,
        title=Text(
            f"{resource.name.zh}：{rows:,} 行未能入库", f"{resource.name.en}: {rows:,} rows were held back"
        ),
        body=Text(
            "这些行被隔离，没有进入数据湖。请在归集页面下载清单，按每行的原因改正后上传；改好的行入湖后工单自动关闭。",
            "These rows are in quarantine and not in the lake. Download the list on the page of the load, mend each row by its "
            "reason and upload it; the ticket closes by itself when all have landed.",
        ),
        evidence={
            "load": load.pk,
            "path": f"/console/collection/loads/{load.pk}/",
            "rows": rows,
            "counts": {Text.of(one["text"]).zh: one["rows"] for one in load.faults.values()},
            "keys": _keys(load, resource),
        },
        by=BY,
    )


def send_back_drift(load: Load, told: Text) -> None:
    """Tell the department that its columns no longer fit the catalogue."""
    tickets.open_ticket(
        kind="catalogue",
        key=f"schema:{load.source.slug if load.source else load.resource}",
        department=load.department_code,
        resource=load.resource,
        title=Text("报送的数据结构与目录不一致", "The columns sent do not fit the catalogue"),
        body=told,
        evidence={"load": load.pk, "path": f"/console/collection/loads/{load.pk}/"},
        by=BY,
    )


def _keys(load: Load, resource: catalogue.ResourceView) -> list[str]:
    names = [field.name for field in resource.fields if field.key] or list(resource.key)
    sensitive = {field.name for field in resource.fields if field.grade >= 3}
    if not names:
        return []
    cells = ", ".join(quoted(name) for name in names)
    with lake.connect() as connection:
        found = connection.execute(
            f"SELECT {cells} FROM read_parquet({literal(str(quarantine_file(load)))}) LIMIT {_SAMPLES}"
        ).fetchall()
    shown = []
    for row in found:
        parts = []
        for name, cell in zip(names, row, strict=True):
            text = str(cell or "")
            # A ticket is read by more people than the rows are: personal numbers show their ends only.
            parts.append(f"{text[:3]}…{text[-2:]}" if name in sensitive and len(text) > 6 else text[:60])
        shown.append(" ".join(parts).replace("\0", ""))
    return shown


def bad_rows_csv(load: Load, resource: catalogue.ResourceView) -> bytes:
    """The quarantined rows with their reasons, to be mended and sent back; safe to open in a spreadsheet program."""
    names = [field.name for field in resource.fields]
    cells = ", ".join([ROW, REASONS, *map(quoted, names)])
    with lake.connect() as connection:
        rows = connection.execute(
            f"SELECT {cells} FROM read_parquet({literal(str(quarantine_file(load)))}) ORDER BY {ROW}"
        ).fetchall()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([ROW_TITLE, REASON_TITLE, *names])
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def fault_lines(load: Load) -> tuple[tuple[Text, Text, int], ...]:
    """Each reason with its advice and its rows, the most frequent first."""
    lines = [
        (
            Text.of(one.get("text", fault_name(code).as_dict())),
            Text.of(one.get("advice", "")),
            int(one["rows"]),
        )
        for code, one in load.faults.items()
    ]
    return tuple(sorted(lines, key=lambda line: -line[2]))
