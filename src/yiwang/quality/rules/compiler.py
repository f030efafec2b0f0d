"""From a rule set to one scan: what NumPy computes beside the columns, and the one query that makes a mask a row.

A mask is a whole number with one bit a rule, in the order of the rules. A bit is set when the row fails the rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yiwang.quality.rules.expressions import compile_expression
from yiwang.quality.rules.literals import literal, name, sql_type
from yiwang.quality.rules.patterns import Shape, shape_of
from yiwang.quality.types import Field, Rule, RuleSet
from yiwang.text import Text

#: A mask is a signed 64-bit number.
MAXIMUM_RULES = 62
#: Names of what is computed beside the columns; no column of a resource begins so.
PREFIX = "_q"


@dataclass(frozen=True)
class Kernel:
    """One pass of NumPy over a column of texts. `output` names its result, or results when it ends in a dot."""

    kind: str
    column: str
    output: str
    shape: Shape = ()
    length: int = 0
    current: bool = False


@dataclass(frozen=True)
class Lookup:
    """A large lookup: hashes of `columns` (and of `value`) against the reference `reference`."""

    rule: str
    output: str
    columns: tuple[str, ...]
    reference: tuple[str, str, str]
    value: str = ""


@dataclass(frozen=True)
class Uniqueness:
    """Columns whose values together may come only once; `bit` is the rule's."""

    bit: int
    columns: tuple[str, ...]


@dataclass
class Program:
    """A compiled rule set. `fails` and `applies` are SQL by the rule's bit."""

    rules: tuple[Rule, ...]
    fields: tuple[Field, ...]
    present: tuple[str, ...]
    typed: dict[str, str]
    kernels: dict[tuple[Any, ...], Kernel] = field(default_factory=dict)
    lookups: list[Lookup] = field(default_factory=list)
    uniques: list[Uniqueness] = field(default_factory=list)
    fails: dict[int, str] = field(default_factory=dict)
    applies: dict[int, str] = field(default_factory=dict)
    skipped: dict[int, Text] = field(default_factory=dict)

    @property
    def blocking(self) -> int:
        """The mask of rules that hold a row back."""
        return sum(1 << bit for bit, rule in enumerate(self.rules) if rule.severity == "block")

    def hashes(self) -> tuple[str, ...]:
        """SQL of the hashes that lookups and uniqueness need, each once."""
        wanted = [hash_of(one.columns) for one in self.lookups]
        wanted += [hash_of(one.columns) for one in self.uniques]
        wanted += [hash_of((one.value,)) for one in self.lookups if one.value]
        return tuple(dict.fromkeys(wanted))

    def inner(self) -> str:
        """The columns in their types, and what was computed beside them."""
        columns = [f"{source} AS {name(column)}" for column, source in self.typed.items()]
        columns += [f"{name(column)} AS {name(f'{PREFIX}raw_{column}')}" for column in self.present]
        columns += [f"COLUMNS('^{PREFIX}[a-z]')"] if self.kernels or self.lookups else []
        return f"SELECT {', '.join(columns)} FROM raw"  # noqa: S608 -- every part is quoted above

    def query(self, *, keep: Sequence[str] = ()) -> str:
        """The one query over the table `raw`: the mask, what `when` says, and typed columns to keep."""
        bits = (
            f"CASE WHEN {sql} THEN {1 << bit}::BIGINT ELSE 0::BIGINT END" for bit, sql in self.fails.items()
        )
        when = (
            f"CASE WHEN {sql} THEN {1 << bit}::BIGINT ELSE 0::BIGINT END" for bit, sql in self.applies.items()
        )
        columns = [f"{' | '.join(bits) or '0::BIGINT'} AS _mask"]
        if self.applies:
            columns.append(f"{' | '.join(when)} AS _applies")
        columns += [name(one) for one in keep]
        return f"SELECT {', '.join(columns)} FROM ({self.inner()})"  # noqa: S608 -- every part is quoted above


def hash_of(columns: Sequence[str]) -> str:
    """SQL of the 64-bit hash of columns as text; 0 when any is missing. `raw` and references hash alike."""
    texts = [f"{name(one)}::VARCHAR" for one in columns]
    present = " AND ".join(f"{one} <> ''" for one in texts)
    return f"CASE WHEN {present} THEN hash({', '.join(texts)}) ELSE 0::UBIGINT END"


def structural_rules(fields: Sequence[Field], rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Rules that follow from the columns themselves: every value has its type, required ones are there."""
    said = {(rule.check, column) for rule in rules for column in rule.columns if rule.severity == "block"}
    found = []
    for one in fields:
        if one.type != "string":
            text = Text(
                f"{one.name} 不是有效的{_TYPE_NAMES[one.type.split('(')[0]]}",
                f"{one.name} is not a valid {one.type}",
            )
            found.append(_structural("type", one.name, "accuracy", "format", text))
        if one.required and ("required", one.name) not in said:
            text = Text(f"{one.name} 为空", f"{one.name} is empty")
            found.append(_structural("required", one.name, "completeness", "element", text))
    return tuple(found)


_TYPE_NAMES = {
    "int": "整数",
    "bigint": "整数",
    "double": "数字",
    "decimal": "数字",
    "date": "日期",
    "timestamp": "日期时间",
    "boolean": "逻辑值",
}


def _structural(check: str, column: str, dimension: str, indicator: str, text: Text) -> Rule:
    return Rule(
        f"{check}:{column}", check, (column,), "block", dimension, indicator, text, origin="structure"
    )


def compile_rules(
    ruleset: RuleSet, input_types: Mapping[str, str], *, now: datetime, known: frozenset[str] = frozenset()
) -> Program:
    """Compile the rules of a table for an input with columns of `input_types` ("string" or anything else).

    `known` names the references that can be looked up (`resource.column`); rules about others are skipped and say so.
    Raises `BadExpression`, or `ValueError` when there are more rules than bits.
    """
    rules = (*structural_rules(ruleset.fields, ruleset.rules), *ruleset.rules)
    if len(rules) > MAXIMUM_RULES:
        raise ValueError(f"{len(rules)} rules; one table takes {MAXIMUM_RULES}")
    present = tuple(one.name for one in ruleset.fields if one.name in input_types)
    typed = {one.name: _typed(one, input_types.get(one.name)) for one in ruleset.fields}
    program = Program(rules, ruleset.fields, present, typed)
    build = _Build(program, input_types, now, known)
    for bit, rule in enumerate(rules):
        build.add(bit, rule)
    return program


def _typed(field_: Field, given: str | None) -> str:
    wanted = sql_type(field_)
    if given is None:
        return f"NULL::{wanted}"
    return f"TRY_CAST({name(field_.name)} AS {wanted})"


@dataclass
class _Build:
    program: Program
    given: Mapping[str, str]
    now: datetime
    known: frozenset[str]

    def add(self, bit: int, rule: Rule) -> None:
        others = [str(rule.parameters[key]) for key in ("id_column", "key_column") if key in rule.parameters]
        absent = [one for one in (*rule.columns, *others) if one not in self.given]
        if absent and rule.check not in ("required", "holds"):
            text = ", ".join(absent)
            self.program.skipped[bit] = Text(f"没有列 {text}", f"there is no column {text}")
            return
        sql = getattr(self, "_" + rule.check.replace("-", "_"))(bit, rule)
        if not sql:
            return
        if rule.when:
            when = compile_expression(rule.when, self._names(), now=self.now)
            self.program.applies[bit] = when
            sql = f"({when}) AND ({sql})"
        self.program.fails[bit] = sql

    def _kernel(self, kind: str, column: str, **settings: Any) -> str:
        key = (kind, column, *settings.values())
        found = self.program.kernels.get(key)
        if found is None:
            output = f"{PREFIX}k{len(self.program.kernels)}"
            found = self.program.kernels[key] = Kernel(kind, column, output, **settings)
        return found.output

    def _raw(self, column: str) -> str:
        return name(f"{PREFIX}raw_{column}")

    def _required(self, bit: int, rule: Rule) -> str:
        parts = []
        for one in rule.columns:
            if one not in self.given:
                return "true"
            raw = self._raw(one)
            parts.append(f"{raw} IS NULL")
            if self.given[one] == "string":
                # Only texts that begin with a blank, or are empty, need the dearer look.
                parts.append(f"CASE WHEN {raw} < '!' THEN trim({raw}) = '' ELSE false END")
        return " OR ".join(parts)

    def _type(self, bit: int, rule: Rule) -> str:
        column = rule.columns[0]
        if self.given[column] != "string":
            return ""
        return f"{name(column)} IS NULL AND {self._raw(column)} <> ''"

    def _pattern(self, bit: int, rule: Rule) -> str:
        pattern, column = str(rule.parameters["pattern"]), rule.columns[0]
        shape = shape_of(pattern)
        if shape and self.given[column] == "string":
            return self._kernel("shape", column, shape=shape)
        text = f"{self._raw(column)}::VARCHAR"
        return f"{text} <> '' AND NOT regexp_full_match({text}, {literal(pattern)})"

    def _length(self, bit: int, rule: Rule) -> str:
        text = f"length({self._raw(rule.columns[0])}::VARCHAR)"
        return self._bounds(text, rule.parameters, least="min", most="max")

    def _bounds(self, sql: str, bounds: Mapping[str, Any], *, least: str, most: str) -> str:
        parts = []
        if least in bounds:
            parts.append(f"{sql} < {literal(self._moment(bounds[least]))}")
        if most in bounds:
            parts.append(f"{sql} > {literal(self._moment(bounds[most]))}")
        return " OR ".join(parts)

    def _moment(self, value: Any) -> Any:
        words: dict[str, date] = {"today": self.now.date(), "now": self.now}
        return words.get(value, value) if isinstance(value, str) else value

    def _range(self, bit: int, rule: Rule) -> str:
        return self._bounds(name(rule.columns[0]), rule.parameters, least="min", most="max")

    def _resident_id(self, bit: int, rule: Rule) -> str:
        base = self._kernel("resident-id", rule.columns[0])
        part = rule.parameters.get("part", "")
        shape = f"{base}_misshapen" + ("" if rule.parameters.get("old", True) else f" OR {base}_short")
        wrong = {
            "shape": shape,
            "date": f"{base}_misdated",
            "region": f"{base}_misplaced",
            "check": f"{base}_mischecked",
        }
        return wrong[part] if part else " OR ".join(wrong.values())

    def _credit_code(self, bit: int, rule: Rule) -> str:
        base = self._kernel("credit-code", rule.columns[0])
        wrong = {"shape": f"{base}_misshapen", "check": f"{base}_mischecked"}
        part = rule.parameters.get("part", "")
        return wrong[part] if part else " OR ".join(wrong.values())

    def _region(self, bit: int, rule: Rule) -> str:
        return self._kernel(
            "region",
            rule.columns[0],
            length=int(rule.parameters.get("length", 6)),
            current=bool(rule.parameters.get("current", False)),
        )

    def _one_of(self, bit: int, rule: Rule) -> str:
        column = name(rule.columns[0])
        values = ", ".join(literal(one) for one in rule.parameters["values"])
        filled = f"{column} <> '' AND " if self._is_text(rule.columns[0]) else ""
        return f"{filled}{column} NOT IN ({values})"

    def _is_text(self, column: str) -> bool:
        return any(one.name == column and one.type == "string" for one in self.program.fields)

    def _unique(self, bit: int, rule: Rule) -> str:
        self.program.uniques.append(Uniqueness(bit, rule.columns))
        return ""

    def _exists(self, bit: int, rule: Rule) -> str:
        return self._look_up(bit, rule, rule.columns, str(rule.parameters["in"]))

    def _agrees(self, bit: int, rule: Rule) -> str:
        reference, key = str(rule.parameters["with"]), str(rule.parameters["with_key"])
        value = rule.columns[0]
        return self._look_up(
            bit, rule, (str(rule.parameters["key_column"]),), reference, key=key, value=value
        )

    def _look_up(
        self,
        bit: int,
        rule: Rule,
        columns: tuple[str, ...],
        reference: str,
        *,
        key: str = "",
        value: str = "",
    ) -> str:
        resource, _, column = reference.partition(".")
        if resource not in self.known:
            self.program.skipped[bit] = Text(f"{resource} 尚无数据", f"{resource} has no data yet")
            return ""
        output = f"{PREFIX}l{len(self.program.lookups)}"
        target = (resource, key or column, column if value else "")
        self.program.lookups.append(Lookup(rule.id, output, columns, target, value))
        return output

    def _birthday_of_id(self, bit: int, rule: Rule) -> str:
        base = self._kernel("resident-id", str(rule.parameters["id_column"]))
        return f"{base}_dated AND {name(rule.columns[0])} <> {base}_birthday"

    def _sex_of_id(self, bit: int, rule: Rule) -> str:
        base = self._kernel("resident-id", str(rule.parameters["id_column"]))
        sex = name(rule.columns[0])
        return (
            f"{base}_dated AND CASE WHEN {base}_male THEN {sex} IN ('2', '女') ELSE {sex} IN ('1', '男') END"
        )

    def _holds(self, bit: int, rule: Rule) -> str:
        return f"NOT ({compile_expression(str(rule.parameters['expression']), self._names(), now=self.now)})"

    def _names(self) -> list[str]:
        return [one.name for one in self.program.fields]

    def _order(self, bit: int, rule: Rule) -> str:
        pairs = zip(rule.columns, rule.columns[1:], strict=False)
        return " OR ".join(f"{name(first)} > {name(second)}" for first, second in pairs)

    def _fresh(self, bit: int, rule: Rule) -> str:
        oldest = self.now - timedelta(days=float(rule.parameters["days"]))
        return f"{name(rule.columns[0])} < {literal(oldest)}"

    def _not_future(self, bit: int, rule: Rule) -> str:
        latest = self.now + timedelta(minutes=float(rule.parameters.get("skew_minutes", 10)))
        return f"{name(rule.columns[0])} > {literal(latest)}"


def bad_pattern(pattern: str) -> bool:
    """Whether RE2, which runs the patterns, cannot read one: it knows no look-around and no back-references."""
    try:
        pc.match_substring_regex(pa.array([""]), pattern)
    except pa.ArrowInvalid:
        return True
    return False
