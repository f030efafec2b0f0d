"""The rectification loop: a rule over its tolerance opens a ticket, a rule that passes closes it."""

from yiwang.access.api import SYSTEM, Actor
from yiwang.quality.masking import masked
from yiwang.quality.rulesets import ruleset
from yiwang.quality.types import Report, RuleCount
from yiwang.text import Text
from yiwang.tickets import api as tickets

KIND = "quality"


def rectify(report: Report, *, by: Actor) -> None:
    """Open, refresh and close the tickets of a report. Tickets go to the department that brings the data."""
    machine = SYSTEM("quality")
    found = ruleset(report.resource)
    for one in report.counts.rules:
        key = ticket_key(report.resource, one.rule.id)
        if one.skipped:
            continue
        if one.failed > one.rule.tolerance * one.checked:
            tickets.open_ticket(
                kind=KIND,
                key=key,
                department=report.department,
                resource=report.resource,
                title=_title(found.name, one),
                body=_body(one),
                evidence={
                    "report": report.id,
                    "rule": one.rule.id,
                    "checked": one.checked,
                    "failed": one.failed,
                    "keys": [list(sample.key) for sample in masked(one.samples, one.rule, found)],
                },
                by=machine,
            )
        else:
            note = Text(
                f"复查 {one.checked} 行，不合格 {one.failed} 行，已达标。",
                f"Checked again: {one.failed} of {one.checked} rows fail, within tolerance.",
            )
            tickets.close_resolved(kind=KIND, key=key, note=note, by=machine)


def ticket_key(resource: str, rule: str) -> str:
    """How tickets name a rule of a resource."""
    return f"rule:{resource}.{rule}"


def _title(name: Text, one: RuleCount) -> Text:
    return Text(f"{name.zh}：{one.rule.text.zh}", f"{name.en}: {one.rule.text.en}")


def _body(one: RuleCount) -> Text:
    return Text(
        f"应检 {one.checked} 行，不合格 {one.failed} 行，超过容许比例 {one.rule.tolerance:.2%}。"
        "请核对源系统并更正，更正后的数据再次归集、复查通过即自动办结。",
        f"{one.failed} of {one.checked} rows fail; {one.rule.tolerance:.2%} is tolerated. Please check and correct the"
        " source; when the data is collected again and passes, this closes by itself.",
    )
