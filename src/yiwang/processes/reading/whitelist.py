"""Letting in only the elements, attributes and extensions we know."""

from lxml import etree

from yiwang.decisions.api import local
from yiwang.processes.reading.outline import Findings
from yiwang.processes.reading.vocabulary import ATTRIBUTES, BPMN, DIAGRAM, ELEMENTS, INSTEAD, XSI, YIWANG

MAX_NODES = 500


def check_vocabulary(root: etree._Element, findings: Findings) -> None:
    """Report every element and attribute that is not ours to understand; diagrams are not looked at."""
    for element in root:
        if etree.QName(element).namespace != DIAGRAM:
            _check(element, findings)
    _check_attributes(root, findings)
    _check_language(root, "expressionLanguage", findings)
    if sum(1 for _ in root.iter(f"{{{BPMN}}}sequenceFlow")) > MAX_NODES:
        findings.add(root, f"流程连线超过{MAX_NODES}条。", f"The process has more than {MAX_NODES} flows.")


def _check(element: etree._Element, findings: Findings) -> None:
    name = etree.QName(element)
    if name.namespace == BPMN:
        if name.localname not in ELEMENTS:
            zh, en = INSTEAD.get(name.localname, ("请删除", "remove it"))
            findings.add(
                element, f"不允许使用“{name.localname}”：{zh}。", f"“{name.localname}” is not allowed: {en}."
            )
            return
    elif not _is_our_input(element):
        findings.add(
            element,
            f"不认识的扩展“{name.localname}”（{name.namespace or '无命名空间'}）。",
            f"Unknown extension “{name.localname}” ({name.namespace or 'no namespace'}).",
        )
        return
    _check_attributes(element, findings)
    _check_languages(element, findings)
    for child in element:
        _check(child, findings)


def _is_our_input(element: etree._Element) -> bool:
    parent = element.getparent()
    return bool(
        element.tag == f"{{{YIWANG}}}input"
        and parent is not None
        and parent.tag == f"{{{BPMN}}}extensionElements"
        and parent.getparent().tag in (f"{{{BPMN}}}serviceTask", f"{{{BPMN}}}businessRuleTask")
        and len(element) == 0
    )


def _check_attributes(element: etree._Element, findings: Findings) -> None:
    for key in element.attrib:
        name = etree.QName(key)
        if name.namespace in (None, XSI):
            continue
        allowed = ATTRIBUTES.get(name.localname, frozenset()) if name.namespace == YIWANG else frozenset()
        if local(element) not in allowed:
            findings.add(
                element,
                f"“{local(element)}”上不允许属性“{name.localname}”（{name.namespace}）。",
                f"The attribute “{name.localname}” ({name.namespace}) is not allowed on “{local(element)}”.",
            )


def _check_languages(element: etree._Element, findings: Findings) -> None:
    match local(element):
        case "scriptTask":
            language = element.get("scriptFormat", "")
            if language.lower() != "feel":
                findings.add(
                    element,
                    f'脚本只能用FEEL（scriptFormat="feel"），不是“{language}”。',
                    f'Scripts must be FEEL (scriptFormat="feel"), not “{language}”.',
                )
        case "conditionExpression" | "timeDuration" | "timeDate":
            _check_language(element, "language", findings)
            kind = element.get(f"{{{XSI}}}type", "tFormalExpression").rpartition(":")[2]
            if kind != "tFormalExpression":
                findings.add(
                    element, f"不支持的表达式类型“{kind}”。", f"Unsupported type of expression “{kind}”."
                )
        case "serviceTask" | "businessRuleTask" | "userTask" | "receiveTask":
            implementation = element.get("implementation", "##unspecified")
            if not implementation.startswith("##"):
                findings.add(
                    element,
                    f"不允许implementation“{implementation}”，请用yw:operation或yw:decision。",
                    f"The implementation “{implementation}” is not allowed: use yw:operation or yw:decision.",
                )
        case "script" if len(element):
            findings.add(element, "脚本中不得有元素。", "A script must not hold elements.")


def _check_language(element: etree._Element, attribute: str, findings: Findings) -> None:
    language = element.get(attribute, "")
    if language and "feel" not in language.lower():
        findings.add(
            element, f"表达式只能用FEEL，不是“{language}”。", f"Expressions must be FEEL, not “{language}”."
        )
