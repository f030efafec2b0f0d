"""Rule mining: profile a table in one scan, try what it suggests in another, keep what holds as candidates."""

from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.quality.candidates import view
from yiwang.quality.definitions import told
from yiwang.quality.errors import NoSuchCandidate
from yiwang.quality.models import Candidate, RuleRow
from yiwang.quality.rules.literals import name
from yiwang.quality.rules.mining import (
    LEAST_SUPPORT,
    Profile,
    Proposal,
    dependency,
    dependency_pairs,
    profile_sql,
    profiles,
    proposals,
)
from yiwang.quality.rules.reading import read_rule
from yiwang.quality.rulesets import ruleset
from yiwang.quality.services.check import dry_run, lake_snapshot
from yiwang.quality.types import CandidateView, Rule, RuleSet


def mine(resource: str, *, by: Actor) -> tuple[CandidateView, ...]:
    """Propose rules for a resource from its newest snapshot; gives the candidates now open.

    A rule is proposed when at least 98 % of the rows keep it. What a steward rejected, or what a rule in use says
    already, is not proposed again.

    Raises:
        Refused; catalogue.ResourceMissing; NoData: there is nothing to learn from.
    """
    found = ruleset(resource)
    require(by, "quality.check", found.department)
    table = catalogue.table_of(resource)
    fresh = [one for one in _profiled(found, table, lake_snapshot(table, resource)) if not _said(found, one)]
    rules = tuple(read_rule(one.table, origin="mined") for one in fresh)
    counts = {one.rule.id: one for one in dry_run(resource, rules[:40], by=by).rules} if rules else {}
    now = timezone.now()
    with transaction.atomic():
        for rule, proposal in zip(rules, fresh, strict=True):
            counted = counts.get(rule.id)
            if (
                counted is None
                or not counted.checked
                or counted.failed > (1 - LEAST_SUPPORT) * counted.checked
            ):
                continue
            Candidate.objects.get_or_create(
                resource=resource,
                slug=rule.id,
                defaults={
                    "department": found.department,
                    "definition": told(rule),
                    "evidence": {"zh": proposal.zh, "en": proposal.en},
                    "support": 1 - counted.failed / counted.checked,
                    "mined_at": now,
                },
            )
        ledger.record(
            "quality.mined", by=by.ref, subject=f"resource:{resource}", detail={"proposed": len(fresh)}
        )
    rows = Candidate.objects.filter(resource=resource, state="open").order_by("id")
    return tuple(view(row) for row in rows)


def accept(candidate_id: int, *, actor: Actor) -> Rule:
    """A candidate becomes a rule of its resource. Again it gives the same rule. Raises Refused, NoSuchCandidate."""
    with transaction.atomic():
        row = _decided(candidate_id, "accepted", actor)
        RuleRow.objects.get_or_create(
            resource=row.resource,
            slug=row.slug,
            defaults={
                "definition": row.definition,
                "origin": "mined",
                "defined_by": actor.ref,
                "defined_at": timezone.now(),
            },
        )
    return view(row).rule


def reject(candidate_id: int, *, actor: Actor) -> None:
    """A candidate is not wanted, now and later. Raises Refused, NoSuchCandidate."""
    with transaction.atomic():
        _decided(candidate_id, "rejected", actor)


def _decided(candidate_id: int, state: str, actor: Actor) -> Candidate:
    require(actor, "quality.define", None)
    row = Candidate.objects.select_for_update().filter(pk=candidate_id).first()
    if row is None or row.state not in ("open", state):
        raise NoSuchCandidate
    if row.state == "open":
        row.state, row.decided_by, row.decided_at = state, actor.ref, timezone.now()
        row.save(update_fields=["state", "decided_by", "decided_at"])
        subject = f"resource:{row.resource}"
        ledger.record(f"quality.candidate-{state}", by=actor.ref, subject=subject, detail={"rule": row.slug})
    return row


def _profiled(found: RuleSet, table: str, snapshot_id: int) -> list[Proposal]:
    columns = {one.name for one in lake.table(table).columns}
    fields = [one for one in found.fields if one.name in columns]
    with ExitStack() as stack:
        connection = stack.enter_context(lake.connect())
        lake.view(connection, "source", table, snapshot_id=snapshot_id)
        answer = connection.execute(profile_sql(fields)).to_arrow_table().to_pylist()[0]
        seen = profiles(fields, answer)
        made = list(proposals(seen, found.key))
        made += _dependencies(connection, seen)
    return made


def _dependencies(connection: Any, seen: tuple[Profile, ...]) -> list[Proposal]:
    pairs = dependency_pairs(seen)
    if not pairs:
        return []
    sets = ", ".join(f"({name(first)}, {name(second)})" for first, second in pairs)
    names = sorted({one for pair in pairs for one in pair})
    columns = ", ".join(name(one) for one in names)
    grouping = ", ".join(f"grouping({name(one)}) AS g{number}" for number, one in enumerate(names))
    rows = connection.execute(
        f"SELECT {columns}, {grouping}, count(*) AS n FROM source GROUP BY GROUPING SETS ({sets})"  # noqa: S608
    ).to_arrow_table().to_pylist()  # fmt: skip
    found = []
    for first, second in pairs:
        inside = [number for number, one in enumerate(names) if one in (first, second)]
        counted = {
            (row[first], row[second]): row["n"]
            for row in rows
            if all((row[f"g{number}"] == 0) == (number in inside) for number in range(len(names)))
            and row[first]
            and row[second]
        }
        made = dependency(first, second, counted)
        if made:
            found.append(made)
    return found


def _said(found: RuleSet, proposal: Proposal) -> bool:
    """Whether a rule in use makes the same check of the same columns already."""
    rule = read_rule(proposal.table)
    required = {one.name for one in found.fields if one.required}
    if rule.check == "required" and set(rule.columns) <= required:
        return True
    return any(one.check == rule.check and one.columns == rule.columns for one in found.rules)
