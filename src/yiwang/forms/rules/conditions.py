"""When a question is shown: small conditions over the answers given so far.

`{"path": "premises.kind", "equals": "canteen"}`, `{"path": …, "in": […]}`, `{"path": …, "present": true}`,
`{"path": …, "contains": "cold-dishes"}`, and `all`, `any`, `not` around them. A missing answer satisfies
none but `{"present": false}`, so a question that depends on an unanswered one stays hidden.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.forms.rules.paths import MISSING, get
from yiwang.forms.types import FormDefinition
from yiwang.text import Text

TESTS = ("equals", "in", "present", "contains")
JOINS = ("all", "any", "not")
MAXIMUM_DEPTH = 6


def holds(condition: Mapping[str, Any], data: Any) -> bool:
    """Whether the answers satisfy a condition."""
    if "all" in condition:
        return all(holds(one, data) for one in condition["all"])
    if "any" in condition:
        return any(holds(one, data) for one in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], data)
    value = get(data, condition["path"])
    if "present" in condition:
        return bool((value is not MISSING and value not in ("", [], None)) is condition["present"])
    if value is MISSING:
        return False
    if "contains" in condition:
        return isinstance(value, list) and condition["contains"] in value
    if "in" in condition:
        return value in condition["in"]
    return bool(value == condition.get("equals"))


def paths_read(condition: Mapping[str, Any]) -> Iterator[str]:
    """The answers a condition looks at."""
    for join in ("all", "any"):
        for one in condition.get(join, ()):
            yield from paths_read(one)
    if "not" in condition:
        yield from paths_read(condition["not"])
    if "path" in condition:
        yield condition["path"]


def problems(condition: Any, depth: int = 0) -> Iterator[Text]:
    """What is wrong with a condition as written."""
    if not isinstance(condition, Mapping) or depth > MAXIMUM_DEPTH:
        yield Text(
            "显示条件应为对象，且嵌套不超过六层。", "A condition is an object, nested at most six deep."
        )
        return
    keys = set(condition)
    if len(keys) == 1 and keys <= set(JOINS):
        join = next(iter(keys))
        inner = condition[join]
        parts = inner if isinstance(inner, list) and join != "not" else [inner]
        for part in parts:
            yield from problems(part, depth + 1)
        return
    tests = keys - {"path"}
    if not isinstance(condition.get("path"), str) or len(tests) != 1 or not tests <= set(TESTS):
        yield Text(
            "显示条件须含 path,并恰有 equals、in、present、contains 之一。",
            "A condition needs a path and exactly one of equals, in, present, contains.",
        )


def is_shown(defn: FormDefinition, path: str, data: Any) -> bool:
    """Whether a question (by template path) and every object around it are shown."""
    fields: Mapping[str, Any] = defn.ui.get("fields", {})
    parts = path.split(".")
    for length in range(1, len(parts) + 1):
        prefix = ".".join(parts[:length])
        for name in (prefix, prefix.removesuffix("[]")):
            condition = fields.get(name, {}).get("showWhen")
            if condition is not None and not holds(condition, data):
                return False
    return True
