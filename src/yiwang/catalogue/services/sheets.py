"""The catalogue as a spreadsheet: taken out, and brought back as drafts."""

from dataclasses import dataclass

from django.db import transaction

from yiwang.access import api as access
from yiwang.catalogue.errors import BadSheet
from yiwang.catalogue.models import Entry, Version
from yiwang.catalogue.permissions import Home
from yiwang.catalogue.queries import filtered
from yiwang.catalogue.reading import codes_in, elements_by_code
from yiwang.catalogue.rules.content import content_problems, normalised
from yiwang.catalogue.rules.layout import Fault, Place, Read, cell_of, read_table, table_of
from yiwang.catalogue.rules.life import OPEN
from yiwang.catalogue.rules.sheets import as_csv, as_xlsx, read_sheet
from yiwang.catalogue.services.compile import compile_entry
from yiwang.catalogue.services.keeping import digest_of
from yiwang.catalogue.types import ElementView, Filter
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.text import Text


@dataclass(frozen=True)
class SheetLine:
    """A resource of a sheet: what bringing it in would do (`new`, `change`, `same`)."""

    slug: str
    name: Text
    fields: int
    action: str


@dataclass(frozen=True)
class Preview:
    """What a sheet would do, and everything wrong with it by cell; it is brought in only when nothing is."""

    lines: tuple[SheetLine, ...]
    faults: tuple[Fault, ...]


def export_catalogue(wanted: Filter, *, form: str = "xlsx", actor: access.Actor) -> bytes:
    """The published entries a filter asks for, as CSV or XLSX: metadata only, never rows. Raises Refused."""
    access.require(actor, "catalogue.read", None)
    entries = filtered(Entry.objects.all(), wanted)
    rows = Version.objects.filter(entry__in=entries, state="published").order_by("entry__slug")
    table = list(table_of(row.content for row in rows.iterator()))
    ledger.record("catalogue.exported", by=actor.ref, subject="catalogue", detail={"rows": len(table) - 1})
    return as_csv(table) if form == "csv" else as_xlsx(table, title="catalogue")


def template(*, form: str = "xlsx") -> bytes:
    """An empty sheet with its headings."""
    table = list(table_of(()))
    return as_csv(table) if form == "csv" else as_xlsx(table, title="catalogue")


def preview_sheet(data: bytes, name: str, *, department: str, actor: access.Actor) -> Preview:
    """Read a sheet without keeping anything. Raises BadSheet when it cannot be read at all, Refused."""
    access.require(actor, "catalogue.compile", Home(department, orgs.department(department).area_code))
    found, faults, places = read_table(read_sheet(data, name))
    elements = elements_by_code(code for one in found for code in codes_in(one.content))
    faults += _content_faults(found, elements, places)
    slugs = [one.content["slug"] for one in found]
    faults += _foreign(found, slugs, department, places)
    standing = dict(
        Version.objects.filter(entry__slug__in=slugs, state__in=[*OPEN, "published"])
        .order_by("number")
        .values_list("entry__slug", "digest")
    )
    lines = []
    for one in found:
        table = normalised(one.content, elements)
        known = standing.get(table["slug"])
        action = "new" if known is None else ("same" if known == digest_of(table, department) else "change")
        lines.append(SheetLine(table["slug"], Text.of(table["name"]), len(table["fields"]), action))
    return Preview(tuple(lines), tuple(faults))


def _content_faults(
    found: list[Read], elements: dict[str, ElementView], places: dict[str, int]
) -> list[Fault]:
    faults = []
    seen: set[str] = set()
    for one in found:
        table = normalised(one.content, elements)
        problems = content_problems(one.content, table, elements)
        faults += [Fault(cell_of(wrong, one, places), wrong.message) for wrong in problems]
        slug = table["slug"]
        if slug in seen:
            cell = _slug_cell(one, places)
            faults.append(
                Fault(cell, Text(f"资源 {slug} 在表中出现两次。", f"The resource {slug} occurs twice."))
            )
        seen.add(slug)
    return faults


def _slug_cell(one: Read, places: dict[str, int]) -> str:
    """Where a resource's slug stands."""
    return str(Place(places["slug"], one.first_row))


def _foreign(found: list[Read], slugs: list[str], department: str, places: dict[str, int]) -> list[Fault]:
    taken = set(
        Entry.objects.filter(slug__in=slugs)
        .exclude(department_code=department)
        .values_list("slug", flat=True)
    )
    return [
        Fault(
            _slug_cell(one, places),
            Text("这个标识已被其他部门使用。", "Another department uses this slug."),
        )
        for one in found
        if one.content["slug"] in taken
    ]


def import_sheet(
    data: bytes, name: str, *, department: str, actor: access.Actor, transaction_id: str
) -> tuple[str, ...]:
    """Bring the resources of a sheet in as drafts, all or none; gives the slugs that changed.

    Raises:
        BadSheet: something is wrong; see `preview_sheet`. WrongTurn: one of them is under review. Refused.
    """
    seen = preview_sheet(data, name, department=department, actor=actor)
    if seen.faults:
        first = seen.faults[0]
        raise BadSheet(
            Text(
                f"表中有 {len(seen.faults)} 处错误，第一处在 {first.cell}：{first.message.zh}",
                f"{len(seen.faults)} faults; the first at {first.cell}: {first.message.en}",
            )
        )
    found, _, _ = read_table(read_sheet(data, name))
    wanted = {line.slug for line in seen.lines if line.action != "same"}
    changed = []
    with transaction.atomic():
        for number, one in enumerate(found):
            if one.content["slug"] in wanted:
                compile_entry(
                    one.content,
                    department=department,
                    actor=actor,
                    transaction_id=f"{transaction_id[:55]}:{number}",
                )
                changed.append(one.content["slug"])
        ledger.record(
            "catalogue.imported",
            by=actor.ref,
            subject=f"department:{department}",
            detail={"file": name[:100], "resources": changed[:200]},
        )
    return tuple(changed)
