"""Why two entities, or two records, are one or not: the weight of each field, the traps, what stewards said."""

from django.db.models import Q

from yiwang.access.api import Actor, require
from yiwang.entities.errors import NoSuchEntity
from yiwang.entities.kinds import kind_of, weights, weights_of
from yiwang.entities.models import Decision
from yiwang.entities.rules import guards
from yiwang.entities.rules.definition import Kind
from yiwang.entities.rules.scoring import Model, Score
from yiwang.entities.services import held as records
from yiwang.entities.services.held import Held
from yiwang.entities.services.settle import takes_part
from yiwang.entities.types import Explanation, WeightView
from yiwang.entities.viewing import decision_view
from yiwang.ledger import api as ledger
from yiwang.text import Text

_DECIDED = Text("管理员决定", "a steward decided")
_BY_NUMBER = Text("号码相同", "the same number")
_CLASH = Text("号码相同但身份信息矛盾", "the same number, but contradicting particulars")
_BY_WEIGHT = Text("按权重", "by weight")


def explain(
    kind: str, one: int, other: int, *, by: Actor, records_of: bool = False, model: int | None = None
) -> Explanation:
    """Explain two entities by their heaviest pair of records; with `records_of`, two records.

    `model` explains by the weights of an earlier version. No values come back, only levels and bits.

    Raises:
        Refused, UnknownKind.
        NoSuchEntity: one of them has no records, or the kind is linked by numbers alone.
    """
    require(by, "entities.decide", kind)
    known = kind_of(kind)
    held = records.by_ids(known, [one, other]) if records_of else records.by_entities(known, [one, other])
    mine = [x for x in held if (x.id if records_of else x.entity) == one and takes_part(known, x)]
    theirs = [x for x in held if (x.id if records_of else x.entity) == other and takes_part(known, x)]
    if not mine or not theirs or known.linkage is None:
        raise NoSuchEntity
    with_weights = weights(known) if model is None else weights_of(known, model)
    left, right, score = _heaviest(mine, theirs, with_weights)
    ids = {x.id for x in (*mine, *theirs)}
    decisions = Decision.objects.filter(
        Q(left__overlap=list(ids)) & Q(right__overlap=list(ids)), kind=kind, undone_at=None
    ).order_by("id")
    trapped = guards.trap(left.standard, right.standard) if known.personal else None
    ledger.record(
        "entities.explained",
        by=by.ref,
        subject=f"entity:{kind}:{left.entity}",
        detail={"other": right.entity},
    )
    said = tuple(decision_view(row) for row in decisions)
    return Explanation(
        left=left.id,
        right=right.id,
        together=left.entity is not None and left.entity == right.entity,
        how=_DECIDED if said else _how(known, left, right),
        weight=score.weight,
        probability=score.probability,
        prior=with_weights.prior,
        weights=tuple(WeightView(x.column, x.level, x.title, x.bits) for x in score.pieces),
        trap=trapped.text if trapped else None,
        decisions=said,
        model=with_weights.version,
    )


def _heaviest(mine: list[Held], theirs: list[Held], model: Model) -> tuple[Held, Held, Score]:
    pairs = ((a, b, model.score(a.standard, b.standard)) for a in mine for b in theirs if a.id != b.id)
    found = max(pairs, key=lambda three: (three[2].weight, -three[0].id, -three[1].id), default=None)
    if found is None:
        raise NoSuchEntity
    return found


def _how(kind: Kind, left: Held, right: Held) -> Text:
    if left.number is None or left.number != right.number:
        return _BY_WEIGHT
    clash = kind.personal and guards.one_number_two_people(left.standard, right.standard)
    return _CLASH if clash else _BY_NUMBER
