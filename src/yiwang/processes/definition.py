"""A process definition: read once, run many times."""

from functools import lru_cache
from hashlib import sha256
from typing import Any

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from yiwang.decisions.api import BadXml, Problem, line_of, local, read_xml
from yiwang.processes.engine.parser import parse_specs
from yiwang.processes.errors import BadProcess
from yiwang.processes.reading.details import check_details
from yiwang.processes.reading.outline import Findings, Node, ours, outline
from yiwang.processes.reading.structure import check_structure, main_processes
from yiwang.processes.reading.vocabulary import BPMN
from yiwang.processes.reading.whitelist import check_vocabulary
from yiwang.text import Text


class ProcessDefinition:
    """A BPMN process that has been read and found good; safe to share between threads."""

    def __init__(
        self, *, slug: str, title: Text, digest: str, nodes: dict[str, Node], spec: Any, inner: dict[str, Any]
    ) -> None:
        self.slug = slug
        self.title = title
        #: SHA-256 of the file, by which the definition is cached.
        self.digest = digest
        self.nodes = nodes
        self.spec = spec
        self.inner = inner

    @classmethod
    def parse(cls, xml: bytes) -> "ProcessDefinition":
        """Read a BPMN file; the same bytes give the same definition. Raises BadProcess with every problem found."""
        return _parsed(bytes(xml))

    @property
    def roles(self) -> frozenset[str]:
        """The role slugs that the process hands steps to."""
        return frozenset(node.role for node in self.nodes.values() if node.role)

    @property
    def operations(self) -> frozenset[str]:
        """The operations that the process asks the program to carry out."""
        return frozenset(node.operation for node in self.nodes.values() if node.operation)

    @property
    def messages(self) -> frozenset[str]:
        """The messages that the process waits for."""
        return frozenset(node.message for node in self.nodes.values() if node.message)


@lru_cache(maxsize=256)
def _parsed(xml: bytes) -> ProcessDefinition:
    try:
        root = read_xml(xml)
    except BadXml as error:
        raise BadProcess([error.problem]) from None
    if root.tag != f"{{{BPMN}}}definitions":
        text = Text(
            f"不是BPMN 2.0的definitions文件，而是“{local(root)}”。", "Not a BPMN 2.0 definitions document."
        )
        raise BadProcess([Problem(line_of(root), text)])
    findings = Findings()
    check_vocabulary(root, findings)
    check_structure(root, findings)
    check_details(root, findings)
    if findings.problems:
        raise BadProcess(sorted(findings.problems, key=lambda problem: problem.line))
    process = main_processes(root)[0]
    slug = process.get("id", "")
    try:
        nodes = outline(root)
        spec, inner = parse_specs(root, slug)
    except ValidationException as error:
        raise BadProcess(
            [Problem(line_of(process), Text(f"流程无法执行：{error}", f"Not executable: {error}"))]
        ) from None
    return ProcessDefinition(
        slug=slug,
        title=Text(process.get("name") or slug, ours(process, "title-en")),
        digest=sha256(xml).hexdigest(),
        nodes=nodes,
        spec=spec,
        inner=inner,
    )
