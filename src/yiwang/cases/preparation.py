"""An application being prepared: for whom, the answers so far, and since when they are kept."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from yiwang.cases.types import Applicant
from yiwang.forms import api as forms
from yiwang.items.api import Item


@dataclass(frozen=True)
class Preparation:
    """What somebody is filling in for an item. `transaction_id` is minted with the first save, once.

    `applicant` is None until it is said for whom; `saved_at` is None while nothing has been kept.
    """

    item: Item
    applicant: Applicant | None
    answers: forms.Data
    step: str = ""
    transaction_id: str = ""
    revision: int = 0
    saved_at: datetime | None = None
    expires_at: datetime | None = None

    def on_behalf_of(self, applicant: Applicant) -> "Preparation":
        """The same item for somebody: answers about somebody else are not carried over."""
        kept = self.answers if self.applicant in (None, applicant) else {}
        return replace(self, applicant=applicant, answers=kept)

    def answered(self, answers: forms.Data) -> "Preparation":
        """With these answers instead."""
        return replace(self, answers=answers)

    def with_file(self, path: str, file: Mapping[str, Any]) -> "Preparation":
        """With one more stored file at a question of the form."""
        return replace(self, answers=forms.attach(self.answers, path, file))

    def complete(self, known: forms.Prefilled) -> forms.Data:
        """The answers with what registers supply laid in, as a case would keep them."""
        return forms.with_registers(self.item.form, copy.deepcopy(self.answers), known)
