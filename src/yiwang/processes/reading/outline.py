"""A process taken apart: its nodes, its flows, and what each node is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from yiwang.decisions.api import Problem, line_of, local
from yiwang.processes.reading.vocabulary import BPMN, NODES, SCOPES, YIWANG
from yiwang.text import Text

_ISO = re.compile(r"-?P[\dT]\S*|\d{4}-\d\d-\d\d\S*")


@dataclass(frozen=True)
class Node:
    """One element a run can stand on."""

    id: str
    kind: str
    title: Text
    role: str
    operation: str
    outcomes: tuple[str, ...]
    #: FEEL texts of the inputs, by name.
    inputs: tuple[tuple[str, str], ...]
    result: str
    #: FEEL text of a timer.
    timer: str
    working_days: int | None
    message: str
    attached_to: str

    @property
    def is_timer(self) -> bool:
        """Whether it waits for a time."""
        return bool(self.timer) or self.working_days is not None


@dataclass
class Findings:
    """The mistakes found so far."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, element: etree._Element, zh: str, en: str) -> None:
        """Remember a mistake at this element."""
        self.problems.append(Problem(line_of(element), Text(zh, en)))


def named(element: etree._Element, name: str) -> bool:
    """Whether this is the BPMN element of that name."""
    return bool(element.tag == f"{{{BPMN}}}{name}")


def parts(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The BPMN child elements of these names."""
    for child in element:
        if any(named(child, name) for name in names):
            yield child


def part(element: etree._Element, *names: str) -> etree._Element | None:
    """The first such child."""
    return next(parts(element, *names), None)


def ours(element: etree._Element, attribute: str) -> str:
    """A `yw:` attribute, empty when it is not there."""
    return (element.get(f"{{{YIWANG}}}{attribute}") or "").strip()


def text_in(element: etree._Element | None) -> str:
    """The trimmed text of an element."""
    return "".join(element.itertext()).strip() if element is not None else ""


def scopes(root: etree._Element) -> Iterator[etree._Element]:
    """Every process and sub-process."""
    yield from root.iter(*(f"{{{BPMN}}}{name}" for name in SCOPES))


def nodes_of(scope: etree._Element) -> list[etree._Element]:
    """The nodes directly in a process or sub-process."""
    return list(parts(scope, *NODES))


def flows_of(scope: etree._Element) -> list[etree._Element]:
    """The sequence flows directly in a process or sub-process."""
    return list(parts(scope, "sequenceFlow"))


def inputs_of(element: etree._Element) -> list[etree._Element]:
    """The `yw:input` elements of a task."""
    extension = part(element, "extensionElements")
    return [] if extension is None else [child for child in extension if child.tag == f"{{{YIWANG}}}input"]


def timer_source(text: str) -> str:
    """The FEEL of a timer: what looks like an ISO duration or date stands for itself."""
    return f'@"{text}"' if _ISO.fullmatch(text) else text


def outline(root: etree._Element) -> dict[str, Node]:
    """Every node of a document that has been found good, by id."""
    messages = {message.get("id", ""): message.get("name", "") for message in parts(root, "message")}
    return {
        element.get("id", ""): _node(element, messages)
        for scope in scopes(root)
        for element in nodes_of(scope)
    }


def _node(element: etree._Element, messages: dict[str, str]) -> Node:
    timer = part(element, "timerEventDefinition")
    days = ours(timer, "working-days") if timer is not None else ""
    news = part(element, "messageEventDefinition")
    reference = (news if news is not None else element).get("messageRef", "")
    decision = ours(element, "decision")
    inputs = [("decision", f'"{decision}"')] if decision else []
    return Node(
        id=element.get("id", ""),
        kind=local(element),
        title=Text(element.get("name") or element.get("id", ""), ours(element, "title-en")),
        role=ours(element, "role"),
        operation="decisions.evaluate" if decision else ours(element, "operation"),
        outcomes=tuple(ours(element, "outcomes").split()),
        inputs=tuple(inputs + [(child.get("name", ""), text_in(child)) for child in inputs_of(element)]),
        result=ours(element, "result"),
        timer=timer_source(text_in(part(timer, "timeDuration", "timeDate"))) if timer is not None else "",
        working_days=int(days) if days.isascii() and days.isdigit() else None,
        message=messages.get(reference, ""),
        attached_to=element.get("attachedToRef", ""),
    )
