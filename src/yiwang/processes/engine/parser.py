"""SpiffWorkflow's BPMN parser, with only the element kinds we allow and events that wait for the caller."""

from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    EndEventParser,
    IntermediateCatchEventParser,
    StartEventParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import (
    CallActivityParser,
    ConditionalGatewayParser,
    GatewayParser,
    ScriptTaskParser,
    SubWorkflowParser,
)
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition

from yiwang.processes.engine.joins import InclusiveGateway, ParallelGateway
from yiwang.processes.reading.vocabulary import DIAGRAM


class Awaited(EventDefinition):  # type: ignore[misc]
    """A timer or message that fires when the caller says so: the engine itself looks at no clock."""

    def catches(self, my_task: Any, event: Any) -> bool:
        """Never by itself."""
        return False


class _CatchParser(IntermediateCatchEventParser):  # type: ignore[misc]
    def create_task(self) -> Any:
        return self._create_task(Awaited())


class _BoundaryParser(BoundaryEventParser):  # type: ignore[misc]
    def create_task(self) -> Any:
        return self._create_task(Awaited(), self.node.get("cancelActivity", "true").lower() == "true")


class YiwangBpmnParser(BpmnParser):  # type: ignore[misc]
    """Knows the elements of `reading.vocabulary` and no others; every task but a script waits for the caller."""

    PARSER_CLASSES = {
        full_tag("startEvent"): (StartEventParser, defaults.StartEvent),
        full_tag("endEvent"): (EndEventParser, defaults.EndEvent),
        full_tag("userTask"): (TaskParser, defaults.UserTask),
        full_tag("manualTask"): (TaskParser, defaults.UserTask),
        full_tag("serviceTask"): (TaskParser, defaults.UserTask),
        full_tag("businessRuleTask"): (TaskParser, defaults.UserTask),
        full_tag("receiveTask"): (TaskParser, defaults.UserTask),
        full_tag("scriptTask"): (ScriptTaskParser, defaults.ScriptTask),
        full_tag("exclusiveGateway"): (ConditionalGatewayParser, defaults.ExclusiveGateway),
        full_tag("inclusiveGateway"): (ConditionalGatewayParser, InclusiveGateway),
        full_tag("parallelGateway"): (GatewayParser, ParallelGateway),
        full_tag("intermediateCatchEvent"): (_CatchParser, defaults.IntermediateCatchEvent),
        full_tag("boundaryEvent"): (_BoundaryParser, defaults.BoundaryEvent),
        full_tag("subProcess"): (SubWorkflowParser, defaults.SubWorkflowTask),
        full_tag("callActivity"): (CallActivityParser, defaults.CallActivity),
    }


def parse_specs(root: etree._Element, process_id: str) -> tuple[Any, dict[str, Any]]:
    """The spec of a process and those of the processes inside it; raises what SpiffWorkflow raises.

    The diagram is taken off first: the order in which conditions are tried is that of the file, not of the drawing.
    """
    for diagram in [element for element in root if etree.QName(element).namespace == DIAGRAM]:
        root.remove(diagram)
    parser = YiwangBpmnParser()
    parser.add_bpmn_xml(root)
    return parser.get_spec(process_id), parser.get_subprocess_specs(process_id)
