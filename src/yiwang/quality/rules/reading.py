"""A quality file of a pack: one TOML a resource, read into rules, everything wrong told at once."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yiwang.quality.rules.checks import CHECKS, PARTS
from yiwang.quality.rules.compiler import bad_pattern
from yiwang.quality.rules.dimensions import DIMENSIONS
from yiwang.quality.rules.expressions import CLOCK_WORDS, BadExpression, columns_of
from yiwang.quality.types import Rule
from yiwang.text import Text

HEAD_KEYS = frozenset({"resource", "source", "valid_from", "rule"})
RULE_KEYS = frozenset(
    {
        *("id", "check", "column", "columns", "severity", "dimension", "indicator", "zh", "en", "weight"),
        *("tolerance", "when", "valid_from", "valid_to", "source"),
    }
)
_ID = re.compile(r"^[a-z0-9][a-z0-9.-]{0,79}$")
_REFERENCE = re.compile(r"^[a-z0-9-]+\.[a-z_][a-z0-9_]*$")


def problems(table: Mapping[str, Any], slug: str) -> Iterator[tuple[str, Text]]:
    """Everything wrong with a quality file, each with the dotted key it stands at."""
    for key in set(table) - HEAD_KEYS:
        yield key, Text(f"没有名为 {key} 的项。", f"There is no key {key}.")
    if table.get("resource") != slug:
        yield "resource", Text("resource 应与文件同名。", "The resource should be the file's name.")
    rules = table.get("rule")
    if not (isinstance(rules, list) and rules and all(isinstance(one, Mapping) for one in rules)):
        yield "rule", Text("没有规则（[[rule]]）。", "There is no [[rule]].")
        return
    seen: set[str] = set()
    for number, rule in enumerate(rules):
        for key, text in rule_problems(rule):
            yield f"rule.{number}.{key}", text
        name = str(rule.get("id", ""))
        if name in seen:
            yield f"rule.{number}.id", Text(f"规则 {name} 重复。", f"The rule {name} comes twice.")
        seen.add(name)


def rule_problems(rule: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    """Everything wrong with one rule's table."""
    if not _ID.match(str(rule.get("id", ""))):
        yield (
            "id",
            Text("id 应为小写字母、数字、点和连字符。", "An id is small letters, digits, dots and hyphens."),
        )
    for key in ("zh", "en"):
        if not isinstance(rule.get(key), str) or not rule[key]:
            yield key, Text("须有中英文说明 zh、en。", "The sentence is needed in both languages: zh, en.")
    check = CHECKS.get(str(rule.get("check", "")))
    if check is None or rule.get("check") == "type":
        known = ", ".join(one for one in CHECKS if one != "type")
        yield "check", Text(f"没有这种检查；可用：{known}。", f"There is no such check; known: {known}.")
        return
    for key in set(rule) - RULE_KEYS - {*check.needs, *check.takes}:
        yield key, Text(f"这种检查没有参数 {key}。", f"This check has no parameter {key}.")
    for key in check.needs:
        if key not in rule:
            yield "check", Text(f"缺少参数 {key}。", f"The parameter {key} is missing.")
    columns = _columns(rule)
    if check.columns == 1 and len(columns) != 1:
        yield "column", Text("须写明一列 column。", "One column is needed: column.")
    if check.columns == 0 and not columns:
        yield "columns", Text("须写明 column 或 columns。", "Name the column or columns.")
    yield from _values(rule)
    yield from _texts(rule)


def _values(rule: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    if rule.get("severity") not in ("block", "warn"):
        yield "severity", Text("severity 应为 block 或 warn。", "The severity is block or warn.")
    dimension = rule.get("dimension")
    if dimension is not None and dimension not in DIMENSIONS:
        known = ", ".join(DIMENSIONS)
        yield (
            "dimension",
            Text(f"没有这个维度；可用：{known}。", f"There is no such dimension; known: {known}."),
        )
    indicator = rule.get("indicator")
    if (
        indicator is not None
        and indicator not in DIMENSIONS.get(str(_dimension(rule)), DIMENSIONS["accuracy"]).indicators
    ):
        yield "indicator", Text("该维度没有这个指标。", "The dimension has no such indicator.")
    for key, least, most in (("weight", 0.0, 100.0), ("tolerance", 0.0, 1.0)):
        value = rule.get(key, 1)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            yield (
                key,
                Text(
                    f"{key} 应在 {least:g} 与 {most:g} 之间。", f"{key} lies between {least:g} and {most:g}."
                ),
            )
    for key in ("valid_from", "valid_to"):
        if key in rule and not isinstance(rule[key], date):
            yield key, Text(f"{key} 应为日期。", f"{key} is a date.")


def _texts(rule: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    check = str(rule["check"])
    if check == "pattern" and bad_pattern(str(rule.get("pattern", ""))):
        yield "pattern", Text("正则表达式有误。", "The regular expression is wrong.")
    if check in PARTS and rule.get("part", PARTS[check][0]) not in PARTS[check]:
        yield (
            "part",
            Text(f"part 应为 {'、'.join(PARTS[check])}。", f"part is one of {', '.join(PARTS[check])}."),
        )
    if check == "one-of" and not (isinstance(rule.get("values"), list) and rule["values"]):
        yield "values", Text("须列出允许的值 values。", "List the values allowed: values.")
    if check in ("range", "length") and not {"min", "max"} & set(rule):
        yield "check", Text("须有 min 或 max。", "min or max is needed.")
    for key in ("in", "with"):
        if key in rule and not _REFERENCE.match(str(rule[key])):
            yield key, Text("应写作 资源.列。", "Write it as resource.column.")
    for key in ("when", "expression"):
        if key in rule:
            try:
                columns_of(str(rule[key]))
            except BadExpression as wrong:
                yield key, wrong.text


def _columns(rule: Mapping[str, Any]) -> tuple[str, ...]:
    if isinstance(rule.get("columns"), list):
        return tuple(str(one) for one in rule["columns"])
    if "column" in rule:
        return (str(rule["column"]),)
    if rule.get("check") == "holds":
        try:
            return columns_of(str(rule.get("expression", "")))
        except BadExpression:
            return ()
    return ()


def _dimension(rule: Mapping[str, Any]) -> Any:
    return rule.get("dimension") or CHECKS[str(rule["check"])].dimension


def read_rule(rule: Mapping[str, Any], *, valid_from: date = date.min, origin: str = "pack") -> Rule:
    """One rule of a table without problems."""
    check = CHECKS[str(rule["check"])]
    own = {key: value for key, value in rule.items() if key in {*check.needs, *check.takes}}
    same = rule.get("dimension") in (None, check.dimension)
    indicator = rule.get("indicator") or (
        check.indicator if same else next(iter(DIMENSIONS[rule["dimension"]].indicators))
    )
    return Rule(
        id=str(rule["id"]),
        check=str(rule["check"]),
        columns=_columns(rule),
        severity=rule["severity"],
        dimension=str(_dimension(rule)),
        indicator=str(indicator),
        text=Text(str(rule["zh"]), str(rule["en"])),
        weight=float(rule.get("weight", 1)),
        tolerance=float(rule.get("tolerance", 0)),
        when=str(rule.get("when", "")),
        valid_from=rule.get("valid_from", valid_from),
        valid_to=rule.get("valid_to", date.max),
        parameters=own,
        origin=origin,
    )


def read_rules(table: Mapping[str, Any]) -> tuple[Rule, ...]:
    """All rules of a file without problems."""
    start = table.get("valid_from", date.min)
    return tuple(read_rule(one, valid_from=start) for one in table["rule"])


def columns_needed(rules: tuple[Rule, ...]) -> dict[str, str]:
    """Columns that rules name, each with the rule that does; for checking against the catalogue."""
    found: dict[str, str] = {}
    for rule in rules:
        others = [str(rule.parameters[key]) for key in ("id_column", "key_column") if key in rule.parameters]
        others += list(columns_of(rule.when)) if rule.when else []
        for column in (*rule.columns, *others):
            found.setdefault(column, rule.id)
    return {column: rule for column, rule in found.items() if column not in CLOCK_WORDS}
