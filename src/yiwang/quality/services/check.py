"""Checking a resource as it lies in the lake: scan, keep what was counted, ask for rectification."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.quality.engine.almanacs import almanac
from yiwang.quality.engine.counting import count
from yiwang.quality.engine.reading import Source
from yiwang.quality.engine.references import References
from yiwang.quality.engine.scan import Progress, Scan, input_types, workplace
from yiwang.quality.errors import NoData
from yiwang.quality.masking import masked
from yiwang.quality.rulesets import ruleset
from yiwang.quality.services.admit import compiled
from yiwang.quality.services.keep import keep
from yiwang.quality.services.rectify import rectify
from yiwang.quality.types import Counts, Report, Rule, RuleSet


def check_table(
    resource: str,
    *,
    by: Actor,
    trigger: str = "hand",
    snapshot_id: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check a resource's table, keep the report, and open or close rectification tickets by it. Samples come masked.

    Raises:
        Refused: the actor may not have this resource checked.
        catalogue.ResourceMissing, NoData, BadRule: there is nothing to check, or nothing to check by.
    """
    found = ruleset(resource)
    require(by, "quality.check", found.department)
    table = catalogue.table_of(resource)
    at = snapshot_id if snapshot_id is not None else lake_snapshot(table, resource)
    counts = scan_table(found, table, at, progress=progress)
    report = keep(found, counts, trigger=trigger, table=table, snapshot_id=at, by=by)
    rectify(report, by=by)
    shown = tuple(replace(one, samples=masked(one.samples, one.rule, found)) for one in counts.rules)
    return replace(report, counts=replace(counts, rules=shown))


def dry_run(resource: str, rules: tuple[Rule, ...], *, by: Actor) -> Counts:
    """Try rules on the newest snapshot; nothing is kept. Raises as `check_table`."""
    found = ruleset(resource)
    require(by, "quality.check", found.department)
    table = catalogue.table_of(resource)
    counts = scan_table(replace(found, rules=rules), table, lake_snapshot(table, resource))
    shown = tuple(replace(one, samples=masked(one.samples, one.rule, found)) for one in counts.rules)
    return replace(counts, rules=shown)


def lake_snapshot(table: str, resource: str) -> int:
    """The newest snapshot of a resource's table. Raises `NoData`."""
    try:
        newest = lake.table(table).snapshot_id
    except lake.NoSuchTable:
        raise NoData(resource) from None
    if newest is None:
        raise NoData(resource)
    return newest


def scan_table(
    found: RuleSet, table: str, snapshot_id: int, *, samples: int = 5, progress: Progress | None = None
) -> Counts:
    """Count a rule set over a snapshot. Deliveries follow each other in a table: a key is repeated when it comes again
    with the same time of update."""
    found = replace(found, rules=tuple(_of_the_table(rule, found) for rule in found.rules))
    references = References(reference_files(found))
    with workplace(Path(settings.VAR) / "quality") as work, ExitStack() as stack:
        source = source_of(table, snapshot_id, stack)
        types = input_types(source)
        program = compiled(found, types, at=None, references=references)
        scan = Scan(
            found.resource,
            program,
            source,
            almanac(found.on),
            references,
            found.key,
            program.present,
            work,
            samples=samples,
        )
        return count(scan, progress)


def source_of(table: str, snapshot_id: int, stack: ExitStack) -> Source:
    """The rows of a snapshot: its files, or what DuckDB reads when they lie in an object store."""
    files = lake.files(table, snapshot_id=snapshot_id)
    if not any("://" in file for file in files):
        return [Path(file) for file in files]
    connection = stack.enter_context(lake.connect())
    lake.view(connection, "source", table, snapshot_id=snapshot_id)
    return connection.execute("SELECT * FROM source").to_arrow_reader()


def reference_files(found: RuleSet) -> dict[str, tuple[str, ...]]:
    """The files of every resource that the rules look into and that has data."""
    wanted = {
        str(rule.parameters[key]).partition(".")[0]
        for rule in found.rules
        for key in ("in", "with")
        if key in rule.parameters
    }
    files = {}
    for resource in wanted:
        try:
            files[resource] = lake.files(catalogue.table_of(resource))
        except lake.NoSuchTable:
            continue
    return files


def _of_the_table(rule: Rule, found: RuleSet) -> Rule:
    moving = any(one.name == "updated_at" for one in found.fields)
    if rule.check != "unique" or not moving or "updated_at" in rule.columns:
        return rule
    return replace(rule, columns=(*rule.columns, "updated_at"))
