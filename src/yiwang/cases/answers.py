"""A case's answers as people read them, each with the register it came from."""

from yiwang.cases.types import CaseView
from yiwang.forms import api as forms
from yiwang.items import api as items
from yiwang.text import Text


def answers_of(case: CaseView) -> tuple[forms.AnswerGroup, ...]:
    """The answers, step by step; what the applicant changed no longer counts as the register's."""
    form = items.item(case.item_slug, case.item_version).form
    changed = set(case.sources.get("changed", ()))
    known = {
        path: forms.Prefill(None, Text.of(source))
        for path, source in case.sources.get("known", {}).items()
        if path not in changed
    }
    return forms.answers(form, dict(case.form), prefilled=forms.Prefilled(known))


def to_verify(case: CaseView) -> tuple[Text, ...]:
    """The answers no register has confirmed: a source was down, or the applicant changed what it said."""
    form = items.item(case.item_slug, case.item_version).form
    paths = [*case.sources.get("unverified", ()), *case.sources.get("changed", ())]
    return tuple(forms.label_of(form, path) for path in dict.fromkeys(paths))
