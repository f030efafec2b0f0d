"""Where one record belongs: by its number, else by what fits best. Reads only; `ingest` writes the same answer."""

from collections.abc import Mapping
from typing import Any

from yiwang.entities.kinds import kind_of, source_of, weights
from yiwang.entities.rules import guards
from yiwang.entities.rules.definition import Kind, Source
from yiwang.entities.rules.partition import contenders
from yiwang.entities.rules.prepare import NEVER, Prepared, key_index, valid_number
from yiwang.entities.rules.scoring import Score
from yiwang.entities.services import held as records
from yiwang.entities.services.held import Held
from yiwang.entities.services.settle import MOST_CANDIDATES, edge_of, limits_of, takes_part
from yiwang.entities.types import Resolution, WeightView
from yiwang.text import Text

_BY_NUMBER = Text("号码相同", "the same number")
_SHARED = Text("号码相同但身份信息矛盾", "the same number, but contradicting particulars")
_NOBODY = Text("没有可关联的对象", "nobody fits")
_FITS = Text("信息吻合", "the particulars fit")
_DOUBT = Text("须人工核对", "somebody has to look")
_TIE = Text("有两个以上相近的对象", "more than one fits nearly as well")


def resolve(kind: str, record: Mapping[str, Any], *, source: str = "") -> Resolution:
    """Decide where a record would go. `record` holds attributes by name, or with `source` that source's columns.

    No personal data comes back: an id, the decision, and weights by field. Raises UnknownKind, UnknownSource.
    """
    known = kind_of(kind)
    one = _asked(known, record, source_of(known, source) if source else None)
    if one.number_index is not None:
        found = _by_number(known, one)
        if found is not None:
            return found
    if known.linkage is None:
        return Resolution(None, "new", _NOBODY, None, (), (), 0)
    return _by_weight(known, one)


def _asked(kind: Kind, record: Mapping[str, Any], source: Source | None) -> Prepared:
    from yiwang.entities.rules.prepare import prepared

    if source is not None and (one := prepared(kind, source, record)) is not None:
        return one
    raw = str(record.get(kind.number_attribute) or "")
    values = {name: str(value).strip() for name, value in record.items() if value not in (None, "")}
    first = kind.sources[0]
    return Prepared(kind, first, key_index(kind, raw), raw, valid_number(kind, raw), values, NEVER)


def _by_number(kind: Kind, one: Prepared) -> Resolution | None:
    assert one.number_index is not None
    sharing = [mate for mate in records.by_numbers(kind, [one.number_index]) if mate.entity is not None]
    if not sharing:
        return None
    ranks = records.ranks_of(kind)
    sharing.sort(key=lambda mate: (ranks.get(mate.source, 99), mate.name))
    for mate in sharing:
        if not (
            kind.personal
            and takes_part(kind, mate)
            and guards.one_number_two_people(one.standard, mate.standard)
        ):
            return Resolution(mate.entity, "linked", _BY_NUMBER, None, (), (), 0)
    return Resolution(None, "review", _SHARED, None, (), _candidates((mate, 0.0) for mate in sharing), 0)


def _by_weight(kind: Kind, one: Prepared) -> Resolution:
    model, limits = weights(kind), limits_of(kind)
    best: dict[int, tuple[Score, Held]] = {}
    near = records.in_blocks(kind, one.probes, free=one.number_index is not None, most=MOST_CANDIDATES)
    for other in near:
        if other.entity is None:
            continue
        score = model.score(one.standard, other.standard)
        if other.entity not in best or score.weight > best[other.entity][0].weight:
            best[other.entity] = (score, other)
    ranked = sorted(best.items(), key=lambda two: (-two[1][0].weight, two[0]))
    if not ranked or ranked[0][1][0].weight < limits.review:
        return Resolution(None, "new", _NOBODY, None, (), (), model.version)
    candidates = tuple(
        (found, score.weight) for found, (score, _) in ranked[:5] if score.weight >= limits.review
    )
    least = min(limits.review, limits.link - limits.margin)
    fits = contenders(
        [
            (edge_of(kind, one, other, score.weight), (found, score, other))
            for found, (score, other) in ranked
            if score.weight >= least
        ],
        limits,
    )
    edge, (entity, score, other) = fits[0]
    shown = tuple(WeightView(piece.column, piece.level, piece.title, piece.bits) for piece in score.pieces)
    tie = len(fits) > 1 and edge.weight - fits[1][0].weight < limits.margin
    if edge.weight >= limits.link and not edge.held and not tie:
        return Resolution(entity, "linked", _FITS, edge.weight, shown, candidates, model.version)
    trapped = guards.trap(one.standard, other.standard) if edge.held else None
    reason = trapped.text if trapped else _TIE if tie else _DOUBT
    return Resolution(None, "review", reason, edge.weight, shown, candidates, model.version)


def _candidates(found: Any) -> tuple[tuple[int, float], ...]:
    return tuple({mate.entity: (mate.entity, weight) for mate, weight in found}.values())
