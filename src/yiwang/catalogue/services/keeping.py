"""How entries and versions are written: one way for a single entry in a form and for hundreds from a pack."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from yiwang.access.api import Actor
from yiwang.bus import api as bus
from yiwang.catalogue.facts import ResourcePublished
from yiwang.catalogue.models import Act, Entry, Field, Version
from yiwang.catalogue.rules.content import grade_of_content
from yiwang.catalogue.rules.life import due_at
from yiwang.catalogue.services.outbox import tell_province
from yiwang.crypto.api import sm3
from yiwang.ledger import api as ledger
from yiwang.words import words_of

_NUMBERS = """
    INSERT INTO catalogue_sequence (classification, last) SELECT * FROM unnest(%s::text[], %s::int[])
    ON CONFLICT (classification) DO UPDATE SET last = catalogue_sequence.last + EXCLUDED.last
    RETURNING classification, last
"""


def digest_of(content: Mapping[str, Any], department: str) -> str:
    """The SM3 of a normalised content and whose it is: equal digests mean nothing changed."""
    text = json.dumps([department, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3(text.encode()).hex()


def new_codes(classifications: Sequence[str]) -> list[str]:
    """A resource code for each classification: the classification, "/", and a number never given before.

    The counter is taken forward in the same transaction, and an entry never changes its code.
    """
    wanted = Counter(classifications)
    names = sorted(wanted)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [names, [wanted[one] for one in names]])
        last = dict(cursor.fetchall())
    given: Counter[str] = Counter()
    codes = []
    for one in classifications:
        given[one] += 1
        codes.append(f"{one}/{last[one] - wanted[one] + given[one]:06}")
    return codes


#: What `describe` sets, for updates of many entries at once.
DESCRIBED = (
    *("classification", "kind", "theme", "sharing", "opening", "cycle", "format", "grade", "core"),
    *("field_count", "bound_count", "card", "named", "grams", "latin"),
)


def describe(entry: Entry, content: Mapping[str, Any]) -> None:
    """Set what an entry is listed and found by."""
    fields = content["fields"]
    entry.classification, entry.kind = content["classification"], content["classification"][:1]
    entry.theme, entry.cycle, entry.format = content["theme"], content["cycle"], content["format"]
    entry.sharing, entry.opening = content["sharing"]["type"], content["opening"]["type"]
    entry.grade, entry.core = grade_of_content(content), content["core"]
    entry.field_count = len(fields)
    entry.bound_count = sum(bool(one["element"]) for one in fields)
    entry.card = {"name": content["name"], "abstract": content["abstract"]}
    named = [content["name"]["zh"], content["name"]["en"], *content["keywords"]]
    told = [content["abstract"]["zh"], content["abstract"]["en"], content["system"], entry.slug, entry.code]
    words = words_of([*named, *told, *(one["title"]["zh"] for one in fields)])
    entry.named = "\n".join(one.lower() for one in named if one)
    entry.grams = sorted(words.grams)
    # Sounds of a hundred field names would drown those of the name: of fields only the Chinese words are kept.
    entry.latin = words_of([*named, *told]).latin


def put_in_force(pairs: Sequence[tuple[Entry, Version]], *, by: Actor, now: datetime, note: str = "") -> None:
    """Publish versions: they replace the ones in force, are told to the province and to the house.

    Entries are saved, versions must be saved already. A constant number of statements, but for the ledger and the facts.
    """
    entries = [entry for entry, _ in pairs]
    first = {entry.pk for entry in entries if entry.version == 0}
    Version.objects.filter(entry__in=entries, state="published").update(state="superseded")
    for entry, version in pairs:
        describe(entry, version.content)
        version.state, version.published_at = "published", now
        entry.state, entry.version, entry.published_at = "published", version.number, now
        entry.retired_at, entry.retired_reason = None, ""
        entry.due_at = due_at(entry.cycle, entry.loaded_at or now)
    Version.objects.bulk_update([version for _, version in pairs], ["state", "published_at"], batch_size=500)
    changed = [*DESCRIBED, "state", "version", "published_at", "retired_at", "retired_reason", "due_at"]
    Entry.objects.bulk_update(entries, changed, batch_size=200)
    Field.objects.filter(entry__in=entries).delete()
    Field.objects.bulk_create(_field_rows(pairs), batch_size=2000)
    write_acts("published", pairs, by=by, at=now, note=note)
    tell_province(
        [(entry, version, "publish" if entry.pk in first else "change") for entry, version in pairs], now
    )
    for entry, version in pairs:
        detail = {"version": version.number, "code": entry.code, "digest": version.digest}
        ledger.record("catalogue.published", by=by.ref, subject=f"resource:{entry.slug}", detail=detail)
        bus.publish(ResourcePublished(entry.slug, version.number, entry.code, entry.department_code))


def _field_rows(pairs: Iterable[tuple[Entry, Version]]) -> list[Field]:
    return [
        Field(
            entry=entry,
            position=position,
            name=one["name"],
            element=one["element"],
            title_zh=one["title"]["zh"],
            grade=one["grade"],
            category=one["category"],
        )
        for entry, version in pairs
        for position, one in enumerate(version.content["fields"])
    ]


def write_acts(
    act: str,
    pairs: Iterable[tuple[Entry, Version]],
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    transaction_id: str = "",
) -> None:
    """Tell the story of entries one line on."""
    Act.objects.bulk_create(
        [
            Act(
                entry=entry,
                act=act,
                version=version.number,
                by=by.ref,
                at=at,
                note=note[:1000],
                transaction_id=transaction_id,
            )
            for entry, version in pairs
        ],
        batch_size=1000,
    )
