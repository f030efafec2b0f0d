"""Everything wrong with an item as a pack writes it."""

from collections.abc import Mapping
from typing import Any

from yiwang.items.rules.consistency import consistency_problems
from yiwang.items.rules.item_code import BadItemCode, check_catalog_code
from yiwang.items.rules.structure import structure_problems
from yiwang.items.types import ItemProblem


def check_item(content: Mapping[str, Any]) -> list[ItemProblem]:
    """All problems of an item's table (JSON values, dates as text); empty when it may be published.

    Contradictions are looked for once the structure is right: a missing part cannot contradict another.
    """
    problems = list(structure_problems(content))
    if problems:
        return problems
    try:
        check_catalog_code(content["catalog_code"])
    except BadItemCode as wrong:
        problems.append(ItemProblem("catalog_code", wrong.message))
    return problems + list(consistency_problems(content))
