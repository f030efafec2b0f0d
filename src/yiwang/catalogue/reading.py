"""From rows to views, and finding the one row a verb is about."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from yiwang.catalogue.errors import ResourceMissing
from yiwang.catalogue.models import Element, Entry, Version
from yiwang.catalogue.rules.content import grade_of_content
from yiwang.catalogue.types import (
    ElementView,
    FieldView,
    Opening,
    ResourceLine,
    ResourceView,
    Sharing,
    VersionLine,
    Work,
)
from yiwang.text import Text


def element_view(row: Element) -> ElementView:
    """A row as others see it."""
    return ElementView(
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        type=row.type,
        length=row.length,
        grade=row.grade,
        category=row.category,
        theme=row.theme,
        source=row.source,
        version=row.version,
        retired=row.retired,
    )


def elements_by_code(codes: Iterable[str]) -> dict[str, ElementView]:
    """The elements with these codes, in one query; unknown codes are left out."""
    return {row.code: element_view(row) for row in Element.objects.filter(pk__in=set(codes))}


def codes_in(content: Any) -> set[str]:
    """The elements a content names."""
    fields = content.get("fields") if isinstance(content, dict) else None
    found = fields if isinstance(fields, list | tuple) else ()
    return {str(one["element"]) for one in found if isinstance(one, dict) and one.get("element")}


def locked(slug: str) -> Entry:
    """The entry, locked until commit. Raises `ResourceMissing`."""
    entry = Entry.objects.select_for_update().filter(slug=slug).first()
    if entry is None:
        raise ResourceMissing(slug)
    return entry


def newest(entry: Entry) -> Version:
    """The newest version of an entry, whatever its state."""
    return entry.versions.order_by("-number")[0]


def fields_of(content: Any) -> tuple[FieldView, ...]:
    """The fields a content tells of."""
    keys = set(content["key"])
    return tuple(
        FieldView(
            name=one["name"],
            title=Text.of(one["title"]),
            type=one["type"],
            length=one["length"],
            element=one["element"],
            grade=one["grade"],
            category=one["category"],
            required=one["required"],
            key=one["name"] in keys,
        )
        for one in content["fields"]
    )


def resource_view(entry: Entry, version: Version) -> ResourceView:
    """An entry as one of its versions says."""
    content = version.content
    return ResourceView(
        slug=entry.slug,
        code=entry.code,
        version=version.number,
        state=entry.state,
        version_state=version.state,
        name=Text.of(content["name"]),
        abstract=Text.of(content["abstract"]),
        department=entry.department_code,
        area_code=entry.area_code,
        classification=content["classification"],
        kind=content["classification"][:1],
        format=content["format"],
        sharing=Sharing(**content["sharing"]),
        opening=Opening(**content["opening"]),
        cycle=content["cycle"],
        system=content["system"],
        core=content["core"],
        duty=Text.of(content["duty"]),
        retention_years=content["retention_years"],
        theme=content["theme"],
        keywords=tuple(content["keywords"]),
        key=tuple(content["key"]),
        fields=fields_of(content),
        grade=grade_of_content(content),
        digest=version.digest,
        published_at=version.published_at,
        retired_at=entry.retired_at,
        retired_reason=entry.retired_reason,
        loaded_at=entry.loaded_at,
        loaded_rows=entry.loaded_rows,
        due_at=entry.due_at,
        overdue=is_overdue(entry),
    )


def is_overdue(entry: Entry) -> bool:
    """Whether the next load should have come by now."""
    return entry.state == "published" and entry.due_at is not None and entry.due_at < timezone.now()


def line_view(entry: Entry) -> ResourceLine:
    """An entry in a list."""
    return ResourceLine(
        slug=entry.slug,
        code=entry.code,
        name=Text.of(entry.card["name"]),
        abstract=Text.of(entry.card["abstract"]),
        department=entry.department_code,
        area_code=entry.area_code,
        state=entry.state,
        version=entry.version,
        kind=entry.kind,
        theme=entry.theme,
        sharing=entry.sharing,
        opening=entry.opening,
        cycle=entry.cycle,
        format=entry.format,
        grade=entry.grade,
        core=entry.core,
        field_count=entry.field_count,
        bound_count=entry.bound_count,
        loaded_at=entry.loaded_at,
        loaded_rows=entry.loaded_rows,
        overdue=is_overdue(entry),
    )


def version_line(row: Version) -> VersionLine:
    """A version in an entry's history."""
    return VersionLine(
        number=row.number,
        state=row.state,
        compiled_by=row.compiled_by,
        compiled_at=row.compiled_at,
        submitted_at=row.submitted_at,
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
        reasons=row.reasons,
        published_at=row.published_at,
        digest=row.digest,
    )


def work_view(row: Version) -> Work:
    """An open version in a queue; its entry must be loaded with it."""
    return Work(
        slug=row.entry.slug,
        code=row.entry.code,
        name=Text.of(row.content["name"]),
        department=row.entry.department_code,
        number=row.number,
        state=row.state,
        compiled_by=row.compiled_by,
        at=row.submitted_at or row.compiled_at,
        reasons=row.reasons,
    )
