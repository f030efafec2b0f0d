"""Finding items by what people type."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import Cast

from yiwang.items.models import ItemRecord
from yiwang.items.queries import published, read_card
from yiwang.items.rules.ranking import LEAST, Found, rank
from yiwang.items.types import Hit
from yiwang.words import query_of

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
    # Likeness of sound is a fair first sieve for Chinese words too; the ranking then looks at each candidate.
    sieve = rows.filter(wanted).annotate(likeness=likeness).order_by("-likeness", "slug")
    scores: dict[str, tuple[float, str]] = {}
    for slug, named, grams, latin, alike in sieve.values_list("slug", "named", "grams", "latin", "likeness")[
        :CANDIDATES
    ]:
        score, matched = rank(query, Found(named.split("\n")[0], named, frozenset(grams), latin, alike))
        if score >= LEAST:
            scores[slug] = score, matched
    best = sorted(scores, key=lambda slug: (-scores[slug][0], slug))[:limit]
    cards = dict(ItemRecord.objects.filter(slug__in=best).values_list("slug", "card"))
    return tuple(Hit(read_card(cards[slug]), *scores[slug]) for slug in best)
