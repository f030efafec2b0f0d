"""Very many resources in a moment: the catalogue of the model city, compiled again by towns under its counties."""

from pathlib import Path

_HOME = Path(__file__).parents[2]
_COUNTIES = ("滨城区", "沾化区", "惠民县", "阳信县", "无棣县", "博兴县", "邹平市")


def fill(count: int) -> None:
    """Write `count` published resources, and let the planner know."""
    from django.db import connection
    from django.utils import timezone

    from yiwang.catalogue.models import Entry
    from yiwang.catalogue.rules.content import normalised
    from yiwang.catalogue.services.keeping import describe
    from yiwang.packs.checking import read_and_check
    from yiwang.packs.kinds.elements import elements_of
    from yiwang.packs.kinds.resources import written
    from yiwang.words import words_of

    reading, problems = read_and_check(_HOME / "packs" / "city-catalogue", _HOME / "cities" / "binzhou")
    assert not problems, problems[:3]
    elements = elements_of(reading)
    now = timezone.now()
    models = []
    for one in written(reading):
        table = normalised(one.content, elements)
        entry = Entry(slug=table["slug"], code=table["slug"][:32], department_code=one.department)
        describe(entry, table)
        models.append((entry, table["name"]["zh"]))
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX catalogue_grams, catalogue_latin")
    rows = []
    for number in range(count):
        model, name = models[number % len(models)]
        town = number // len(models)
        place = f"{_COUNTIES[town % len(_COUNTIES)]}第{town // len(_COUNTIES) + 1}街道" if town else ""
        words = words_of([f"{place}{name}"])
        rows.append(
            Entry(
                slug=f"{model.slug[:50]}-{town}",
                code=f"{model.classification[:16]}/{number:06}",
                state="published",
                version=1,
                department_code=model.department_code,
                area_code="3716",
                card=model.card,
                named=f"{place}{model.named}",
                grams=sorted(words.grams.union(model.grams)),
                latin=f"{words.latin}\n{model.latin}",
                published_at=now,
                **{name: getattr(model, name) for name in _SAME},
            )
        )
        if len(rows) == 2000:
            Entry.objects.bulk_create(rows)
            rows = []
    Entry.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX catalogue_grams ON catalogue_entry USING gin (grams)")
        cursor.execute("CREATE INDEX catalogue_latin ON catalogue_entry USING gin (latin gin_trgm_ops)")
        cursor.execute("ANALYZE catalogue_entry")


_SAME = (
    *("classification", "kind", "theme", "sharing", "opening", "cycle", "format", "grade", "core"),
    *("field_count", "bound_count"),
)
