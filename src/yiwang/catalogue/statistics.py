"""Numbers of the catalogue: by department, by terms, and how well the pilots follow the standard."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from yiwang.catalogue.models import Entry, Pilot, Version
from yiwang.catalogue.rules.conformance import MISSING, missing_of
from yiwang.catalogue.three_lists import data_chiefs
from yiwang.catalogue.types import Conformance
from yiwang.text import Text


@dataclass(frozen=True)
class DepartmentNumbers:
    """One department's part of the published catalogue."""

    department: str
    resources: int
    fields: int
    bound: int
    core: int
    core_loaded: int
    loaded: int
    overdue: int


@dataclass(frozen=True)
class Numbers:
    """The catalogue in numbers; `work` counts versions under way by state."""

    resources: int
    fields: int
    bound: int
    overdue: int
    loaded: int
    by_sharing: Mapping[str, int]
    by_grade: Mapping[int, int]
    departments: tuple[DepartmentNumbers, ...]
    work: Mapping[str, int]


def statistics(*, area: str = "") -> Numbers:
    """The numbers of an area, in three queries."""
    rows = Entry.objects.filter(state="published", area_code__startswith=area).order_by()
    late = Q(due_at__lt=timezone.now())
    by_department = rows.values("department_code").annotate(
        resources=Count("id"),
        fields=Sum("field_count"),
        bound=Sum("bound_count"),
        core_count=Count("id", filter=Q(core=True)),
        core_loaded=Count("id", filter=Q(core=True, loaded_at__isnull=False)),
        loaded=Count("id", filter=Q(loaded_at__isnull=False)),
        overdue=Count("id", filter=late),
    )
    departments = tuple(
        DepartmentNumbers(
            row["department_code"],
            row["resources"],
            row["fields"],
            row["bound"],
            row["core_count"],
            row["core_loaded"],
            row["loaded"],
            row["overdue"],
        )
        for row in by_department.order_by("-resources", "department_code")
    )
    sharing: Counter[str] = Counter()
    grade: Counter[int] = Counter()
    for row in rows.values("sharing", "grade").annotate(number=Count("id")):
        sharing[row["sharing"]] += row["number"]
        grade[row["grade"]] += row["number"]
    under_way = Version.objects.filter(
        state__in=["draft", "submitted", "returned", "approved"], entry__area_code__startswith=area
    )
    return Numbers(
        resources=sum(one.resources for one in departments),
        fields=sum(one.fields for one in departments),
        bound=sum(one.bound for one in departments),
        overdue=sum(one.overdue for one in departments),
        loaded=sum(one.loaded for one in departments),
        by_sharing=dict(sorted(sharing.items())),
        by_grade=dict(sorted(grade.items())),
        departments=departments,
        work=dict(under_way.order_by().values_list("state").annotate(number=Count("id"))),
    )


def conformance() -> tuple[Conformance, ...]:
    """How well each pilot's resources follow the standard, measured now, in three queries."""
    pilots = {row.theme: row for row in Pilot.objects.filter(ended_at=None).order_by("since")}
    rows = (
        Version.objects.filter(state="published", entry__state="published", entry__theme__in=list(pilots))
        .annotate(theme=F("entry__theme"), department=F("entry__department_code"), due=F("entry__due_at"))
        .values_list("theme", "department", "due", "content")
    )
    chiefs, now = data_chiefs(), timezone.now()
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for theme, department, due, content in rows.iterator():
        numbers = counted[theme]
        numbers["resources"] += 1
        numbers["fields"] += len(content["fields"])
        numbers["bound"] += sum(bool(one["element"]) for one in content["fields"])
        numbers.update(
            missing_of(content, has_chief=department in chiefs, overdue=due is not None and due < now)
        )
    return tuple(
        Conformance(
            theme=theme,
            name=Text.of(pilot.name),
            resources=counted[theme]["resources"],
            fields=counted[theme]["fields"],
            bound=counted[theme]["bound"],
            missing={rule: counted[theme][rule] for rule in MISSING if counted[theme][rule]},
        )
        for theme, pilot in pilots.items()
    )


def pilots() -> Mapping[str, Text]:
    """The themes that are pilots now, by their names."""
    return {row.theme: Text.of(row.name) for row in Pilot.objects.filter(ended_at=None).order_by("since")}
