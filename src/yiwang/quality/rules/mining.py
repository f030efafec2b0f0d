"""Proposing rules from what a table looks like: pure, from a profile to rule tables with their evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.quality.rules.literals import name
from yiwang.quality.types import Field

#: A shape is proposed when at least so many of the filled values have it; the rest would be its findings.
LEAST_SUPPORT = 0.98
#: A column with at most so many different values may be a code list.
MOST_CODES = 20
#: Below so many rows nothing is concluded.
LEAST_ROWS = 50
#: Recognisers of well-known codes: check, parameters, the pattern by which a column is recognised, and their names.
RECOGNISERS: Mapping[str, tuple[str, Mapping[str, Any], str, str, str]] = {
    "resident-id": (
        "resident-id",
        {},
        r"[1-9]\d{16}[\dX]",
        "公民身份号码不合 GB 11643",
        "is no identity number of GB 11643",
    ),
    "credit-code": (
        "credit-code",
        {},
        r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}",
        "统一社会信用代码不合 GB 32100",
        "is no credit code of GB 32100",
    ),
    "mobile": ("pattern", {"pattern": r"1[3-9]\d{9}"}, r"1[3-9]\d{9}", "不是手机号码", "is no mobile number"),
    "village": ("region", {"length": 12}, r"3\d{11}", "不是村居代码", "is no village code"),
    "plate": (
        "pattern",
        {"pattern": "[\u4e00-\u9fff][A-Z][A-Z0-9]{4,5}[A-Z0-9挂学警港澳]"},
        "[\u4e00-\u9fff][A-Z][A-Z0-9]{4,5}[A-Z0-9挂学警港澳]",
        "不是机动车号牌",
        "is no vehicle plate",
    ),
    "day": (
        "pattern",
        {"pattern": r"\d{4}-\d{2}-\d{2}"},
        r"(19|20)\d{2}-\d{2}-\d{2}",
        "不是日期",
        "is no date",
    ),
}


@dataclass(frozen=True)
class Profile:
    """What one scan told of a column. `shapes` counts the values each recogniser knows; `top` are the commonest."""

    field: Field
    rows: int
    filled: int
    distinct: int
    least: Any
    most: Any
    shapes: Mapping[str, int]
    top: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A rule's table, and in words what it rests on."""

    table: Mapping[str, Any]
    zh: str
    en: str


def profile_sql(fields: Sequence[Field]) -> str:
    """One query over `source` that profiles every column at once."""
    parts = ["count(*) AS n"]
    for number, field in enumerate(fields):
        column = name(field.name)
        text = f"{column}::VARCHAR"
        parts += [
            f"count(*) FILTER ({text} <> '') AS f{number}",
            f"approx_count_distinct({column}) AS d{number}",
            f"min({column}) AS l{number}",
            f"max({column}) AS m{number}",
            f"approx_top_k({text}, {MOST_CODES + 1}) AS t{number}",
        ]
        if field.type == "string":
            for shape, (_, _, pattern, _, _) in RECOGNISERS.items():
                quoted = pattern.replace("'", "''")
                parts.append(
                    f"count(*) FILTER (regexp_full_match({text}, '{quoted}')) AS s{number}_{name_of(shape)}"
                )
    return f"SELECT {', '.join(parts)} FROM source"  # noqa: S608 -- names are quoted, patterns are ours


def name_of(shape: str) -> str:
    """A recogniser's name inside SQL."""
    return shape.replace("-", "_")


def profiles(fields: Sequence[Field], row: Mapping[str, Any]) -> tuple[Profile, ...]:
    """The answer of `profile_sql`, column by column."""
    return tuple(
        Profile(
            field,
            row["n"],
            row[f"f{number}"],
            row[f"d{number}"],
            row[f"l{number}"],
            row[f"m{number}"],
            {shape: row[f"s{number}_{name_of(shape)}"] for shape in RECOGNISERS}
            if field.type == "string"
            else {},
            tuple(sorted(str(one) for one in row[f"t{number}"] or () if one)),
        )
        for number, field in enumerate(fields)
    )


def proposals(found: Sequence[Profile], key: Sequence[str]) -> Iterator[Proposal]:
    """Every rule worth looking at. What it finds today is counted before it is shown."""
    for one in found:
        if one.rows >= LEAST_ROWS and one.filled:
            yield from _column(one, key)
    days = [one for one in found if one.field.type in ("date", "timestamp") and one.filled]
    for first in days:
        for second in days:
            if (
                first is not second
                and _day(first.least) <= _day(second.least)
                and _day(first.most) <= _day(second.most)
            ):
                yield _proposal(
                    f"order.{first.field.name}.{second.field.name}",
                    "order",
                    [first.field.name, second.field.name],
                    f"{first.field.name} 晚于 {second.field.name}",
                    f"{first.field.name} is later than {second.field.name}",
                    "两列日期总是先后有序",
                    "the two dates keep their order",
                )


def _day(value: Any) -> str:
    return str(value)[:10]


def _column(one: Profile, key: Sequence[str]) -> Iterator[Proposal]:
    column = one.field.name
    share = one.filled / one.rows
    if share >= LEAST_SUPPORT:
        yield _proposal(
            f"filled.{column}", "required", [column], f"{column} 为空", f"{column} is empty",
            f"{share:.2%} 的行有值", f"{share:.2%} of rows have it",
        )  # fmt: skip
    recognised = [shape for shape, number in one.shapes.items() if number >= LEAST_SUPPORT * one.filled]
    for shape in recognised[:1]:
        check, parameters, _, zh, en = RECOGNISERS[shape]
        yield _proposal(
            f"{shape}.{column}", check, [column], f"{column} {zh}", f"{column} {en}",
            f"{one.shapes[shape]} / {one.filled} 个值符合", f"{one.shapes[shape]} of {one.filled} values fit",
            **parameters,
        )  # fmt: skip
    codes = one.distinct <= MOST_CODES and len(one.top) <= MOST_CODES and one.filled >= 20 * one.distinct
    if one.field.type == "string" and codes and not recognised:
        yield _proposal(
            f"codes.{column}", "one-of", [column], f"{column} 不在代码表中", f"{column} is not in its code list",
            f"{one.filled} 个值只有 {len(one.top)} 种", f"{one.filled} values, only {len(one.top)} different",
            values=list(one.top),
        )  # fmt: skip
    number = one.field.type.split("(")[0] in ("int", "bigint", "double", "decimal")
    if number and one.least is not None and one.least >= 0:
        yield _proposal(
            f"range.{column}", "range", [column], f"{column} 为负数", f"{column} is negative",
            f"最小 {one.least}，最大 {one.most}", f"least {one.least}, most {one.most}", min=0,
        )  # fmt: skip
    if share >= LEAST_SUPPORT and one.distinct >= 0.9 * one.filled and column not in ("updated_at", *key):
        yield _proposal(
            f"once.{column}", "unique", [column], f"{column} 重复", f"{column} comes twice",
            "几乎每个值都不同", "almost every value differs",
        )  # fmt: skip


def dependency_pairs(found: Sequence[Profile]) -> tuple[tuple[str, str], ...]:
    """Pairs of code columns of which the first may determine the second."""
    few = [
        one.field.name
        for one in found
        if one.field.type == "string"
        and 2 <= len(one.top) <= 12
        and one.distinct <= 12
        and one.rows >= LEAST_ROWS
    ]
    return tuple((first, second) for first in few for second in few if first != second)[:30]


def dependency(first: str, second: str, pairs: Mapping[tuple[str, str], int]) -> Proposal | None:
    """A rule that the first column determines the second, if all but a few rows say so."""
    best: dict[str, tuple[int, str]] = {}
    for (one, other), number in pairs.items():
        best[one] = max(best.get(one, (0, "")), (number, other))
    whole = sum(pairs.values())
    kept = sum(number for number, _ in best.values())
    values = {other for _, other in best.values()}
    if not whole or kept < LEAST_SUPPORT * whole or len(values) < 2:
        return None
    quote = {one: one.replace("'", "''") for one in {*best, *values}}
    expression = " AND ".join(
        f"({first} <> '{quote[one]}' OR {second} = '{quote[other]}')"
        for one, (_, other) in sorted(best.items())
    )
    if len(expression) > 900:
        return None
    return _proposal(
        f"depends.{first}.{second}", "holds", [], f"{second} 与 {first} 不对应", f"{second} does not go with {first}",
        f"{kept} / {whole} 行中 {first} 决定 {second}", f"{first} determines {second} in {kept} of {whole} rows",
        expression=expression,
    )  # fmt: skip


def _proposal(
    slug: str,
    check: str,
    columns: list[str],
    zh: str,
    en: str,
    evidence_zh: str,
    evidence_en: str,
    **parameters: Any,
) -> Proposal:
    table: dict[str, Any] = {
        "id": slug.replace("_", "-"),
        "check": check,
        "severity": "warn",
        "zh": zh,
        "en": en,
        **parameters,
    }
    if columns:
        table["columns"] = columns
    return Proposal(table, evidence_zh, evidence_en)
