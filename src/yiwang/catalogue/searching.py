"""Finding resources by what people type: Chinese words, pinyin or initials, English, slips of each.

Two steps. What contains everything typed is found by index, put in order in the database and paged by key, with its
facets counted in one statement, at a hundred thousand entries as at three thousand. Only when there is nothing of
that kind are slips tried, over a bounded number of candidates.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import F
from django.utils import timezone

from yiwang.catalogue.models import Entry
from yiwang.catalogue.queries import EVERYTHING, filtered
from yiwang.catalogue.reading import line_view
from yiwang.catalogue.rules.ranking import LEAST, rank
from yiwang.catalogue.types import Filter, Found
from yiwang.words import Query, query_of

CANDIDATES = 200
#: The facets, each with its column.
FACETS = {
    "department": "department_code",
    "sharing": "sharing",
    "grade": "grade",
    "theme": "theme",
    "kind": "kind",
}


def search(q: str = "", wanted: Filter = EVERYTHING, *, after: str = "", limit: int = 20) -> Found:
    """Resources that fit a text and a filter, best first, with how many there are by facet: two or three queries."""
    query = query_of(q)
    where, values = _contains(query)
    total, facets = _counted(where, values, wanted)
    if total or not query.text or any(sum(one.values()) for one in facets.values()):
        rows, next_ = _page(query, where, values, wanted, after, limit)
        return Found(rows, next_, total, "words", facets)
    return _slips(query, wanted, limit)


def _contains(query: Query) -> tuple[str, list[Any]]:
    """The condition that everything typed is there; values in the order of their places."""
    parts, values = ["TRUE"], list[Any]()
    if query.grams:
        parts.append("grams @> %s::varchar(2)[]")
        values.append(sorted(query.grams))
    elif query.latin:
        for word in query.latin.split():
            parts.append("latin LIKE %s")
            values.append(f"%{word}%")
    elif query.text:
        parts = ["FALSE"]
    return " AND ".join(parts), values


def _filter_sql(wanted: Filter) -> tuple[dict[str, tuple[str, list[Any]]], str, list[Any]]:
    """The condition of each facet, and that of everything else."""
    given = {
        "department": wanted.department,
        "sharing": wanted.sharing,
        "grade": wanted.grade,
        "theme": wanted.theme,
        "kind": wanted.kind,
    }
    each = {name: (f"{FACETS[name]} = %s", [value]) for name, value in given.items() if value}
    rest, values = ["state = %s"], [wanted.state or "published"]
    if wanted.area:
        rest.append("area_code LIKE %s")
        values.append(f"{wanted.area}%")
    if wanted.core:
        rest.append("core")
    if wanted.overdue:
        rest.append("due_at < now()")
    return each, " AND ".join(rest), values


def _counted(where: str, values: list[Any], wanted: Filter) -> tuple[int, Mapping[str, Mapping[str, int]]]:
    """How many there are, and how they fall by facet, each facet counted as if it were not chosen: one statement."""
    each, rest, rest_values = _filter_sql(wanted)
    columns = ", ".join(FACETS.values())
    parts, given = [], [*values, *rest_values]
    for facet in ("", *FACETS):
        others = [each[name] for name in each if name != facet]
        condition = " AND ".join(["TRUE", *(sql for sql, _ in others)])
        key = f"{FACETS[facet]}::text" if facet else "''"
        parts.append(f"SELECT '{facet}', {key}, count(*) FROM m WHERE {condition} GROUP BY 2")  # noqa: S608
        given += [value for _, some in others for value in some]
    # Only names from this file stand in the text; everything a reader typed is a value.
    sql = (
        f"WITH m AS MATERIALIZED (SELECT {columns} FROM catalogue_entry WHERE {where} AND {rest}) "  # noqa: S608
        + " UNION ALL ".join(parts)
    )
    counted: dict[str, dict[str, int]] = {name: {} for name in ("", *FACETS)}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        for facet, key, number in cursor.fetchall():
            if key or not facet:
                counted[facet][key] = number
    total = counted.pop("").get("", 0)
    return total, {
        name: dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
        for name, found in counted.items()
    }


def _page(
    query: Query, where: str, values: list[Any], wanted: Filter, after: str, limit: int
) -> tuple[tuple[Any, ...], str]:
    """One page in order of fit, then of slug; `after` is `fit:slug` of the last row before."""
    each, rest, rest_values = _filter_sql(wanted)
    conditions = [where, rest, *(sql for sql, _ in each.values())]
    given = [*values, *rest_values, *(value for _, some in each.values() for value in some)]
    fit = "0"
    order = "slug"
    begin: list[Any] = []
    if query.text:
        # The name itself, a name that begins so, a name or keyword that holds it, and the rest.
        fit = (
            "CASE WHEN split_part(named, chr(10), 1) = %s THEN 0 WHEN starts_with(named, %s) THEN 1"
            " WHEN strpos(named, %s) > 0 THEN 2 ELSE 3 END"
        )
        begin = [query.text] * 3
        order = "fit, slug"
    last, _, slug = after.partition(":")
    paging, page_values = "TRUE", list[Any]()
    if last.isdecimal() and slug:
        paging, page_values = (
            ("(fit, slug) > (%s, %s)", [int(last), slug]) if query.text else ("slug > %s", [slug])
        )
    sql = (
        f"SELECT id, fit, slug FROM (SELECT id, slug, {fit} AS fit FROM catalogue_entry"  # noqa: S608
        f" WHERE {' AND '.join(conditions)}) AS found WHERE {paging} ORDER BY {order} LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*begin, *given, *page_values, limit + 1])
        found = cursor.fetchall()
    rows = Entry.objects.in_bulk([key for key, _, _ in found[:limit]])
    lines = tuple(line_view(rows[key]) for key, _, _ in found[:limit] if key in rows)
    return lines, (f"{found[limit - 1][1]}:{found[limit - 1][2]}" if len(found) > limit else "")


def _slips(query: Query, wanted: Filter, limit: int) -> Found:
    """What sounds alike or shares pairs of characters. Candidates are bounded: a common pair fits half the catalogue."""
    empty: Mapping[str, Mapping[str, int]] = {name: {} for name in FACETS}
    rows = filtered(Entry.objects.all(), wanted)
    scores: dict[int, float] = {}
    if len(query.latin) >= 2:
        likeness = TrigramWordSimilarity(query.latin, F("latin"))
        alike = rows.filter(latin__trigram_word_similar=query.latin).annotate(likeness=likeness)
        for key, grams, fit in alike.order_by("-likeness", "slug").values_list("id", "grams", "likeness")[
            :CANDIDATES
        ]:
            scores[key] = rank(query, frozenset(grams), fit)
    if query.grams:
        sharing = rows.filter(grams__overlap=sorted(query.grams))
        for key, grams in sharing.values_list("id", "grams")[: CANDIDATES * 10]:
            scores[key] = max(scores.get(key, 0.0), rank(query, frozenset(grams), 0.0))
    best = sorted((key for key in scores if scores[key] >= LEAST), key=lambda key: (-scores[key], key))
    found = Entry.objects.in_bulk(best[:limit])
    lines = tuple(line_view(found[key]) for key in best[:limit])
    return Found(lines, "", len(lines), "similar", empty)


def overdue_count(*, departments: list[str] | None = None) -> int:
    """How many published resources were not loaded within their cycle."""
    rows = Entry.objects.filter(state="published", due_at__lt=timezone.now())
    return (rows if departments is None else rows.filter(department_code__in=departments)).count()
