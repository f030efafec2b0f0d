"""A process that is wrong or hostile is refused, with every mistake and its line."""

import pytest

from yiwang.processes.api import BadProcess, ProcessDefinition

from .drawing import HEAD, document, ends, flow, road, service, user

GOOD = ends() + user("a") + road("begin", "a", "end")

BAD: dict[str, tuple[bytes, str]] = {
    "a Python script": (
        document(
            ends() + '<scriptTask id="s" scriptFormat="python"><script>import os</script></scriptTask>'
            + road("begin", "s", "end")
        ),
        "FEEL",
    ),
    "a script in no language": (
        document(ends() + '<scriptTask id="s"><script>{ a: 1 }</script></scriptTask>' + road("begin", "s", "end")),
        "FEEL",
    ),
    "a script that is no context": (
        document(
            ends() + '<scriptTask id="s" scriptFormat="feel"><script>1 + 1</script></scriptTask>'
            + road("begin", "s", "end")
        ),
        "上下文",
    ),
    "a condition in Python": (
        document(
            ends() + '<exclusiveGateway id="g" default="g--b"/>' + user("a") + user("b") + road("begin", "g")
            + flow("g", "a", "__import__('os').system('id')") + flow("g", "b") + road("a", "end") + road("b", "end")
        ),
        "__import__",
    ),
    "another expression language": (
        document(GOOD).replace(b"targetNamespace", b'expressionLanguage="http://www.w3.org/1999/XPath" targetNamespace'),
        "XPath",
    ),
    "an import": (
        document(GOOD, before='<import namespace="x" location="http://evil/x.xsd" importType="y"/>'),
        "import",
    ),
    "a vendor extension": (
        document(
            ends() + '<serviceTask id="s" name="s" yw:title-en="s" yw:operation="a.b" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
            ' camunda:expression="${runtime.exec()}"/>' + road("begin", "s", "end")
        ),
        "camunda",
    ),
    "a vendor element": (
        document(
            ends() + '<serviceTask id="s" name="s" yw:title-en="s" yw:operation="a.b"><extensionElements>'
            '<spiffworkflow:preScript xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core">x=1'
            "</spiffworkflow:preScript></extensionElements></serviceTask>" + road("begin", "s", "end")
        ),
        "preScript",
    ),
    "an implementation": (
        document(
            ends() + service("s", extra=' implementation="http://evil/"') + road("begin", "s", "end")
        ),
        "implementation",
    ),
    "two starts": (document(GOOD + '<startEvent id="b2"/>' + flow("b2", "a")), "开始事件"),
    "no end": (document('<startEvent id="begin"/>' + user("a") + road("begin", "a")), "结束事件"),
    "a node nobody reaches": (document(GOOD + user("x") + flow("x", "end")), "到不了“x”"),
    "a node without a way out": (
        document(
            ends() + '<exclusiveGateway id="g" default="g--end"/>' + user("x") + road("begin", "g", "end")
            + flow("g", "x", "true")
        ),
        "到不了结束事件",
    ),
    "a flow to nowhere": (document(GOOD + flow("a", "ghost")), "ghost"),
    "two flows out of a task": (document(GOOD + user("x") + flow("a", "x") + flow("x", "end")), "请用网关"),
    "a flow without its condition": (
        document(
            ends() + '<exclusiveGateway id="g"/>' + user("a") + user("b") + road("begin", "g", "a", "end")
            + road("g", "b", "end")
        ),
        "缺少条件",
    ),
    "a default that is not there": (
        document(ends() + '<exclusiveGateway id="g" default="none"/>' + road("begin", "g", "end")),
        "默认连线",
    ),
    "a message that is not there": (
        document(
            ends() + '<receiveTask id="r" name="r" yw:title-en="r" messageRef="m"/>' + road("begin", "r", "end")
        ),
        "消息",
    ),
    "a boundary event on nothing": (
        document(
            GOOD + '<boundaryEvent id="t" attachedToRef="ghost"><timerEventDefinition yw:working-days="3"/>'
            "</boundaryEvent>" + flow("t", "end")
        ),
        "边界事件",
    ),
    "a timer that is no time": (
        document(
            ends() + '<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P5X</timeDuration>'
            "</timerEventDefinition></intermediateCatchEvent>" + road("begin", "t", "end")
        ),
        "P5X",
    ),
    "a cycle timer": (
        document(
            ends() + '<intermediateCatchEvent id="t"><timerEventDefinition><timeCycle>R3/PT1S</timeCycle>'
            "</timerEventDefinition></intermediateCatchEvent>" + road("begin", "t", "end")
        ),
        "timeCycle",
    ),
    "a loop marker": (
        document(
            ends() + '<userTask id="a" name="a" yw:title-en="a" yw:role="approver">'
            '<standardLoopCharacteristics loopMaximum="1000000000"/></userTask>' + road("begin", "a", "end")
        ),
        "standardLoop",
    ),
    "a call to itself": (
        document(ends() + '<callActivity id="c" calledElement="p"/>' + road("begin", "c", "end")),
        "调用自己",
    ),
    "a call to nobody": (
        document(ends() + '<callActivity id="c" calledElement="q"/>' + road("begin", "c", "end")),
        "不在本文件中",
    ),
    "an id used twice": (document(GOOD + user("a")), "已在第"),
    "a task for no role": (
        document(ends() + '<userTask id="a" name="a" yw:title-en="a"/>' + road("begin", "a", "end")),
        "yw:role",
    ),
    "a task without an English title": (
        document(ends() + '<userTask id="a" name="甲" yw:role="approver"/>' + road("begin", "a", "end")),
        "yw:title-en",
    ),
    "our attribute in the wrong place": (document(GOOD.replace("<endEvent", '<endEvent yw:role="x"')), "role"),
    "a process that may not run": (document(GOOD).replace(b'"true"', b'"false"'), "isExecutable"),
    "something else altogether": (b"<html/>", "definitions"),
    "no XML": (b"\x00\x01 not xml", "XML"),
    "nothing": (b"", "XML"),
    "an external entity": (
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + document(GOOD.replace('name="a"', 'name="&x;"')),
        "DOCTYPE",
    ),
    "a billion laughs": (
        b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>' + document(GOOD),
        "DOCTYPE",
    ),
    "an external document type": (b'<!DOCTYPE d SYSTEM "http://evil/x.dtd">' + document(GOOD), "DOCTYPE"),
    "a huge file": (document(GOOD + f"<documentation>{'x' * 5_000_000}</documentation>"), "4MB"),
    "endless nesting": (HEAD.encode() + b"<process>" + b"<lane>" * 100 + b"</lane>" * 100 + b"</process></definitions>", "嵌套"),
    "more flows than a person can read": (
        document(
            ends() + "".join(user(f"u{i}") for i in range(600)) + road("begin", *(f"u{i}" for i in range(600)), "end")
        ),
        "超过",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_process_is_refused(name: str) -> None:
    xml, told = BAD[name]
    with pytest.raises(BadProcess) as caught:
        ProcessDefinition.parse(xml)
    assert told in caught.value.message.zh
    assert all(problem.text.en for problem in caught.value.problems)


def test_all_mistakes_are_told_at_once_with_their_lines() -> None:
    xml = document(
        '<startEvent id="begin"/>\n'
        '<task id="plain"/>\n'
        '<userTask id="a" name="甲" yw:role="Approver!" yw:title-en="A"/>\n'
        '<scriptTask id="s" scriptFormat="javascript"><script>{ a: 1 + }</script></scriptTask>\n'
        '<sequenceFlow id="f1" sourceRef="begin" targetRef="nowhere"/>\n'
        '<endEvent id="end"/>'
    )
    with pytest.raises(BadProcess) as caught:
        ProcessDefinition.parse(xml)
    lines = [problem.line for problem in caught.value.problems]
    assert lines == sorted(lines)
    assert {4, 5, 6, 7, 8} <= set(lines)
    assert "第6行" in caught.value.message.zh
    assert "line 6" in caught.value.message.en


def test_a_drawing_made_in_an_editor_is_taken_as_it_is() -> None:
    diagram = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d"><bpmndi:BPMNPlane id="pl"'
        ' bpmnElement="p"><bpmndi:BPMNShape id="x" bpmnElement="a"/></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    )
    xml = document(GOOD).replace(b"</definitions>", diagram.encode() + b"</definitions>")
    assert ProcessDefinition.parse(xml).nodes.keys() == {"begin", "a", "end"}
