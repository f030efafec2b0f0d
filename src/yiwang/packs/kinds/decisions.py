"""Decisions: DMN. They travel inside the items that use them."""

from collections.abc import Iterator

from yiwang.decisions import api as decisions
from yiwang.packs.kinds.base import Kind, raw_digests
from yiwang.packs.reading import Reading
from yiwang.packs.types import Problem


def _check(reading: Reading) -> Iterator[Problem]:
    for document in reading.folder.of("decisions"):
        try:
            decisions.DecisionModel.parse(document.raw)
        except decisions.BadModel as wrong:
            for problem in wrong.problems:
                yield Problem(document.path, problem.line, problem.text)


DECISIONS = Kind("decision", "decisions", ".dmn", _check, raw_digests("decisions"))
