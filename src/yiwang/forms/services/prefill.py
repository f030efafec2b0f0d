"""Ask the registers what they already know."""

from collections.abc import Mapping
from typing import Any

from yiwang.forms.rules.prefilling import filled
from yiwang.forms.types import Data, FormDefinition, Lookup, Prefilled, RegisterRecord
from yiwang.registers import api as registers
from yiwang.text import Text


def prefill(
    defn: FormDefinition, lookup: Lookup, *, keys: Mapping[str, str], data: Data | None = None
) -> Prefilled:
    """What the registers know about the answers of a form.

    A source that is down or does not know the key fills nothing and is told in `sources`: the applicant
    then answers by hand, and a human checks.

    Args:
        defn: the form.
        lookup: `lookup(register, key)`, already bound to who asks and for what purpose.
        keys: `{"@applicant": resident number, "@firm": credit code}`; leave out what does not apply.
        data: answers so far; a source may be keyed by one of them.
    """

    def ask(register: str, key: str) -> tuple[str, RegisterRecord | None, Text]:
        try:
            record = lookup(register, key)
        except registers.SourceDown:
            return "down", None, source_name(register)
        except registers.NotFound:
            return "not-found", None, source_name(register)
        return "ok", record, record.source

    return filled(defn, ask, keys, data or {})


def source_name(register: str) -> Text:
    """What people call a register."""
    state: Any = registers.source_state(register)
    name = getattr(state, "name", None)
    return name if isinstance(name, Text) else Text(register, register)
