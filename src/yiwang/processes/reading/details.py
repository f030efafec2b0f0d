"""What each element must say: titles, roles, operations, expressions, timers and messages."""

import re

from lxml import etree

from yiwang.decisions.api import BadExpression, feel, local
from yiwang.processes.reading.outline import (
    Findings,
    inputs_of,
    nodes_of,
    ours,
    part,
    parts,
    scopes,
    text_in,
    timer_source,
)
from yiwang.processes.reading.vocabulary import BPMN, EVENT_DEFINITIONS, PEOPLE_TASKS

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_OPERATION = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[^\W\d]\w*")
_DEFINITIONS = ("timerEventDefinition", "messageEventDefinition", "terminateEventDefinition")
_VISIBLE = PEOPLE_TASKS | {"serviceTask", "businessRuleTask", "receiveTask"}


def check_details(root: etree._Element, findings: Findings) -> None:
    """Report everything missing or malformed in single elements."""
    messages = {message.get("id", "") for message in parts(root, "message") if message.get("name")}
    for message in parts(root, "message"):
        if not message.get("name"):
            findings.add(message, "消息没有名称。", "The message has no name.")
    for process in parts(root, "process"):
        if process.get("isExecutable", "true") != "true":
            findings.add(
                process, '流程须为isExecutable="true"。', 'The process must have isExecutable="true".'
            )
    for scope in scopes(root):
        for node in nodes_of(scope):
            _check_node(node, messages, findings)
    for condition in root.iter(f"{{{BPMN}}}conditionExpression"):
        check_feel(condition, text_in(condition), findings)


def _check_node(node: etree._Element, messages: set[str], findings: Findings) -> None:
    kind = local(node)
    if kind in _VISIBLE and not (node.get("name") and ours(node, "title-en")):
        findings.add(
            node,
            f"“{node.get('id')}”须有中文名称（name）和英文名称（yw:title-en）。",
            f"“{node.get('id')}” needs a Chinese title (name) and an English one (yw:title-en).",
        )
    _check_act(node, findings)
    if ours(node, "result") and not _NAME.fullmatch(ours(node, "result")):
        findings.add(node, "yw:result须为一个名称。", "yw:result must be a name.")
    if kind == "receiveTask":
        _check_message(node, node, messages, findings)
    if kind == "scriptTask":
        _check_script(node, findings)
    if kind in EVENT_DEFINITIONS:
        _check_event(node, messages, findings)
    for element in inputs_of(node):
        if not _NAME.fullmatch(element.get("name", "")):
            findings.add(element, "yw:input须有名称。", "A yw:input needs a name.")
        check_feel(element, text_in(element), findings)


def _check_act(node: etree._Element, findings: Findings) -> None:
    """Who or what carries a task out."""
    kind = local(node)
    if kind in PEOPLE_TASKS:
        _must_match(node, "role", _SLUG, findings)
        for outcome in ours(node, "outcomes").split():
            if not _SLUG.fullmatch(outcome):
                findings.add(node, f"选项“{outcome}”不合规。", f"“{outcome}” is no good outcome.")
    if kind == "serviceTask":
        _must_match(node, "operation", _OPERATION, findings)
    if kind == "businessRuleTask":
        _must_match(node, "decision", _SLUG, findings)


def _must_match(node: etree._Element, attribute: str, form: re.Pattern[str], findings: Findings) -> None:
    value = ours(node, attribute)
    if not form.fullmatch(value):
        found = f"“{value}”" if value else "空"
        findings.add(
            node,
            f"“{node.get('id')}”的yw:{attribute}（{found}）不合规。",
            f"“{node.get('id')}” needs a proper yw:{attribute}, not “{value}”.",
        )


def _check_script(node: etree._Element, findings: Findings) -> None:
    script = text_in(part(node, "script"))
    if not (script.startswith("{") and script.endswith("}")):
        findings.add(
            node,
            "脚本须为一个FEEL上下文，如{ 名称： 表达式 }。",
            "A script must be a FEEL context, such as { name: expression }.",
        )
    check_feel(node, script, findings)


def _check_event(node: etree._Element, messages: set[str], findings: Findings) -> None:
    definitions = list(parts(node, *_DEFINITIONS))
    allowed = EVENT_DEFINITIONS[local(node)]
    for definition in definitions:
        if local(definition) not in allowed:
            findings.add(
                definition,
                f"“{local(node)}”不能用“{local(definition)}”。",
                f"A {local(node)} cannot have a “{local(definition)}”.",
            )
    if local(node) in ("intermediateCatchEvent", "boundaryEvent") and len(definitions) != 1:
        findings.add(
            node,
            f"“{node.get('id')}”须有一个定时或消息定义。",
            f"“{node.get('id')}” needs one timer or message definition.",
        )
    for definition in definitions:
        if local(definition) == "timerEventDefinition":
            _check_timer(definition, findings)
        elif local(definition) == "messageEventDefinition":
            _check_message(node, definition, messages, findings)


def _check_message(
    node: etree._Element, holder: etree._Element, messages: set[str], findings: Findings
) -> None:
    if holder.get("messageRef", "") not in messages:
        findings.add(
            holder,
            f"“{node.get('id')}”所指的消息“{holder.get('messageRef', '')}”不存在。",
            f"“{node.get('id')}” refers to the message “{holder.get('messageRef', '')}”, which does not exist.",
        )


def _check_timer(timer: etree._Element, findings: Findings) -> None:
    times = list(parts(timer, "timeDuration", "timeDate"))
    days = ours(timer, "working-days")
    if len(times) + bool(days) != 1:
        findings.add(
            timer,
            "定时须有timeDuration、timeDate或yw:working-days之一。",
            "A timer needs one of timeDuration, timeDate and yw:working-days.",
        )
    if days and not (days.isascii() and days.isdigit() and 0 < int(days) <= 1000):
        findings.add(
            timer,
            "yw:working-days须为1到1000的整数。",
            "yw:working-days must be a whole number from 1 to 1000.",
        )
    for time in times:
        check_feel(time, timer_source(text_in(time)), findings)


def check_feel(element: etree._Element, source: str, findings: Findings) -> None:
    """Report a FEEL text that cannot be read."""
    if not source:
        findings.add(element, "缺少表达式。", "The expression is missing.")
        return
    try:
        expression = feel.compile_expression(source)
    except BadExpression as error:
        findings.add(element, f"“{source[:60]}”：{error.message.zh}", f"“{source[:60]}”: {error.message.en}")
        return
    if source.startswith("@") and expression.evaluate({}) is None:
        findings.add(
            element, f"无法识别的时间“{source[2:-1]}”。", f"“{source[2:-1]}” is not a time or duration."
        )
