"""What is wrong with a form as written: everything at once, each with a pointer into the document."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from yiwang.forms.rules import conditions
from yiwang.forms.rules.definition_ui import ui_problems
from yiwang.forms.rules.formats import FORMATS
from yiwang.forms.rules.tree import FILE_REF, Question, walk
from yiwang.forms.rules.validation import DATE_KEYWORDS, bound
from yiwang.forms.types import DefinitionProblem, FormDefinition
from yiwang.text import Text

#: The schema language we render and explain; anything else would be accepted in silence and never asked.
KEYWORDS = frozenset(
    [
        "$schema",
        "$id",
        "$defs",
        "$ref",
        "$comment",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "const",
        "pattern",
        "format",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "allOf",
        "if",
        "then",
        "else",
        "default",
        "examples",
    ]
) | frozenset(DATE_KEYWORDS)
DATE_BOUND_EXAMPLES = "today, today+30, today-365, 2026-01-31"
MAXIMUM_PROPERTIES = 200
_ANY_DAY = date(2000, 1, 1)


def check_definition(document: Any) -> list[DefinitionProblem]:
    """All problems of a form document `{"schema": …, "ui": …}`; empty when it may be used."""
    if not isinstance(document, Mapping) or not all(
        isinstance(document.get(part), Mapping) for part in ("schema", "ui")
    ):
        return [_problem("", "表单须含 schema 和 ui 两部分。", "A form has two parts, schema and ui.")]
    schema = document["schema"]
    found = list(_meta(schema))
    found += _language(schema, "/schema")
    if found:
        return found
    asked = list(walk(schema))
    found += [problem for question in asked for problem in _question(question)]
    found += _sizes(schema, asked)
    defn = FormDefinition.of(document)
    return found + list(ui_problems(defn, asked)) + list(_sometimes_asked(defn, asked))


def _meta(schema: Mapping[str, Any]) -> Iterator[DefinitionProblem]:
    try:
        validator = Draft202012Validator(Draft202012Validator.META_SCHEMA)
        for error in validator.iter_errors(schema):
            pointer = "/schema" + "".join(f"/{part}" for part in error.absolute_path)
            yield _problem(
                pointer, f"不是有效的 JSON Schema:{error.message}", f"Not valid JSON Schema: {error.message}"
            )
    except (SchemaError, RecursionError) as broken:
        yield _problem("/schema", f"不是有效的 JSON Schema:{broken}", f"Not valid JSON Schema: {broken}")
    if schema.get("type") != "object":
        yield _problem("/schema/type", "最外层 type 须为 object。", "The outermost type is object.")


def _language(node: Any, pointer: str, depth: int = 0) -> Iterator[DefinitionProblem]:
    """Keywords and references outside the part of JSON Schema that forms use."""
    if depth > 40 or not isinstance(node, Mapping):
        return
    for keyword, value in node.items():
        here = f"{pointer}/{keyword}"
        if keyword not in KEYWORDS:
            yield _problem(here, f"表单不支持关键字 {keyword}。", f"Forms do not use the keyword {keyword}.")
        elif keyword == "$ref" and value != FILE_REF and not str(value).startswith("#/$defs/"):
            yield _problem(
                here, "只能引用 #/$defs/… 或文件模式。", "Refer only to #/$defs/… or to the file schema."
            )
        elif keyword in ("properties", "$defs") and isinstance(value, Mapping):
            for name, inner in value.items():
                yield from _language(inner, f"{here}/{name}", depth + 1)
        elif keyword in ("items", "if", "then", "else"):
            yield from _language(value, here, depth + 1)
        elif keyword == "allOf" and isinstance(value, list):
            for number, inner in enumerate(value):
                yield from _language(inner, f"{here}/{number}", depth + 1)


def _question(question: Question) -> Iterator[DefinitionProblem]:
    schema, pointer = question.schema, question.pointer
    name = question.path.rpartition(".")[2].removesuffix("[]")
    if not (name.isidentifier() and name.isascii() and name == name.lower()):
        yield _problem(
            pointer,
            f"字段名 {name} 应为小写英文标识符。",
            f"The field name {name} should be a lower-case identifier.",
        )
    if question.kind == "unknown":
        yield _problem(pointer, "不支持这种类型。", "This type is not supported.")
    if question.kind in ("object", "group"):
        inner = schema if question.kind == "object" else schema.get("items", {})
        if "$ref" not in inner and inner.get("additionalProperties") is not False:
            yield _problem(
                pointer, "须写 additionalProperties: false。", "additionalProperties: false is required."
            )
    if (
        question.kind in ("group", "files", "choices")
        and "maxItems" not in schema
        and question.kind != "choices"
    ):
        yield _problem(pointer, "列表须写 maxItems。", "A list needs maxItems.")
    if question.kind == "text" and not {"maxLength", "enum", "const", "format"} & set(schema):
        yield _problem(
            pointer, "文字须写 maxLength、enum 或 format。", "A text needs maxLength, enum or a format."
        )
    yield from _limits(question)


def _limits(question: Question) -> Iterator[DefinitionProblem]:
    form = question.schema.get("format")
    if form is not None and form not in FORMATS:
        yield _problem(
            f"{question.pointer}/format",
            f"未知格式 {form}；可用：{'、'.join(sorted(FORMATS))}。",
            f"Unknown format {form}; known: {', '.join(sorted(FORMATS))}.",
        )
    for keyword in DATE_KEYWORDS:
        limit = question.schema.get(keyword)
        if limit is not None and bound(str(limit), _ANY_DAY) is None:
            yield _problem(
                f"{question.pointer}/{keyword}",
                f"日期界限应写作 {DATE_BOUND_EXAMPLES}。",
                f"Write a date bound as {DATE_BOUND_EXAMPLES}.",
            )


def _sizes(schema: Mapping[str, Any], asked: list[Question]) -> Iterator[DefinitionProblem]:
    if schema.get("additionalProperties") is not False:
        yield _problem(
            "/schema", "须写 additionalProperties: false。", "additionalProperties: false is required."
        )
    if len(asked) > MAXIMUM_PROPERTIES:
        yield _problem(
            "/schema", f"字段超过 {MAXIMUM_PROPERTIES} 个。", f"More than {MAXIMUM_PROPERTIES} fields."
        )
    if len(json.dumps(schema)) > 200_000:
        yield _problem("/schema", "模式过大。", "The schema is too large.")


def _sometimes_asked(defn: FormDefinition, asked: list[Question]) -> Iterator[DefinitionProblem]:
    """A question shown only sometimes must not be demanded always: nobody could answer it."""
    known = {question.path: question for question in asked}
    for path, entry in defn.ui.get("fields", {}).items():
        condition = entry.get("showWhen") if isinstance(entry, Mapping) else None
        if condition is None:
            continue
        pointer = f"/ui/fields/{path}/showWhen"
        wrong = list(conditions.problems(condition))
        yield from (DefinitionProblem(pointer, text) for text in wrong)
        if wrong:
            continue
        for read in conditions.paths_read(condition):
            if read not in known:
                yield _problem(
                    pointer,
                    f"条件引用了不存在的字段 {read}。",
                    f"The condition reads {read}, which is no field.",
                )
        if path in known and known[path].required:
            yield _problem(
                pointer,
                "有条件显示的字段不能无条件必填，请用 if/then。",
                "A field shown only sometimes cannot always be required; use if/then.",
            )


def _problem(pointer: str, zh: str, en: str) -> DefinitionProblem:
    return DefinitionProblem(pointer, Text(zh, en))
