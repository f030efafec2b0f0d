"""The BPMN we speak: elements, attributes and namespaces that a process may use."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
YIWANG = "https://yiwang.cn/bpmn"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

TASKS = frozenset(("userTask", "manualTask", "serviceTask", "businessRuleTask", "receiveTask", "scriptTask"))
PEOPLE_TASKS = frozenset(("userTask", "manualTask"))
SCOPES = frozenset(("process", "subProcess"))
ACTIVITIES = TASKS | {"subProcess", "callActivity"}
GATEWAYS = frozenset(("exclusiveGateway", "parallelGateway", "inclusiveGateway"))
CONDITIONAL = frozenset(("exclusiveGateway", "inclusiveGateway"))
EVENTS = frozenset(("startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent"))
NODES = ACTIVITIES | GATEWAYS | EVENTS

_LANES = frozenset(("laneSet", "lane", "flowNodeRef", "childLaneSet"))
_NOTES = frozenset(("documentation", "textAnnotation", "text", "association", "group"))
_POOLS = frozenset(("collaboration", "participant"))
#: Elements that carry meaning for us.
MEANINGFUL = NODES | {
    "definitions",
    "process",
    "sequenceFlow",
    "conditionExpression",
    "incoming",
    "outgoing",
    "script",
    "message",
    "extensionElements",
    "timerEventDefinition",
    "timeDuration",
    "timeDate",
    "messageEventDefinition",
    "terminateEventDefinition",
}
ELEMENTS = MEANINGFUL | _LANES | _NOTES | _POOLS

#: Our attributes, by the elements they may stand on.
ATTRIBUTES: dict[str, frozenset[str]] = {
    "title-en": NODES | {"process", "lane"},
    "role": PEOPLE_TASKS,
    "outcomes": PEOPLE_TASKS,
    "operation": frozenset(("serviceTask",)),
    "decision": frozenset(("businessRuleTask",)),
    "result": TASKS - {"scriptTask"},
    "working-days": frozenset(("timerEventDefinition",)),
}
#: Event definitions that each event may hold.
EVENT_DEFINITIONS: dict[str, frozenset[str]] = {
    "startEvent": frozenset(),
    "endEvent": frozenset(("terminateEventDefinition",)),
    "intermediateCatchEvent": frozenset(("timerEventDefinition", "messageEventDefinition")),
    "boundaryEvent": frozenset(("timerEventDefinition", "messageEventDefinition")),
}
#: What each refused element should be replaced by.
INSTEAD: dict[str, tuple[str, str]] = {
    "task": ("请用userTask或serviceTask", "use a userTask or a serviceTask"),
    "sendTask": ("请用serviceTask", "use a serviceTask"),
    "import": ("不得引用外部文件", "nothing outside the file may be referred to"),
    "standardLoopCharacteristics": ("请画成返回的连线", "draw the loop as a flow that goes back"),
    "multiInstanceLoopCharacteristics": ("请画成返回的连线", "draw the loop as a flow that goes back"),
    "timeCycle": ("请用timeDuration并画返回的连线", "use a timeDuration and a flow that goes back"),
    "eventBasedGateway": ("请用边界事件", "use boundary events"),
}
