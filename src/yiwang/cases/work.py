"""A case in hand: what one transaction knows of it, and what it has done so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yiwang.access.api import Actor
from yiwang.cases.models import Act, Case, DecisionRecord
from yiwang.cases.types import Applicant
from yiwang.items.api import Item
from yiwang.registers import api as registers
from yiwang.text import Text


@dataclass
class Work:
    """One transaction's work on a case. Acts and decisions are gathered and written together at its end."""

    case: Case
    item: Item
    applicant: Applicant
    form: Mapping[str, Any]
    actor: Actor
    now: datetime
    sources: Mapping[str, Any] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    decisions: list[DecisionRecord] = field(default_factory=list)
    reasons: tuple[Text, ...] = ()
    #: A person is to decide: the applicant contested the rule's answer, or its certificate could not be made.
    by_hand: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    _looked_up: dict[tuple[str, str], registers.Record] = field(default_factory=dict)

    def say(
        self, kind: str, text: Text, *, by: Actor | None = None, public: bool = True, transaction_id: str = ""
    ) -> None:
        """Put a line on the timeline."""
        who = by or self.actor
        self.acts.append(
            Act(
                case=self.case,
                at=self.now,
                kind=kind,
                text=text.as_dict(),
                by_ref=who.ref,
                by_name=who.name,
                public=public,
                transaction_id=transaction_id,
            )
        )

    def lookup(self, register: str, key: str) -> registers.Record:
        """Ask a register for this case's purpose; one question is asked once in a transaction.

        Raises SourceDown, NotFound (of registers).
        """
        if (register, key) not in self._looked_up:
            self._looked_up[register, key] = registers.lookup(
                register, key, purpose=self.item.purpose, by=self.actor.ref
            )
        return self._looked_up[register, key]

    @property
    def home_area(self) -> str:
        """The county a register places the applicant in; empty when none was asked, or none knew."""
        areas = (str(record.fields.get("area_code") or "") for record in self._looked_up.values())
        return next((area[:6] for area in areas if area), "")
