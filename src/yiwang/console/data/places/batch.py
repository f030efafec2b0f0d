"""Many addresses at once: a spreadsheet goes up, the same with places comes down."""

import csv
import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from yiwang.access.api import actor_from, open_to_staff
from yiwang.console.data.places.menu import READERS
from yiwang.places import api as places

LIMIT_BYTES, LIMIT_ROWS, _LONGEST = 2 * 1024 * 1024, 1000, 200
_HEADS = ("matched", "level", "score", "longitude", "latitude", "code")


@open_to_staff(*READERS)
@require_POST
def batch(request: HttpRequest) -> HttpResponse:
    """Give back a CSV with the best place for each address of the first column."""
    file = request.FILES.get("file")
    back = HttpResponseRedirect(reverse("console:places-geocode"))
    if file is None or file.size is None or file.size > LIMIT_BYTES:
        messages.error(request, gettext("请选择不超过 2 MB 的 CSV 文件。"))
        return back
    rows = _read(file.read())
    if rows is None or len(rows) < 2:
        messages.error(request, gettext("文件不是 CSV，或没有地址：第一列为地址，第一行为列名。"))
        return back
    if len(rows) - 1 > LIMIT_ROWS:
        messages.error(request, gettext("一次最多 %(n)s 个地址，请分批上传。") % {"n": LIMIT_ROWS})
        return back
    head, *body = rows
    found = places.geocode_many([row[0][:_LONGEST] for row in body], actor=actor_from(request))
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="geocoded.csv"'
    writer = csv.writer(answer)
    writer.writerow([*map(_harmless, head), *_HEADS])
    for row, (_, best) in zip(body, found, strict=True):
        told = ("",) * len(_HEADS)
        if best is not None:
            told = (best.text, best.level, f"{best.score:.2f}", *best.coordinates, best.code)
        writer.writerow([*map(_harmless, row), *told])
    return answer


def _read(raw: bytes) -> list[list[str]] | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return [row for row in csv.reader(io.StringIO(raw.decode(encoding), newline="")) if any(row)]
        except UnicodeDecodeError:
            continue
        except csv.Error:
            return None
    return None


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is marked as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
