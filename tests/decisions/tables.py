"""Writes small DMN models, so that a test shows only what it is about."""

from yiwang.decisions.api import DecisionModel

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def document(body: str, namespace: str = NAMESPACE) -> bytes:
    """A definitions document."""
    return (
        f'<definitions xmlns="{namespace}" xmlns:yw="https://yiwang.cn/dmn" id="d" name="d" namespace="https://yiwang.cn/tests">\n'
        f"{body}\n</definitions>"
    ).encode()


def data(name: str, kind: str = "Any") -> str:
    """An input."""
    return f'<inputData id="in-{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>\n'


def decision(name: str, inside: str, *needs: str) -> str:
    """A decision that needs inputs (and decisions, written `!name`)."""
    required = "".join(
        f'<informationRequirement><requiredDecision href="#dec-{need[1:]}"/></informationRequirement>'
        if need.startswith("!")
        else f'<informationRequirement><requiredInput href="#in-{need}"/></informationRequirement>'
        for need in needs
    )
    return f'<decision id="dec-{name}" name="{name}"><variable name="{name}"/>{required}{inside}</decision>\n'


def literal(text: str) -> str:
    """A literal expression."""
    return f"<literalExpression><text>{text}</text></literalExpression>"


def table(
    policy: str, rules: list[tuple[str, ...]], *, outputs: str = '<output name="r"/>', inputs: int = 1
) -> str:
    """A decision table over the inputs a, b, c …; each rule is its tests and then its results."""
    columns = "".join(
        f"<input><inputExpression><text>{'abc'[index]}</text></inputExpression></input>"
        for index in range(inputs)
    )
    rows = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{cell}</text></inputEntry>" for cell in rule[:inputs])
        + "".join(f"<outputEntry><text>{cell}</text></outputEntry>" for cell in rule[inputs:])
        + "</rule>"
        for rule in rules
    )
    return f"<decisionTable {policy}>{columns}{outputs}{rows}</decisionTable>"


def decided(
    policy: str, rules: list[tuple[str, ...]], a: object, *, outputs: str = '<output name="r"/>'
) -> object:
    """What a one-input table says about `a`."""
    body = data("a") + decision("d", table(policy, rules, outputs=outputs), "a")
    return DecisionModel.parse(document(body)).evaluate("d", {"a": a}).value
