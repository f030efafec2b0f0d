"""Why a decision came out as it did: every table, rule and cell, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from yiwang.text import Text


@dataclass(frozen=True, slots=True)
class InputTrace:
    """A column's value: its title, the FEEL text, and what it gave."""

    label: Text
    expression: str
    value: str


@dataclass(frozen=True, slots=True)
class CellTrace:
    """One cell: the test, the value tested, and whether it held (null when that cannot be said)."""

    test: str
    value: str
    held: bool | None


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """One rule, counted from 1: whether all its cells held, whether it gave the result, and what it says."""

    number: int
    matched: bool
    fired: bool
    cells: tuple[CellTrace, ...]
    outputs: tuple[str, ...]
    annotation: Text


@dataclass(frozen=True, slots=True)
class TableTrace:
    """One evaluation of a decision table."""

    name: str
    label: Text
    hit_policy: str
    inputs: tuple[InputTrace, ...]
    rules: tuple[RuleTrace, ...]
    value: str

    @property
    def fired(self) -> tuple[RuleTrace, ...]:
        """The rules that gave the result."""
        return tuple(rule for rule in self.rules if rule.fired)


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """One decision of the graph and its value."""

    name: str
    label: Text
    value: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole story: decisions in the order they were settled, their tables, and what went wrong on the way."""

    decisions: tuple[DecisionTrace, ...]
    tables: tuple[TableTrace, ...]
    notes: tuple[Text, ...]

    @property
    def reasons(self) -> tuple[Text, ...]:
        """What the rules that fired say, in the order of evaluation."""
        return tuple(rule.annotation for table in self.tables for rule in table.fired if rule.annotation)

    def lines(self) -> tuple[Text, ...]:
        """The story as sentences for people."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Text]:
        for table in self.tables:
            for given in table.inputs:
                yield Text(
                    f"{given.label.zh}：{given.value}", f"{given.label.en or given.label.zh}: {given.value}"
                )
            for rule in table.rules:
                yield _rule_sentence(table, rule)
        for decision in self.decisions:
            label = decision.label
            yield Text(
                f"“{label.zh}”的结果：{decision.value}",
                f"Result of “{label.en or label.zh}”: {decision.value}",
            )
        yield from self.notes

    def as_json(self) -> dict[str, object]:
        """The stored form of the story."""
        return {
            "decisions": [
                {"name": one.name, "label": one.label.as_dict(), "value": one.value} for one in self.decisions
            ],
            "tables": [_table_json(table) for table in self.tables],
            "notes": [note.as_dict() for note in self.notes],
        }


def _rule_sentence(table: TableTrace, rule: RuleTrace) -> Text:
    if rule.fired:
        return Text(
            f"第{rule.number}条规则适用：{rule.annotation.zh or '、'.join(rule.outputs)}",
            f"Rule {rule.number} applies: {rule.annotation.en or rule.annotation.zh or ', '.join(rule.outputs)}",
        )
    if rule.matched:
        return Text(f"第{rule.number}条规则符合，未采用。", f"Rule {rule.number} holds but was not used.")
    zh: list[str] = []
    en: list[str] = []
    for given, cell in zip(table.inputs, rule.cells, strict=True):
        if cell.held is not True:
            zh.append(f"{given.label.zh}（{cell.value}）不满足“{cell.test}”")
            en.append(f"{given.label.en or given.label.zh} ({cell.value}) fails “{cell.test}”")
    return Text(
        f"第{rule.number}条规则不适用：{'；'.join(zh)}。",
        f"Rule {rule.number} does not apply: {'; '.join(en)}.",
    )


def _table_json(table: TableTrace) -> dict[str, object]:
    return {
        "name": table.name,
        "hit_policy": table.hit_policy,
        "value": table.value,
        "inputs": [
            {"label": one.label.as_dict(), "expression": one.expression, "value": one.value}
            for one in table.inputs
        ],
        "rules": [
            {
                "number": rule.number,
                "matched": rule.matched,
                "fired": rule.fired,
                "cells": [{"test": cell.test, "value": cell.value, "held": cell.held} for cell in rule.cells],
                "outputs": list(rule.outputs),
                "annotation": rule.annotation.as_dict(),
            }
            for rule in table.rules
        ],
    }
