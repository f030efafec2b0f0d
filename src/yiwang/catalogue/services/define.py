"""What packs bring: data elements and published resources, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.catalogue.errors import BadElement, BadResource
from yiwang.catalogue.models import Element, Entry, Version
from yiwang.catalogue.reading import codes_in, elements_by_code
from yiwang.catalogue.rules.content import content_problems, normalised
from yiwang.catalogue.services.keeping import describe, digest_of, new_codes, put_in_force, write_acts
from yiwang.catalogue.types import ElementView, Problem
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.text import Text


def define_elements(theme: str, elements: Sequence[ElementView], *, by: access.Actor) -> None:
    """Bring the data elements of a theme to what is given: new, changed, and retired when no longer there.

    Raises:
        BadElement: another theme has an element of the same code. Refused.
    """
    access.require(by, "catalogue.publish", None)
    rows = [
        Element(
            code=one.code,
            name_zh=one.name.zh,
            name_en=one.name.en,
            type=one.type,
            length=one.length,
            grade=one.grade,
            category=one.category,
            theme=theme,
            source=one.source,
            version=one.version,
            named=f"{one.code}\n{one.name.zh}\n{one.name.en}".lower(),
            retired=False,
        )
        for one in elements
    ]
    codes = [row.code for row in rows]
    with transaction.atomic():
        taken = Element.objects.filter(code__in=codes, retired=False).exclude(theme=theme).first()
        if taken is not None:
            raise BadElement(
                Text(
                    f"数据元 {taken.code} 已在主题 {taken.theme} 中定义。",
                    f"The data element {taken.code} is defined in the theme {taken.theme} already.",
                )
            )
        Element.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[
                *("name_zh", "name_en", "type", "length", "grade", "category"),
                *("theme", "source", "version", "named", "retired"),
            ],
        )
        Element.objects.filter(theme=theme).exclude(code__in=codes).update(retired=True)
        ledger.record(
            "catalogue.elements-defined",
            by=by.ref,
            subject=f"elements:{theme}",
            detail={"elements": len(rows)},
        )


def retire_elements(theme: str, *, by: access.Actor) -> None:
    """Retire all data elements of a theme; fields that follow them keep what they have."""
    access.require(by, "catalogue.publish", None)
    with transaction.atomic():
        Element.objects.filter(theme=theme).update(retired=True)
        ledger.record("catalogue.elements-retired", by=by.ref, subject=f"elements:{theme}")


def define_resources(
    contents: Iterable[tuple[str, Mapping[str, Any]]], *, by: access.Actor
) -> tuple[str, ...]:
    """Publish resources as given, each a department's code and a content; gives the slugs that changed.

    The same content again publishes nothing; changed content becomes the next version; a retired resource is offered
    again under its old code. A draft somebody works on is set aside as superseded: the pack has the last word.

    Raises:
        BadResource: something is wrong; everything is listed, keys prefixed by the slug. Refused.
    """
    access.require(by, "catalogue.publish", None)
    given = [(department, dict(content)) for department, content in contents]
    elements = elements_by_code(code for _, content in given for code in codes_in(content))
    tables = [(department, normalised(content, elements)) for department, content in given]
    problems = [
        Problem(f"{table['slug']}.{one.key}", one.message)
        for (_, content), (_, table) in zip(given, tables, strict=True)
        for one in content_problems(content, table, elements)
    ]
    if problems:
        raise BadResource(problems)
    offices = orgs.departments_named({department for department, _ in tables})
    for department, _ in tables:
        if department not in offices:
            raise orgs.UnknownDepartment(department)
    now = timezone.now()
    with transaction.atomic():
        slugs = [table["slug"] for _, table in tables]
        standing = {row.slug: row for row in Entry.objects.select_for_update().filter(slug__in=slugs)}
        digests = _digests(standing.values())
        changed = [
            (department, table, digest)
            for department, table in tables
            if (digest := digest_of(table, department)) != digests.get(table["slug"])
        ]
        pairs = _rows(changed, standing, {code: one.area_code for code, one in offices.items()}, by, now)
        if pairs:
            put_in_force(pairs, by=by, now=now)
    return tuple(table["slug"] for _, table, _ in changed)


def _digests(entries: Iterable[Entry]) -> dict[str, str]:
    """The digests in force, of entries that are offered."""
    rows = Version.objects.filter(entry__in=list(entries), state="published", entry__state="published")
    return dict(rows.values_list("entry__slug", "digest"))


def _rows(
    changed: Sequence[tuple[str, Mapping[str, Any], str]],
    standing: Mapping[str, Entry],
    areas: Mapping[str, str],
    by: access.Actor,
    now: Any,
) -> list[tuple[Entry, Version]]:
    new = [one for one in changed if one[1]["slug"] not in standing]
    codes = iter(new_codes([table["classification"] for _, table, _ in new]) if new else ())
    created = []
    for department, table, _ in new:
        entry = Entry(slug=table["slug"], code=next(codes), department_code=department)
        entry.area_code = areas[department]
        describe(entry, table)
        created.append(entry)
    Entry.objects.bulk_create(created, batch_size=500)
    entries = {**standing, **{entry.slug: entry for entry in created}}
    moved = []
    for department, table, _ in changed:
        entry = entries[table["slug"]]
        if entry.department_code != department:
            entry.department_code, entry.area_code = department, areas[department]
            moved.append(entry)
    Entry.objects.bulk_update(moved, ["department_code", "area_code"])
    held = [entries[table["slug"]] for _, table, _ in changed]
    open_versions = Version.objects.filter(entry__in=held).exclude(state__in=["published", "superseded"])
    open_versions.update(state="superseded")
    last = dict(Version.objects.filter(entry__in=held).order_by("number").values_list("entry_id", "number"))
    versions = Version.objects.bulk_create(
        [
            Version(
                entry=entries[table["slug"]],
                number=last.get(entries[table["slug"]].pk, 0) + 1,
                state="approved",
                content=table,
                digest=digest,
                compiled_by=by.ref,
                compiled_at=now,
            )
            for _, table, digest in changed
        ],
        batch_size=500,
    )
    pairs = [
        (entries[table["slug"]], version) for (_, table, _), version in zip(changed, versions, strict=True)
    ]
    write_acts("compiled", pairs, by=by, at=now)
    return pairs
