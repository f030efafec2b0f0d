"""The rules of a resource on a day, with what the catalogue says of its columns."""

from datetime import date

from django.utils import timezone

from yiwang.calendar.api import day_of
from yiwang.catalogue import api as catalogue
from yiwang.quality.definitions import restored
from yiwang.quality.errors import NoRules
from yiwang.quality.models import RuleRow
from yiwang.quality.rules.text import as_text
from yiwang.quality.types import Field, Rule, RuleSet, RuleTotals


def rules_of(resource: str) -> tuple[Rule, ...]:
    """Every rule of a resource that is not retired, in force today or not."""
    rows = RuleRow.objects.filter(resource=resource, retired=False).order_by("origin", "position", "id")
    found = [restored(row.definition, row.origin) for row in rows]
    return tuple(sorted(found, key=lambda one: one.origin != "pack"))


def ruleset(resource_slug: str, *, on: date | None = None) -> RuleSet:
    """The rules in force on a day (today), with the resource's columns; without rules of its own, those of its columns.

    A resource's columns bring rules by themselves: every value has its type, and a required one is there.

    Raises:
        catalogue.ResourceMissing: no such resource.
    """
    day = on or day_of(timezone.now())
    resource = catalogue.resource(resource_slug)
    fields = tuple(
        Field(one.name, catalogue.column_type(one), one.required, one.category) for one in resource.fields
    )
    rules = tuple(one for one in rules_of(resource_slug) if one.in_force(day))
    names = {one.name for one in fields}
    usable = tuple(one for one in rules if set(one.columns) <= names)
    return RuleSet(resource_slug, fields, resource.key, usable, day, resource.department, resource.name)


def resources_with_rules() -> tuple[str, ...]:
    """The resources that have rules, by slug."""
    found = RuleRow.objects.filter(retired=False).values_list("resource", flat=True).distinct()
    return tuple(sorted(found))


def must_have_rules(resource: str) -> tuple[Rule, ...]:
    """The rules of a resource. Raises `NoRules`."""
    if not (found := rules_of(resource)):
        raise NoRules(resource)
    return found


def rules_text(resource: str) -> str:
    """A resource's rules as the text of a pack's quality file. Raises `NoRules`."""
    must_have_rules(resource)
    rows = RuleRow.objects.filter(resource=resource, retired=False).order_by("origin", "position", "id")
    return as_text(resource, (row.definition for row in sorted(rows, key=lambda one: one.origin != "pack")))


def rule_counts() -> dict[str, RuleTotals]:
    """By resource: how many rules there are, of which severities, and how many were mined; in one query."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = RuleRow.objects.filter(retired=False).values_list("resource", "definition__severity", "origin")
    for resource, severity, origin in rows:
        found.setdefault(resource, []).append((severity, origin))
    return {
        resource: RuleTotals(
            total=len(some),
            blocking=sum(severity == "block" for severity, _ in some),
            warning=sum(severity == "warn" for severity, _ in some),
            mined=sum(origin == "mined" for _, origin in some),
        )
        for resource, some in found.items()
    }
