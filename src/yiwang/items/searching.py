"""Finding items by what people type."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import Cast

from yiwang.items.models import ItemRecord
from yiwang.items.queries import published, read_card
from yiwang.items.rules.ranking import LEAST, Found, rank
from yiwang.items.rules.words import query_of
from yiwang.items.types import Hit

CANDIDATES = 200


def search(q: str, *, topic: str = "", limit: int = 20) -> tuple[Hit, ...]:
    """Items that fit a search text, best first: Chinese words, pinyin or initials, English, slips of each.

    An empty text gives the items of the topic in order.
    """
    query = query_of(q)
    if not query.text:
        return tuple(Hit(card, 1.0, "words") for card in published(topic=topic, limit=limit))
    rows = ItemRecord.objects.filter(retired_at__isnull=True)
    if topic:
        rows = rows.filter(topics__contains=[topic])
    wanted = Q(grams__overlap=sorted(query.grams)) if query.grams else Q()
    likeness: Cast | TrigramWordSimilarity = Cast(Value(0.0), FloatField())
    if len(query.latin) >= 2:
        likeness = TrigramWordSimilarity(query.latin, F("latin"))
        wanted |= Q(latin__trigram_word_similar=query.latin) | Q(latin__contains=query.latin.replace(" ", ""))
    if not wanted:
        return ()
    hits = []
    for row in rows.filter(wanted).annotate(likeness=likeness)[:CANDIDATES]:
        named = row.named
        found = Found(named.split("\n")[0], named, frozenset(row.grams), row.latin, row.likeness)
        score, matched = rank(query, found)
        if score >= LEAST:
            hits.append(Hit(read_card(row.card), score, matched))
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.item.slug))[:limit])
