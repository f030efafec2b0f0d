"""Look a key up in a register."""

from yiwang.codes.api import mask_resident_id
from yiwang.ledger import api as ledger
from yiwang.registers import queries, sources
from yiwang.registers.errors import NotFound, PurposeMissing, SourceDown
from yiwang.registers.types import Record


def lookup(register: str, key: str, *, purpose: str, by: str) -> Record:
    """What a register says about a key: an identity number or a credit code.

    `by` is the ref of whoever asks, `purpose` what for; both go to the ledger with the person whose data
    it is, found or not. Raises `SourceDown`, `NotFound`, `UnknownRegister`, `PurposeMissing`.
    """
    source = sources.source(register)
    if not purpose.strip():
        raise PurposeMissing
    if queries.switched_off(register):
        raise SourceDown(register, source.name)
    key = key.strip().upper()
    answer = source.fetch(key)
    ledger.record(
        "registers.looked-up",
        by=by,
        subject=f"register:{register}",
        detail={"key": mask_resident_id(key), "found": answer is not None},
        purpose=purpose,
        person=f"person:{answer.person_id}" if answer and answer.person_id else "",
    )
    if answer is None:
        raise NotFound(register, source.name)
    return Record(register, source.name, key, answer.fields, answer.as_of, answer.person_id)
