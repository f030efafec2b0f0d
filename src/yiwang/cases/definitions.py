"""An item's form, process and decision tables, parsed once per process and version."""

from functools import lru_cache

from yiwang.decisions import api as decisions
from yiwang.items import api as items
from yiwang.processes import api as processes


@lru_cache(maxsize=256)
def _process(digest: str, xml: bytes) -> processes.ProcessDefinition:
    return processes.ProcessDefinition.parse(xml)


@lru_cache(maxsize=256)
def _decision(digest: str, slug: str, xml: bytes) -> decisions.DecisionModel:
    return decisions.DecisionModel.parse(xml)


def process_of(item: items.Item) -> processes.ProcessDefinition:
    """The process the item's cases follow."""
    return _process(item.digest, item.process)


def decision_of(item: items.Item, slug: str) -> decisions.DecisionModel:
    """A decision model of the item. Raises KeyError when its pack has none of that name."""
    return _decision(item.digest, slug, item.decisions[slug])
