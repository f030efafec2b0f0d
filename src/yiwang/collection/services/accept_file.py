"""A file brought by hand: through the form of departments that have only spreadsheets, or as a correction."""

import csv
import io
import uuid
from pathlib import Path

from django.conf import settings

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import NoSuchLoad, Unreadable
from yiwang.collection.models import Load
from yiwang.collection.models.load import OPEN
from yiwang.collection.readers.opening import open_file
from yiwang.collection.rules.safe_cells import plain
from yiwang.collection.services.load import _run, begin
from yiwang.collection.services.send_back import ROW_TITLE
from yiwang.collection.types import LoadView
from yiwang.collection.views import load_view
from yiwang.text import Text


def accept_file(resource_slug: str, data: bytes, *, name: str, actor: Actor, transaction_id: str) -> LoadView:
    """Load a file into a resource of the actor's own department. A repeated `transaction_id` gives the same load.

    Raises:
        Refused, catalogue.ResourceMissing, Unreadable, SchemaDrift.
    """
    resource = catalogue.resource(resource_slug)
    require(actor, "collection.load", resource.department)
    if standing := Load.objects.filter(transaction_id=transaction_id).first():
        return load_view(standing) if standing.state not in OPEN else _run(standing, None)
    file = keep_arrived(data, name)
    return _run(
        begin(resource=resource, source=None, file=file, by=actor, transaction_id=transaction_id, name=name),
        None,
    )


def correct(load_id: int, data: bytes, *, name: str, actor: Actor, transaction_id: str) -> LoadView:
    """Land the mended rows of a load's quarantine: the list as downloaded, with its row numbers, each row once.

    Raises:
        NoSuchLoad, Refused; Unreadable: it is not the list of this load.
    """
    first = Load.objects.filter(pk=load_id, state="landed").first()
    if first is None:
        raise NoSuchLoad
    require(actor, "collection.load", first.department_code)
    if standing := Load.objects.filter(transaction_id=transaction_id).first():
        return load_view(standing) if standing.state not in OPEN else _run(standing, None)
    first = first.corrects or first
    resource = catalogue.resource(first.resource)
    arrived = keep_arrived(data, name)
    rows, numbers = _mended_rows(arrived, first)
    arrived.write_bytes(rows)
    begun = begin(
        resource=resource,
        source=None,
        file=arrived,
        by=actor,
        transaction_id=transaction_id,
        name=f"{Path(name).stem}.csv",
        corrects=first,
        began_from={"rows": numbers},
    )
    return _run(begun, None)


def keep_arrived(data: bytes, name: str) -> Path:
    """The bytes in a file of their own, until a load takes it."""
    folder = Path(settings.VAR) / "collection" / "arrived"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"{uuid.uuid4().hex}{Path(name).suffix.lower()[:8]}"
    file.write_bytes(data)
    return file


def _mended_rows(file: Path, first: Load) -> tuple[bytes, list[int]]:
    """The rows of a returned list that are still outstanding, as CSV, and their numbers."""
    reader = open_file(file)
    if ROW_TITLE not in reader.columns:
        raise Unreadable(
            Text(f"缺少“{ROW_TITLE}”列。", "The column of row numbers is missing."),
            Text(
                "请在下载的清单上修改，不要删除前两列。",
                "Mend the list as downloaded; keep its first two columns.",
            ),
        )
    done = set(first.corrected.values_list("row", flat=True))
    names = [one for one in reader.columns if not one.startswith(("归集行号", "隔离原因"))]
    out, numbers = io.StringIO(), list[int]()
    writer = csv.writer(out)
    writer.writerow(names)
    for piece in reader.pieces({}):
        for row in piece.table.to_pylist():
            number = str(row[ROW_TITLE] or "").strip()
            if number.isdecimal() and int(number) not in done and int(number) not in numbers:
                numbers.append(int(number))
                writer.writerow([plain(row[one] or "") for one in names])
    reader.close()
    return out.getvalue().encode(), numbers
