"""Reads the conformance kit's test files: cases, inputs and expected results."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from yiwang.decisions.api import DecisionModel, read_xml
from yiwang.decisions.feel.values import temporal

KIT = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "dmn-tck"

_TC = "{http://www.omg.org/spec/DMN/20160719/testcase}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


@dataclass(frozen=True)
class Case:
    """One expected result of one test case."""

    folder: str
    number: str
    decision: str
    invocable: str
    facts: dict[str, object]
    expected: object


def folders() -> list[Path]:
    """The folders of the kit, one a model."""
    return sorted(path for path in KIT.glob("compliance-level-*/*") if path.is_dir())


def model_of(folder: Path) -> DecisionModel:
    """The folder's main model, with the models beside it that it imports."""
    files = {path.name: path.read_bytes() for path in folder.glob("*.dmn")}
    main = f"{folder.name}.dmn"
    models: list[DecisionModel] = []
    waiting = {name: data for name, data in files.items() if name != main}
    while waiting:
        ready = [
            name for name, data in waiting.items() if _imported(data) <= {one.namespace for one in models}
        ]
        for name in ready or list(waiting):
            models.append(DecisionModel.parse(waiting.pop(name), imports=models, strict=False))
    return DecisionModel.parse(files[main], imports=models, strict=False)


def _imported(data: bytes) -> set[str]:
    root = read_xml(data)
    return {element.get("namespace", "") for element in root.iter("{*}import")}


def cases(folder: Path) -> Iterator[Case]:
    """Every expected result in the folder."""
    for path in sorted(folder.glob("*test*.xml")):
        for case in etree.parse(path).getroot().iter(f"{_TC}testCase"):
            facts = {node.get("name", ""): _value(node) for node in case.findall(f"{_TC}inputNode")}
            for result in case.findall(f"{_TC}resultNode"):
                expected = result.find(f"{_TC}expected")
                yield Case(
                    folder=folder.name,
                    number=case.get("id", ""),
                    decision=result.get("name", ""),
                    invocable=case.get("invocableName", ""),
                    facts=facts,
                    expected=_value(expected) if expected is not None else None,
                )


def _value(element: etree._Element) -> object:
    if element.get(f"{_XSI}nil") == "true":
        return None
    components = element.findall(f"{_TC}component")
    if components:
        return {part.get("name", ""): _value(part) for part in components}
    listed = element.find(f"{_TC}list")
    if listed is not None:
        return [_value(item) for item in listed.findall(f"{_TC}item")]
    inner = element.find(f"{_TC}value")
    return _scalar(inner) if inner is not None else None


def _scalar(element: etree._Element) -> object:
    if element.get(f"{_XSI}nil") == "true":
        return None
    text = element.text or ""
    match element.get(f"{_XSI}type", "").rpartition(":")[2]:
        case "boolean":
            return text.strip() == "true"
        case "decimal" | "double" | "integer" | "int" | "long" | "float":
            return Decimal(text.strip())
        case "date" | "time" | "dateTime" | "duration":
            value = temporal.read_temporal(text.strip())
            return value if value is not None else ("a year we cannot hold", text)
    return text


def agrees(expected: object, found: object) -> bool:
    """Whether a result is the expected one; numbers to eight digits, as the kit is computed in doubles."""
    if isinstance(expected, Decimal) and isinstance(found, Decimal):
        return abs(expected - found) <= Decimal("1e-8") * max(1, abs(expected))
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(agrees, expected, found))
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(agrees(expected[key], found[key]) for key in expected)
    return type(expected) is type(found) and expected == found


def found_by(model: DecisionModel, case: Case) -> object:
    """What the model says: of a service with several outputs, the part the kit asks for."""
    value = model.evaluate(case.invocable or case.decision, case.facts).value
    if case.invocable and isinstance(value, dict) and case.decision in value:
        return value[case.decision]
    return value
