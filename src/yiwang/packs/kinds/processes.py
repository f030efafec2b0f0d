"""Processes: BPMN. They travel inside the items that use them."""

from collections.abc import Iterator

from yiwang.packs.kinds.base import Kind, raw_digests
from yiwang.packs.kinds.references import process_problems
from yiwang.packs.reading import Reading
from yiwang.packs.types import Problem
from yiwang.processes import api as processes


def _check(reading: Reading) -> Iterator[Problem]:
    for document in reading.folder.of("processes"):
        try:
            processes.ProcessDefinition.parse(document.raw)
        except processes.BadProcess as wrong:
            for problem in wrong.problems:
                yield Problem(document.path, problem.line, problem.text)
        yield from process_problems(reading, document)


PROCESSES = Kind("process", "processes", ".bpmn", _check, raw_digests("processes"))
