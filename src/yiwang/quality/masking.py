"""Failing keys and values as they may be shown: by the category that the catalogue gives each column."""

from collections.abc import Iterable

from yiwang.codes import api as codes
from yiwang.quality.types import Rule, RuleSet, Sample


def masked(samples: Iterable[Sample], rule: Rule, found: RuleSet) -> tuple[Sample, ...]:
    """The samples with every personal value masked; numbers keep their ends, names their first character."""
    categories = {one.name: one.category for one in found.fields}
    values = [one for one in rule.columns if one not in found.key]
    return tuple(
        Sample(
            tuple(
                _shown(text, categories.get(column, ""))
                for text, column in zip(one.key, found.key, strict=False)
            ),
            tuple(
                _shown(text, categories.get(column, ""))
                for text, column in zip(one.value, values, strict=False)
            ),
        )
        for one in samples
    )


def _shown(text: str, category: str) -> str:
    if not text or not category.startswith("personal"):
        return text
    if len(text) >= 15:
        return codes.mask_resident_id(text)
    if len(text) >= 8:
        return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}"
    return text[:1] + "*" * (len(text) - 1)
