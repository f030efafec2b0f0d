"""Taking data out of the house: asked for, consented to by somebody else, marked for its recipient, traceable."""

import csv
import io
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.crypto import api as crypto
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.stewardship.errors import Incomplete, NeedsConsent, NothingThere, TooSensitive, WrongTurn
from yiwang.stewardship.models import ExportRequest
from yiwang.stewardship.reading import export_view
from yiwang.stewardship.rules.watermark import marked, row_marks
from yiwang.stewardship.types import ExportView
from yiwang.text import Text

#: A consent is good for so long, whoever asked.
GOOD_FOR = timedelta(days=7)
MOST_ROWS = 100_000


def ask_export(
    *, actor: Actor, resource: str, columns: Sequence[str], purpose: str, recipient: str, transaction_id: str
) -> ExportView:
    """Ask for a file of some columns in clear, for a purpose and one named recipient.

    Raises:
        Refused, Incomplete, catalogue.ResourceMissing; TooSensitive for important and core data.
    """
    require(actor, "stewardship.ask-export", resource)
    known = catalogue.resource(resource)
    chosen = [field for field in known.fields if field.name in set(columns)]
    missing = [
        text
        for text, given in (
            (Text("请写明用途", "Say what for"), purpose.strip()),
            (Text("请写明接收人", "Say for whom"), recipient.strip()),
            (Text("请选择字段", "Choose fields"), chosen),
        )
        if not given
    ]
    if missing:
        raise Incomplete(missing)
    grade = max(field.grade for field in chosen)
    if grade >= (catalogue.grade_number("important") or 0):
        raise TooSensitive
    now = timezone.now()
    try:
        with transaction.atomic():
            row = ExportRequest.objects.create(
                resource=resource,
                department=known.department,
                columns=[field.name for field in chosen],
                grade=grade,
                purpose=purpose.strip()[:300],
                recipient=recipient.strip()[:100],
                asked_by=actor.ref,
                asked_name=actor.name,
                asked_at=now,
                expires_at=now + GOOD_FOR,
                trace=secrets.randbits(40),
                transaction_id=transaction_id,
            )
            ledger.record(
                "stewardship.export-asked",
                by=actor.ref,
                subject=f"resource:{resource}",
                purpose=row.purpose,
                detail={"columns": row.columns, "grade": grade, "recipient": row.recipient},
            )
    except IntegrityError:
        row = ExportRequest.objects.get(asked_by=actor.ref, transaction_id=transaction_id)
    return export_view(row)


def decide_export(*, actor: Actor, export_id: int, agreed: bool, note: str = "") -> ExportView:
    """Agree or refuse, as somebody other than who asked. A refusal needs a reason.

    Raises:
        NothingThere, Refused, WrongTurn, Incomplete.
    """
    with transaction.atomic():
        row = _locked(export_id)
        require(actor, "stewardship.allow-export", (row.asked_by, row.department))
        if export_view(row).state != "asked":
            raise WrongTurn(Text("这项申请已处理或过期。", "The request is settled or over."))
        if not agreed and not note.strip():
            raise Incomplete([Text("请写明理由", "Say why")])
        row.state = "approved" if agreed else "refused"
        row.decided_by, row.decided_name, row.decided_at = actor.ref, actor.name, timezone.now()
        row.note = note.strip()[:500]
        row.save()
        ledger.record(
            f"stewardship.export-{row.state}",
            by=actor.ref,
            subject=f"resource:{row.resource}",
            purpose=row.purpose,
            detail={"export": row.pk, "asked_by": row.asked_by},
        )
    return export_view(row)


def fetch_export(*, actor: Actor, export_id: int) -> tuple[str, bytes]:
    """The file's name and bytes (CSV, UTF-8 with BOM), each time the same rows under the same mark.

    Raises:
        NothingThere also for others than who asked; NeedsConsent without one that is good now.
    """
    row = ExportRequest.objects.filter(pk=export_id, asked_by=actor.ref).first()
    if row is None:
        raise NothingThere
    require(actor, "stewardship.ask-export", row.resource)
    if export_view(row).state not in ("approved", "fetched") or row.expires_at < timezone.now():
        raise NeedsConsent(Text("没有有效的导出审批。", "There is no consent that is good now."))
    known = catalogue.resource(row.resource)
    fields = [field for name in row.columns if (field := known.field(name)) is not None]
    if max(field.grade for field in fields) > row.grade:
        raise NeedsConsent(
            Text("审批之后字段级别已提高。", "Fields have been graded higher since the consent.")
        )
    data, rows, marks = _file(row, known, fields)
    with transaction.atomic():
        row.state, row.rows, row.digest = "fetched", rows, crypto.sm3(data).hex()
        row.row_marks, row.fetched_at = marks, timezone.now()
        row.save()
        ledger.record(
            "stewardship.exported",
            by=actor.ref,
            subject=f"resource:{row.resource}",
            purpose=row.purpose,
            detail={
                "export": row.pk,
                "rows": rows,
                "sm3": row.digest,
                "recipient": row.recipient,
                "approved_by": row.decided_by,
            },
        )
    return f"{row.resource}-{row.trace:010x}.csv", data


def _file(
    row: ExportRequest, known: catalogue.ResourceView, fields: Sequence[catalogue.FieldView]
) -> tuple[bytes, int, bytes]:
    parts = [
        f"{catalogue.mask_sql(field, _quoted(field.name), row.grade)} AS {_quoted(field.name)}"
        for field in fields
    ]
    with lake.connect() as connection:
        lake.view(connection, "data", catalogue.table_of(row.resource))
        cells = connection.execute(
            f"SELECT {', '.join(parts)} FROM data LIMIT {MOST_ROWS}"  # noqa: S608  (names of checked fields)
        ).fetchall()
    place = _mark_place(known, fields)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(field.title.zh for field in fields)
    for line in cells:
        shown = [_harmless("" if cell is None else str(cell)) for cell in line]
        shown[place] = marked(shown[place], row.trace)
        writer.writerow(shown)
    return b"\xef\xbb\xbf" + text.getvalue().encode(), len(cells), row_marks(cells)


def _mark_place(known: catalogue.ResourceView, fields: Sequence[catalogue.FieldView]) -> int:
    """The column that carries the mark: text that nobody joins by, if there is one."""
    texts = [place for place, field in enumerate(fields) if field.type in ("C", "M")]
    return next((place for place in texts if fields[place].name not in known.key), texts[0] if texts else 0)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _harmless(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _locked(export_id: int) -> ExportRequest:
    row = ExportRequest.objects.select_for_update().filter(pk=export_id).first()
    if row is None:
        raise NothingThere
    return row
