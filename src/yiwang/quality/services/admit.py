"""The review before admission (质量审查): what may enter the lake, and what goes back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from yiwang.calendar.api import CITY_ZONE
from yiwang.quality.engine.admitting import Admitting
from yiwang.quality.engine.almanacs import almanac
from yiwang.quality.engine.reading import Source
from yiwang.quality.engine.references import References
from yiwang.quality.engine.scan import Progress, Scan, input_types, workplace
from yiwang.quality.errors import BadRule, MissingColumns
from yiwang.quality.rules.compiler import PREFIX, Program, compile_rules
from yiwang.quality.rules.expressions import BadExpression
from yiwang.quality.types import Admission, RuleSet
from yiwang.text import Text


def admit(
    *,
    files: Source,
    ruleset: RuleSet,
    good: Path,
    bad: Path,
    references: Mapping[str, Sequence[str | Path]] | None = None,
    at: datetime | None = None,
    samples: int = 5,
    threads: int = 2,
    progress: Progress | None = None,
) -> Admission:
    """Check every row once; write admitted rows into the folder `good` and the others, with reasons, into `bad`.

    `files` are Parquet or UTF-8 CSV files, or an Arrow table or reader. Texts are brought to the resource's types; a
    text that is not of its type holds back its row and nothing else. `references` are Parquet files by resource for
    rules that look into other tables; a rule whose reference is not given is reported as skipped. Of rows with the same
    key the first is admitted. Memory is bounded by a chunk of a million rows; nothing is left behind on failure but the
    two folders.

    Raises:
        UnreadableInput, MissingColumns, BadRule: nothing can be admitted.
    """
    types = input_types(files)
    names = [one.name for one in ruleset.fields]
    missing = tuple(one for one in names if one not in types)
    extra = tuple(one for one in types if one not in names and not one.startswith(PREFIX))
    needed = tuple(one.name for one in ruleset.fields if one.required or one.name in ruleset.key)
    if absent := tuple(one for one in needed if one in missing):
        raise MissingColumns(absent)
    others = References(references or {})
    program = compiled(ruleset, types, at=at, references=others)
    keep = tuple(
        one.name
        for one in ruleset.fields
        if one.name in types and (one.type != "string" or types[one.name] != "string")
    )
    with workplace(Path(settings.VAR) / "quality") as work:
        scan = Scan(
            ruleset.resource,
            program,
            files,
            almanac(ruleset.on),
            others,
            ruleset.key,
            (*program.present, *extra),
            work,
            samples=samples,
            threads=threads,
            keep=keep,
        )
        admitting = Admitting(scan, good, bad)
        counts = admitting.run(progress)
    return Admission(counts, admitting.good_files, admitting.bad_files, missing, extra)


def compiled(
    ruleset: RuleSet, types: Mapping[str, str], *, at: datetime | None, references: References
) -> Program:
    """The rule set compiled for an input, at a moment of the city's clock. Raises `BadRule`."""
    now = (at or timezone.now()).astimezone(CITY_ZONE).replace(tzinfo=None)
    try:
        return compile_rules(ruleset, types, now=now, known=references.known)
    except BadExpression as wrong:
        raise BadRule(ruleset.resource, wrong.text) from wrong
    except ValueError as wrong:
        raise BadRule(ruleset.resource, Text("规则过多。", str(wrong))) from wrong
