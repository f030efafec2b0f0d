"""核验: do this name and this number belong together? The answer is yes, no or unknown, and nothing else."""

from yiwang.access.api import Actor, require
from yiwang.entities.errors import PurposeMissing, TooWide
from yiwang.entities.kinds import kind_of
from yiwang.entities.rules.prepare import valid_number
from yiwang.entities.rules.standard import compared
from yiwang.entities.services.look import by_number, golden_of, refs_of
from yiwang.entities.types import Verification
from yiwang.ledger import api as ledger
from yiwang.text import Text

_TEXTS = {
    "yes": Text("一致", "They belong together"),
    "no": Text("不一致", "They do not belong together"),
    "unknown": Text("库中无此号码", "Nobody by this number"),
    "invalid": Text("号码不合规则", "No such number can be"),
}


def verify(kind: str, *, number: str, name: str, by: Actor, purpose: str) -> Verification:
    """Hold a name against the golden name of a number; 15-digit numbers are read as their 18-digit form.

    Raises:
        Refused, UnknownKind, PurposeMissing.
        TooWide: the number or the name is missing.
    """
    require(by, "entities.verify", kind)
    known = kind_of(kind)
    if not purpose.strip():
        raise PurposeMissing
    if not number.strip() or not name.strip():
        raise TooWide
    found = by_number(known, number)
    if not valid_number(known, number):
        answer = "invalid"
    elif not found:
        answer = "unknown"
    else:
        golden = golden_of(known, found[0]).get("name")
        same = known.attribute("name").same
        answer = "yes" if golden and compared(golden.value, same) == compared(name, same) else "no"
    entity = found[0] if found else None
    ledger.record(
        "entities.verified",
        by=by.ref,
        subject=f"entity:{kind}:{entity or ''}",
        purpose=purpose.strip(),
        person=refs_of(known, [entity])[entity] if entity is not None else "",
        detail={"answer": answer},
    )
    return Verification(answer, _TEXTS[answer])
