"""核验 one identity; 比对 a list that is pasted or uploaded. Answers are yes, no and unknown; no value comes back."""

import csv
import io

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yiwang.access.api import actor_from, open_to_staff
from yiwang.console.data.entities.menu import OFFICERS
from yiwang.console.data.entities.record import masked
from yiwang.console.data.entities.views import shell
from yiwang.entities import api as entities
from yiwang.errors import YiwangError
from yiwang.text import Text

#: A list of a thousand rows is far below it.
_MOST_BYTES = 2 * 1024 * 1024
ANSWERS = {
    "yes": Text("一致", "Agrees"),
    "no": Text("不一致", "Differs"),
    "unknown": Text("无法判断", "Unknown"),
}
FOUND = {
    "yes": Text("有此号码", "Known"),
    "no": Text("库中无此号码", "Nobody by this number"),
    "invalid": Text("号码不合规则", "No such number can be"),
}


@open_to_staff(*OFFICERS, "window-clerk")
@require_http_methods(["GET", "HEAD", "POST"])
def verify_person(request: HttpRequest) -> HttpResponse:
    """The counter's way in: people only."""
    return _verify(request, "person")


@open_to_staff(*OFFICERS, "window-clerk")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, kind: str) -> HttpResponse:
    """Name and number of one: yes, no or unknown."""
    return _verify(request, kind)


def _verify(request: HttpRequest, kind: str) -> HttpResponse:
    posted, status = request.POST, 200
    context = {**shell(request, kind, "verify"), "posted": posted}
    if request.method == "POST":
        try:
            context["answer"] = entities.verify(
                kind,
                number=posted.get("number", ""),
                name=posted.get("name", ""),
                by=actor_from(request),
                purpose=posted.get("purpose", ""),
            )
        except YiwangError as error:
            context["trouble"], status = error, error.http_status
    return render(request, "console/data/entities/verify.html", context, status=status)


@open_to_staff(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, kind: str) -> HttpResponse:
    """A list against the register; `do=csv` gives the answers as a file."""
    posted, status = request.POST, 200
    context = shell(request, kind, "compare")
    known = entities.kind_of(kind)
    fields = entities.comparable(known)
    context |= {
        "fields": fields,
        "posted": posted,
        "number": known.attribute(known.number_attribute),
        "example": "\t".join(
            str(one.title) for one in (known.attribute(known.number_attribute), *fields[:2])
        ),
    }
    if request.method == "POST":
        try:
            columns, rows = _list(request, known)
            found = entities.compare(kind, rows, by=actor_from(request), purpose=posted.get("purpose", ""))
        except YiwangError as error:
            context["trouble"], status = error, error.http_status
        else:
            asked = [name for name in columns if name != known.number_attribute]
            if posted.get("do") == "csv":
                return _as_csv(known, asked, rows, found)
            context |= {
                "titles": [known.attribute(name).title for name in asked],
                "rows": [
                    (
                        one,
                        masked(
                            row[known.number_attribute],
                            known.attribute(known.number_attribute).mask,
                            full=False,
                        ),
                        FOUND[one.found],
                        [(ANSWERS[x], x) if (x := one.fields.get(name, "")) else ("", "") for name in asked],
                    )
                    for one, row in zip(found, rows, strict=True)
                ],
                "agreeing": sum(set(one.fields.values()) <= {"yes"} and one.found == "yes" for one in found),
            }
    return render(request, "console/data/entities/compare.html", context, status=status)


def _list(request: HttpRequest, kind: entities.Kind) -> tuple[list[str], list[dict[str, str]]]:
    """The list as it was uploaded or pasted: the first line names attributes, in either language or by their code."""
    text = _text(request)
    lines = list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text else ","))
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if not lines:
        raise entities.TooWide
    names: dict[str, str] = {}
    for one in kind.attributes:
        names |= dict.fromkeys((one.name, one.title.zh, one.title.en.lower()), one.name)
    head = [cell.strip().lstrip("\ufeff") for cell in lines[0]]
    columns = [names.get(cell) or names.get(cell.lower()) or cell for cell in head]
    rows = [{name: cell.strip() for name, cell in zip(columns, line, strict=False)} for line in lines[1:]]
    return columns, rows


def _text(request: HttpRequest) -> str:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return request.POST.get("pasted", "")[:_MOST_BYTES]
    if (sent.size or 0) > _MOST_BYTES:
        raise entities.TooMany(1000)
    data: bytes = sent.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets of government offices write.
        return data.decode("gb18030", errors="replace")


def _as_csv(
    kind: entities.Kind,
    asked: list[str],
    rows: list[dict[str, str]],
    found: tuple[entities.Compared, ...],
) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    titles = [str(kind.attribute(name).title) for name in asked]
    writer.writerow(
        [gettext("行"), str(kind.attribute(kind.number_attribute).title), gettext("结果"), *titles]
    )
    for one, row in zip(found, rows, strict=True):
        number = masked(row[kind.number_attribute], kind.attribute(kind.number_attribute).mask, full=False)
        answers = [str(ANSWERS[x]) if (x := one.fields.get(name)) else "" for name in asked]
        # A number is masked and begins with a digit or a letter; a formula cannot stand here, but might as a first sign.
        writer.writerow([one.row, number.lstrip("=+-@\t\r"), str(FOUND[one.found]), *answers])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="compare-{kind.slug}.csv"'
    return answer
