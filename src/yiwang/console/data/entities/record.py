"""One golden record: found by its full number or name for a purpose, with where every value comes from, at any time."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods

from yiwang.access.api import actor_from, may, open_to_staff
from yiwang.calendar.api import CITY_ZONE
from yiwang.codes import api as codes
from yiwang.console.data.entities.menu import OFFICERS
from yiwang.console.data.entities.views import shell
from yiwang.entities import api as entities
from yiwang.errors import YiwangError
from yiwang.orgs import api as orgs

_MASKS = {"name": codes.mask_name, "number": codes.mask_resident_id, "mobile": codes.mask_mobile}
#: Of an address, what stays readable: county and town.
_ADDRESS = 9


@open_to_staff(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, kind: str) -> HttpResponse:
    """The form, and what it finds. A number is never part of an address."""
    posted, context = request.POST, shell(request, kind, "find")
    status = 200
    if request.method == "POST":
        try:
            found = entities.find(
                kind,
                number=posted.get("number", ""),
                name=posted.get("name", ""),
                birthday=posted.get("birthday", ""),
                by=actor_from(request),
                purpose=posted.get("purpose", ""),
            )
        except YiwangError as error:
            context["trouble"], status = error, error.http_status
        else:
            context["found"] = [(one, shown(one, full=False)[:4]) for one in found]
            context["asked"] = True
    return render(request, "console/data/entities/find.html", {**context, "posted": posted}, status=status)


@open_to_staff(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """A golden record. Of a person it opens with a purpose only, which is on the ledger with whoever asks."""
    actor, asked = actor_from(request), request.POST
    context: dict[str, object] = {**shell(request, kind, "find"), "number": number, "asked": asked}
    context["heading"] = f"{entities.kind_of(kind).name} {number}"
    if request.method != "POST" and entities.kind_of(kind).personal:
        return render(request, "console/data/entities/ask.html", context)
    known, valid = _day(asked.get("known_on", "")), _day(asked.get("valid_on", ""))
    try:
        view = entities.entity(
            kind,
            number,
            by=actor,
            purpose=asked.get("purpose", ""),
            known_on=datetime.combine(known, time.max, CITY_ZONE) if known else None,
            valid_on=valid,
        )
    except YiwangError as error:
        context["trouble"] = error
        return render(request, "console/data/entities/ask.html", context, status=error.http_status)
    full = asked.get("full") == "1"
    conflicts = entities.conflicts(actor=actor, kind=kind, entity=view.id)
    steward = may(actor, "entities.decide")
    names = orgs.departments_named(
        {*(value.department for value in view.attributes.values()), *(x.department for x in view.records)}
    )
    context |= {
        "entity": view,
        "heading": f"{view.kind_name} {view.id}",
        "rows": [
            (value, text, names[value.department].name if value.department in names else "", said)
            for value, text, said in shown(view, full=full)
        ],
        "full": full,
        "records": [
            (x, names[x.department].name if x.department in names else x.department) for x in view.records
        ],
        "conflicts": conflicts,
        "life": entities.life(kind, view.id, actor=actor),
        "history": entities.history(kind, view.id, actor=actor)[:50],
        "decisions": entities.decisions(kind, actor=actor, entity=view.id) if steward else (),
        "now": known is None and valid is None,
    }
    return render(request, "console/data/entities/record.html", context)


def shown(view: entities.EntityView, *, full: bool) -> list[tuple[entities.ValueView, object, list[Any]]]:
    """Each attribute as it is shown: its text (or a table of many values), and what every source says."""
    rows: list[tuple[entities.ValueView, object, list[Any]]] = []
    for value in view.attributes.values():
        if value.many:
            rows.append((value, [_items(one, full=full) for one in value.value], []))
        else:
            said = [(x, masked(x.value, value.mask, full=full)) for x in value.said]
            rows.append((value, masked(value.value, value.mask, full=full), said))
    return rows


def _items(item: Mapping[str, Any], *, full: bool) -> list[str]:
    return [
        masked(text, "number" if key == "number" and len(str(text)) == 18 else "", full=full)
        for key, text in item.items()
    ]


def masked(value: object, mask: str, *, full: bool) -> str:
    """A value as people may see it who need to recognise it."""
    text = str(value)
    if full or not mask:
        return text
    if mask == "address":
        return text[:_ADDRESS] + "*" * max(0, min(6, len(text) - _ADDRESS))
    return _MASKS[mask](text)


def _day(text: str) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None
