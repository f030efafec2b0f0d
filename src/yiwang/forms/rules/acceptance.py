"""The last word on a submission: all right and agreeing with the registers, or all errors at once."""

import copy
from datetime import date

from yiwang.forms.errors import FormInvalid, PrefillTampered
from yiwang.forms.rules import hostile, prefilling
from yiwang.forms.rules.reading import without_hidden
from yiwang.forms.rules.validation import validate
from yiwang.forms.types import Accepted, Data, FormDefinition, Prefilled


def accept(defn: FormDefinition, data: Data, *, prefilled: Prefilled, on: date) -> Accepted:
    """The answers as a case keeps them.

    `prefilled` is asked anew at submission: locked values come from it, never from the browser.

    Raises:
        HostileInput: the data is outside the limits.
        PrefillTampered: a locked value came back different from its register (all other errors included).
        FormInvalid: some answers are wrong; all of them are listed.
    """
    hostile.refuse_hostile(data)
    forged = prefilling.recheck(defn, data, prefilled)
    changed = prefilling.changed(data, prefilled)
    whole = without_hidden(defn, prefilling.with_registers(defn, copy.deepcopy(data), prefilled))
    errors = validate(defn, whole, on=on)
    if forged:
        raise PrefillTampered({**errors, **forged})
    if errors:
        raise FormInvalid(errors)
    return Accepted(whole, prefilling.unverified(defn, whole, prefilled), changed)
