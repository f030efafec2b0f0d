"""Whether everything an item and its process point at is there: documents, operations, steps, registers."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.access.api import ROLES
from yiwang.cases import api as cases
from yiwang.decisions import api as decisions
from yiwang.forms import api as forms
from yiwang.packs.reading import Reading
from yiwang.packs.types import Document, Problem
from yiwang.text import Text

YW = "{https://yiwang.cn/bpmn}"
#: A step's role when it is the applicant's own.
APPLICANT = "applicant"
#: The folder in which a reference of each sort is looked for.
FOLDERS = {
    "form": "forms",
    "process": "processes",
    "decision": "decisions",
    "certificate": "certificates",
}


def reference_problems(reading: Reading, document: Document, table: Mapping[str, Any]) -> Iterator[Problem]:
    """Every reference of an item that leads nowhere."""
    for key, reference in _references(table):
        kind, _, slug = reference.partition(":")
        if kind not in FOLDERS or reading.folder.find(FOLDERS[kind], slug) is None:
            yield document.problem(key, f"找不到 {reference}。", f"{reference} is not in the pack.")
    yield from _material_problems(reading, document, table)


def _references(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("form", "process", "certificate"):
        if isinstance(table.get(key), str):
            yield key, table[key]
    for number, reference in enumerate(table.get("decisions", ())):
        yield f"decisions.{number}", reference
    sample = table.get("result", {}).get("sample", "") if isinstance(table.get("result"), Mapping) else ""
    if sample:
        yield "result.sample", sample


def _material_problems(reading: Reading, document: Document, table: Mapping[str, Any]) -> Iterator[Problem]:
    """Every material that must be handed in has its question in the form, and every named question takes files."""
    form = reading.folder.find("forms", str(table.get("form", "")).partition(":")[2])
    if form is None or forms.check_definition(form.content):
        return
    known = forms.questions(forms.FormDefinition.of(form.content))
    for number, material in enumerate(table.get("materials", ())):
        field = material.get("field", "")
        if field and (field not in known or known[field].kind != "files"):
            yield document.problem(
                f"materials.{number}.field",
                f"表单中没有收取文件的字段 {field}。",
                f"The form has no question {field} that takes files.",
            )
        if material.get("need") == "1" and not material.get("exempt_by") and not field:
            yield document.problem(
                f"materials.{number}",
                "必要且不免交的材料须写明表单字段 field。",
                "A material that must be handed in names its question: field.",
            )


def process_problems(reading: Reading, process: Document) -> Iterator[Problem]:
    """Every operation, role, step, decision and certificate of a process that is not there."""
    chosen = _decisions_of(reading, process.slug)
    try:
        root = decisions.read_xml(process.raw)
    except decisions.BadXml:
        return  # the room of processes has told it already
    for element in root.iter():
        name = decisions.local(element)
        line = decisions.line_of(element)
        for text in _element_problems(reading, element, name, chosen):
            yield Problem(process.path, line, text)


def _decisions_of(reading: Reading, process: str) -> set[str]:
    """The decisions that the items following a process bring along."""
    chosen: set[str] = set()
    for document in reading.folder.of("items"):
        if document.content.get("process") == f"process:{process}":
            chosen |= {str(one).partition(":")[2] for one in document.content.get("decisions", ())}
    return chosen or {one.slug for one in reading.folder.of("decisions")}


def _element_problems(reading: Reading, element: Any, name: str, chosen: set[str]) -> Iterator[Text]:
    decision, operation = element.get(f"{YW}decision"), element.get(f"{YW}operation")
    if decision and decision not in chosen:
        yield Text(f"事项没有引用决策 {decision}。", f"The item does not name the decision {decision}.")
    if operation and operation not in cases.OPERATIONS:
        known = ", ".join(sorted(cases.OPERATIONS))
        yield Text(
            f"没有操作 {operation}；可用：{known}。",
            f"There is no operation {operation}; known: {known}.",
        )
    if operation in ("certificates.issue", "certificates.held"):
        wanted = _literal(element, "type")
        if wanted and reading.folder.find("certificates", wanted) is None:
            yield Text(f"业务包中没有证照类型 {wanted}。", f"The pack has no certificate type {wanted}.")
    if (role := element.get(f"{YW}role")) and role not in ROLES and role != APPLICANT:
        yield Text(
            f"没有岗位 {role}；可用：{', '.join(ROLES)}。",
            f"There is no role {role}; known: {', '.join(ROLES)}.",
        )
    if name in ("userTask", "manualTask") and element.get("id") not in cases.STEPS:
        steps = ", ".join(cases.STEPS)
        yield Text(
            f"办理台没有步骤 {element.get('id')}；可用：{steps}。",
            f"The desk has no step {element.get('id')}; it has: {steps}.",
        )


def _literal(element: Any, name: str) -> str:
    """An input that is a plain FEEL text; anything computed is known only when the process runs."""
    for one in element.iter(f"{YW}input"):
        text = (one.text or "").strip()
        if one.get("name") == name and len(text) > 1 and text[0] == text[-1] == '"':
            return str(text[1:-1])
    return ""
