"""The questions of a form, found by walking its schema once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yiwang.forms.types import FormDefinition

#: The one schema a form may refer to outside itself: an attached file, kept by the files room.
FILE_REF = "https://yiwang.cn/schema/file"
FILE_SCHEMA: Mapping[str, Any] = {
    "$id": FILE_REF,
    "type": "object",
    "properties": {
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "name": {"type": "string", "minLength": 1, "maxLength": 255},
        "size": {"type": "integer", "minimum": 1},
        "media_type": {"type": "string", "maxLength": 100},
    },
    "required": ["digest", "name", "size", "media_type"],
    "additionalProperties": False,
}
MAXIMUM_DEPTH = 8


@dataclass(frozen=True)
class Question:
    """One property of the schema. `kind` is one of KINDS; `required` is the unconditional demand only."""

    path: str
    kind: str
    schema: Mapping[str, Any]
    required: bool
    pointer: str

    @property
    def is_row_question(self) -> bool:
        """Whether the question is asked once for every row of a repeating group."""
        return "[]" in self.path


KINDS = ("object", "text", "integer", "number", "boolean", "choices", "files", "group", "unknown")


def resolve(root: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow local references (`#/$defs/…`); a broken or circular one gives an empty schema."""
    for _ in range(MAXIMUM_DEPTH):
        reference = node.get("$ref")
        if not isinstance(reference, str) or reference == FILE_REF:
            return node
        target: Any = root
        for part in reference.removeprefix("#/").split("/"):
            target = target.get(part) if isinstance(target, Mapping) else None
        if not isinstance(target, Mapping):
            return {}
        node = target
    return {}


def kind_of(root: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    """What sort of answer a schema asks for."""
    declared = node.get("type")
    if declared == "array":
        items = node.get("items")
        if not isinstance(items, Mapping):
            return "unknown"
        if items.get("$ref") == FILE_REF:
            return "files"
        inner = resolve(root, items)
        return {"object": "group", "string": "choices"}.get(str(inner.get("type")), "unknown")
    return {
        "object": "object",
        "string": "text",
        "integer": "integer",
        "number": "number",
        "boolean": "boolean",
    }.get(str(declared), "unknown")


def walk(root: Mapping[str, Any]) -> Iterator[Question]:
    """Every question of a schema in order, objects and groups before what they hold."""
    yield from _walk(root, root, "", "/schema", 0)


def _walk(
    root: Mapping[str, Any], node: Mapping[str, Any], prefix: str, pointer: str, depth: int
) -> Iterator[Question]:
    properties = node.get("properties")
    if depth > MAXIMUM_DEPTH or not isinstance(properties, Mapping):
        return
    demanded = node.get("required")
    required = set(demanded) if isinstance(demanded, list) else set()
    for name, raw in properties.items():
        if not isinstance(raw, Mapping):
            continue
        path = f"{prefix}.{name}" if prefix else str(name)
        here = f"{pointer}/properties/{name}"
        schema = resolve(root, raw)
        kind = kind_of(root, schema)
        yield Question(path, kind, schema, name in required, here)
        if kind == "object":
            yield from _walk(root, schema, path, here, depth + 1)
        elif kind == "group":
            inner = resolve(root, schema["items"])
            yield from _walk(root, inner, f"{path}[]", f"{here}/items", depth + 1)


def questions(defn: FormDefinition) -> Mapping[str, Question]:
    """The questions of a form by template path."""
    return _questions(_Key(defn))


class _Key:
    """Lets a definition be cached by identity: schemas are dicts and have no hash."""

    def __init__(self, defn: FormDefinition) -> None:
        self.defn = defn

    def __hash__(self) -> int:
        return id(self.defn)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.defn is self.defn


@lru_cache(maxsize=256)
def _questions(key: _Key) -> Mapping[str, Question]:
    return {question.path: question for question in walk(key.defn.schema)}
