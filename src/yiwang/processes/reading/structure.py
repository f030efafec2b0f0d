"""The shape of a process: one start, every node on a road from it to an end, no loose ends."""

import re
from collections.abc import Iterable

from lxml import etree

from yiwang.decisions.api import line_of, local
from yiwang.processes.reading.outline import Findings, flows_of, nodes_of, part, parts, scopes
from yiwang.processes.reading.vocabulary import ACTIVITIES, BPMN, CONDITIONAL, GATEWAYS, NODES

_ID = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w.-]{0,99}")


def check_structure(root: etree._Element, findings: Findings) -> None:
    """Report every mistake in how nodes hang together."""
    _check_ids(root, findings)
    for scope in scopes(root):
        _Scope(scope, findings).check()
    _check_calls(root, findings)


def _check_ids(root: etree._Element, findings: Findings) -> None:
    seen: dict[str, int] = {}
    for element in root.iter(
        *(f"{{{BPMN}}}{name}" for name in (*NODES, "process", "sequenceFlow", "message"))
    ):
        identity = element.get("id", "")
        if not _ID.fullmatch(identity):
            findings.add(
                element,
                f"“{local(element)}”的id“{identity}”不合规。",
                f"“{identity}” is no good id for a {local(element)}.",
            )
        elif identity in seen:
            findings.add(
                element,
                f"id“{identity}”已在第{seen[identity]}行使用。",
                f"The id “{identity}” is already used on line {seen[identity]}.",
            )
        seen.setdefault(identity, line_of(element))


class _Scope:
    """One process or sub-process, with its nodes and flows."""

    def __init__(self, scope: etree._Element, findings: Findings) -> None:
        self.scope = scope
        self.findings = findings
        self.nodes = {node.get("id", ""): node for node in nodes_of(scope)}
        self.flows = flows_of(scope)
        self.leaving: dict[str, list[etree._Element]] = {}
        self.arriving: dict[str, list[etree._Element]] = {}

    def check(self) -> None:
        """Report every mistake in this scope."""
        self._connect()
        starts = [node for node in self.nodes.values() if local(node) == "startEvent"]
        ends = [node for node in self.nodes.values() if local(node) == "endEvent"]
        if len(starts) != 1:
            self.findings.add(
                self.scope,
                f"须有且只有一个开始事件，现有{len(starts)}个。",
                f"There must be exactly one start event; there are {len(starts)}.",
            )
        if not ends:
            self.findings.add(self.scope, "没有结束事件。", "There is no end event.")
        for node in self.nodes.values():
            self._check_node(node)
        if len(starts) == 1 and ends:
            self._check_roads(starts[0], ends)

    def _connect(self) -> None:
        for flow in self.flows:
            source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
            for end in (source, target):
                if end not in self.nodes:
                    self.findings.add(
                        flow,
                        f"连线所指的“{end}”不在本流程内。",
                        f"The flow refers to “{end}”, which is not in this process.",
                    )
            self.leaving.setdefault(source, []).append(flow)
            self.arriving.setdefault(target, []).append(flow)

    def _check_node(self, node: etree._Element) -> None:
        identity, kind = node.get("id", ""), local(node)
        leaving, arriving = self.leaving.get(identity, []), self.arriving.get(identity, [])
        if kind in ("startEvent", "boundaryEvent") and arriving:
            self.findings.add(node, f"“{identity}”不能有进入的连线。", f"No flow may lead into “{identity}”.")
        if kind == "endEvent" and leaving:
            self.findings.add(node, f"“{identity}”不能有离开的连线。", f"No flow may leave “{identity}”.")
        if kind not in GATEWAYS and len(leaving) > 1:
            self.findings.add(
                node,
                f"“{identity}”有多条离开的连线，请用网关。",
                f"Several flows leave “{identity}”; use a gateway.",
            )
        if kind == "boundaryEvent":
            host = self.nodes.get(node.get("attachedToRef", ""))
            if host is None or local(host) not in ACTIVITIES or local(host) == "scriptTask":
                self.findings.add(
                    node,
                    f"边界事件“{identity}”没有挂在本流程会等待的任务上。",
                    f"The boundary event “{identity}” hangs on no task of this process that waits.",
                )
        self._check_conditions(node, leaving)

    def _check_conditions(self, node: etree._Element, leaving: list[etree._Element]) -> None:
        identity, default = node.get("id", ""), node.get("default")
        if default is not None and default not in [flow.get("id") for flow in leaving]:
            self.findings.add(
                node,
                f"默认连线“{default}”不从“{identity}”离开。",
                f"The default flow “{default}” does not leave “{identity}”.",
            )
        choosing = local(node) in CONDITIONAL
        for flow in leaving:
            condition = part(flow, "conditionExpression")
            if condition is not None and not choosing:
                self.findings.add(
                    flow,
                    "只有排他和包容网关的连线可以有条件。",
                    "Only flows from exclusive and inclusive gateways have conditions.",
                )
            if choosing and condition is None and len(leaving) > 1 and flow.get("id") != default:
                self.findings.add(
                    flow,
                    f"网关“{identity}”的连线“{flow.get('id')}”缺少条件。",
                    f"The flow “{flow.get('id')}” of the gateway “{identity}” lacks a condition.",
                )

    def _check_roads(self, start: etree._Element, ends: list[etree._Element]) -> None:
        onward: dict[str, set[str]] = {identity: set() for identity in self.nodes}
        for flow in self.flows:
            source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
            if source in self.nodes and target in self.nodes:
                onward[source].add(target)
        for identity, node in self.nodes.items():
            host = node.get("attachedToRef", "")
            if local(node) == "boundaryEvent" and host in onward:
                onward[host].add(identity)
        backward: dict[str, set[str]] = {identity: set() for identity in self.nodes}
        for source, targets in onward.items():
            for target in targets:
                backward[target].add(source)
        reached = _reach([start.get("id", "")], onward)
        ending = _reach([end.get("id", "") for end in ends], backward)
        for identity, node in self.nodes.items():
            if identity not in reached:
                self.findings.add(
                    node,
                    f"从开始事件到不了“{identity}”。",
                    f"“{identity}” cannot be reached from the start event.",
                )
            elif identity not in ending:
                self.findings.add(
                    node, f"从“{identity}”到不了结束事件。", f"No end event can be reached from “{identity}”."
                )


def _reach(starts: Iterable[str], roads: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        place = waiting.pop()
        if place not in reached:
            reached.add(place)
            waiting.extend(roads.get(place, ()))
    return reached


def called(root: etree._Element) -> dict[str, set[str]]:
    """Which processes each process calls."""
    return {
        process.get("id", ""): {
            call.get("calledElement", "") for call in process.iter(f"{{{BPMN}}}callActivity")
        }
        for process in parts(root, "process")
    }


def main_processes(root: etree._Element) -> list[etree._Element]:
    """The processes that no other calls; a good file has one."""
    calls = called(root)
    inner = {target for source, targets in calls.items() for target in targets if target != source}
    return [process for process in parts(root, "process") if process.get("id", "") not in inner]


def _check_calls(root: etree._Element, findings: Findings) -> None:
    calls = called(root)
    for call in root.iter(f"{{{BPMN}}}callActivity"):
        target = call.get("calledElement", "")
        if target not in calls:
            findings.add(
                call,
                f"调用的流程“{target}”不在本文件中。",
                f"The process “{target}” that is called is not in this file.",
            )
    for process in parts(root, "process"):
        identity = process.get("id", "")
        if identity in _reach(calls[identity], calls):
            findings.add(process, f"流程“{identity}”调用自己。", f"The process “{identity}” calls itself.")
    if len(main_processes(root)) != 1:
        findings.add(
            root,
            "文件中须有且只有一个不被调用的流程。",
            "The file must hold exactly one process that no other one calls.",
        )
