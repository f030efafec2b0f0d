"""What registers already know about a form's answers, and whether it still agrees at submission."""

from collections.abc import Callable, Mapping
from typing import Any

from yiwang.forms.rules.paths import MISSING, drop, get, put
from yiwang.forms.rules.tree import questions
from yiwang.forms.types import Data, Errors, FormDefinition, Prefill, Prefilled, RegisterRecord, SourceState
from yiwang.text import Text

#: A source's key that is not a field of the form: who applies, and the firm they act for.
APPLICANT, FIRM = "@applicant", "@firm"


def key_of(source: Mapping[str, Any], keys: Mapping[str, str], data: Data) -> str:
    """The key to ask a source with: a named one (`@applicant`), or an answer already given."""
    key = str(source["key"])
    if key.startswith("@"):
        return keys.get(key, "")
    value = get(data, key, "")
    return value if isinstance(value, str) else ""


def filled(
    defn: FormDefinition,
    ask: Callable[[str, str], "tuple[str, RegisterRecord | None, Text]"],
    keys: Mapping[str, str],
    data: Data,
) -> Prefilled:
    """Ask each source of the form once and lay out what it answered.

    `ask(register, key)` gives the state ("ok", "down", "not-found"), the record, and the source's name.
    """
    states: list[SourceState] = []
    records: dict[str, RegisterRecord] = {}
    for slug, source in defn.ui.get("sources", {}).items():
        key = key_of(source, keys, data)
        if not key:
            continue
        state, record, name = ask(source["register"], key)
        states.append(SourceState(slug, source["register"], state, name))
        if record is not None:
            records[slug] = record
    values: dict[str, Prefill] = {}
    for path, entry in defn.ui.get("fields", {}).items():
        wanted = entry.get("prefill")
        record = records.get(wanted["source"]) if wanted else None
        if record is None:
            continue
        value = as_answer(record.fields.get(wanted["field"]))
        if value is not None:
            values[path] = Prefill(value, record.source, record.as_of, bool(wanted.get("locked", True)))
    return Prefilled(values, tuple(states))


def as_answer(value: Any) -> Any:
    """A register's value as a form's answer: dates and amounts become text, nothing stays None."""
    if value is None or value == "":
        return None
    if isinstance(value, (str, bool, int, float)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def recheck(defn: FormDefinition, data: Data, prefilled: Prefilled) -> Errors:
    """Answers that differ from what their register says now, for values the applicant may not change."""
    return {
        path: Text(f"与{known.source.zh}中的记录不一致。", f"This differs from {known.source.en}.")
        for path, known in prefilled.values.items()
        if known.locked and (given := get(data, path)) is not MISSING and not _same(given, known.value)
    }


def with_registers(defn: FormDefinition, data: Data, prefilled: Prefilled) -> Data:
    """The answers with every locked value taken from its register, and unlocked ones where none was given."""
    for path, known in prefilled.values.items():
        if known.locked or get(data, path) is MISSING:
            put(data, path, known.value)
    return data


def changed(data: Data, prefilled: Prefilled) -> tuple[str, ...]:
    """Unlocked prefilled values that the applicant corrected."""
    return tuple(
        path
        for path, known in prefilled.values.items()
        if not known.locked and (given := get(data, path)) is not MISSING and not _same(given, known.value)
    )


def unverified(defn: FormDefinition, data: Data, prefilled: Prefilled) -> tuple[str, ...]:
    """Answers given by hand that a register should have confirmed, had it answered."""
    silent = {source.slug for source in prefilled.sources if source.state != "ok"}
    return tuple(
        path
        for path, entry in defn.ui.get("fields", {}).items()
        if entry.get("prefill", {}).get("source") in silent
        and path in questions(defn)
        and get(data, path) is not MISSING
    )


def without_locked(data: Data, prefilled: Prefilled) -> Data:
    """The answers without locked values: a draft keeps what the applicant said, registers the rest."""
    for path, known in prefilled.values.items():
        if known.locked:
            drop(data, path)
    return data


def _same(given: Any, known: Any) -> bool:
    return str(given).strip() == str(known).strip()
