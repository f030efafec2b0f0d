"""Draws small processes as BPMN text, so that a test shows only what it is about."""

from dataclasses import dataclass, field
from itertools import pairwise

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:yw="https://yiwang.cn/bpmn" targetNamespace="https://yiwang.cn/tests">\n'
)


def document(body: str, *, before: str = "") -> bytes:
    """A definitions document around one process named `p`."""
    return f'{HEAD}{before}<process id="p" name="流程" isExecutable="true">\n{body}\n</process>\n</definitions>'.encode()


def user(name: str, outcomes: str = "") -> str:
    """A user task of the approver."""
    choices = f' yw:outcomes="{outcomes}"' if outcomes else ""
    return f'<userTask id="{name}" name="{name}" yw:title-en="{name}" yw:role="approver"{choices}/>\n'


def service(name: str, operation: str = "cases.remind", extra: str = "") -> str:
    """A service task."""
    return (
        f'<serviceTask id="{name}" name="{name}" yw:title-en="{name}" yw:operation="{operation}"{extra}/>\n'
    )


def flow(source: str, target: str, condition: str = "") -> str:
    """A flow, with a FEEL condition if one is given."""
    inside = (
        f'<conditionExpression xsi:type="tFormalExpression">{condition}</conditionExpression>'
        if condition
        else ""
    )
    return f'<sequenceFlow id="{source}--{target}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>\n'


def road(*names: str) -> str:
    """Flows from each node to the next."""
    return "".join(flow(one, other) for one, other in pairwise(names))


def ends(begin: str = "begin", end: str = "end") -> str:
    """A start and an end event."""
    return f'<startEvent id="{begin}"/>\n<endEvent id="{end}"/>\n'


@dataclass
class Drawing:
    """Collects the parts of a process drawn from nested blocks."""

    parts: list[str] = field(default_factory=list)
    count: int = 0

    def fresh(self, kind: str) -> str:
        """A new id."""
        self.count += 1
        return f"{kind}{self.count}"

    def add(self, part: str) -> None:
        """Add a node or flow."""
        self.parts.append(part)
