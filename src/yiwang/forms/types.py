"""What crosses the door of forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from yiwang.text import Text

NO_TEXT = Text("")
#: Answers as JSON values, keyed by property name; nested objects and lists of objects as in the schema.
Data: TypeAlias = dict[str, Any]
#: Errors by concrete path (`staff.0.name`); the empty path is the form as a whole.
Errors: TypeAlias = dict[str, Text]


@dataclass(frozen=True)
class FormDefinition:
    """A form: `schema` is JSON Schema 2020-12 and says what is right, `ui` says how to ask."""

    schema: Mapping[str, Any]
    ui: Mapping[str, Any]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "FormDefinition":
        """Read the stored form, `{"schema": …, "ui": …}`."""
        return cls(schema=document["schema"], ui=document["ui"])

    def as_dict(self) -> dict[str, Any]:
        """The stored form."""
        return {"schema": dict(self.schema), "ui": dict(self.ui)}


@dataclass(frozen=True)
class DefinitionProblem:
    """Something wrong in a form definition: `pointer` is a JSON pointer into the document."""

    pointer: str
    message: Text


@dataclass(frozen=True)
class Choice:
    """One answer of a code list: the stored value and what people read."""

    value: str
    label: Text


@dataclass(frozen=True)
class Prefill:
    """A value a register already knows. A locked one is not the applicant's to change."""

    value: Any
    source: Text
    as_of: datetime | None = None
    locked: bool = True


@dataclass(frozen=True)
class SourceState:
    """How one register answered while a form was prefilled: "ok", "down" or "not-found"."""

    slug: str
    register: str
    state: str
    source: Text


@dataclass(frozen=True)
class Prefilled:
    """All that registers answered for one form: values by path, and the state of each source asked."""

    values: Mapping[str, Prefill] = field(default_factory=dict)
    sources: tuple[SourceState, ...] = ()

    @property
    def down(self) -> tuple[SourceState, ...]:
        """The sources that did not answer; their questions are asked of the applicant instead."""
        return tuple(source for source in self.sources if source.state == "down")


class RegisterRecord(Protocol):
    """The part of a register's record that a form reads."""

    @property
    def source(self) -> Text: ...
    @property
    def fields(self) -> Mapping[str, Any]: ...
    @property
    def as_of(self) -> datetime: ...


class Lookup(Protocol):
    """Asks a register; raises `registers.SourceDown` or `registers.NotFound`."""

    def __call__(self, register: str, key: str) -> RegisterRecord: ...


@dataclass(frozen=True)
class Accepted:
    """Answers that passed every check.

    `unverified` are paths a register should have confirmed but did not answer for; `changed` are
    paths where the applicant corrected an unlocked prefilled value. Both are for a human to look at.
    """

    data: Data
    unverified: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One question ready to render; `rows` holds the questions of each row of a repeating group."""

    path: str
    widget: str
    label: Text
    help: Text = NO_TEXT
    example: Text = NO_TEXT
    required: bool = False
    value: Any = ""
    error: Text | None = None
    choices: tuple[Choice, ...] = ()
    prefill: Prefill | None = None
    refreshes: bool = False
    inputmode: str = ""
    autocomplete: str = ""
    maximum_length: int | None = None
    rows: tuple[tuple["Field", ...], ...] = ()
    row_label: Text = NO_TEXT
    can_add: bool = False
    can_remove: bool = False
    accept: str = ""

    @property
    def id(self) -> str:
        """The HTML id; error summaries link to it."""
        return "f-" + self.path.replace(".", "-")

    @property
    def template(self) -> str:
        """The template of the control; numbers and amounts are plain text fields with a fitting keyboard."""
        drawn = "text" if self.widget in ("number", "money") else self.widget
        return f"forms/widgets/{drawn}.html"

    @property
    def many_controls(self) -> bool:
        """Whether the question has several controls, and so a legend instead of a label."""
        return self.widget in ("radio", "checkboxes")

    @property
    def described_by(self) -> str:
        """The ids of the hint, the source and the error, for screen readers."""
        parts = {
            "hint": bool(self.help or self.example),
            "source": self.prefill is not None,
            "error": self.error is not None,
        }
        return " ".join(f"{self.id}-{part}" for part, shown in parts.items() if shown)

    @property
    def width_class(self) -> str:
        """A width that tells how long an answer is expected."""
        if self.widget in ("number", "money") or self.inputmode:
            return " input-middle"
        return " input-middle" if 0 < (self.maximum_length or 0) <= 30 else ""

    @property
    def known(self) -> bool:
        """Whether the answer comes from a register and need not be filled."""
        return self.prefill is not None and self.prefill.locked

    @property
    def display(self) -> str:
        """The answer as people read it."""
        labels = {choice.value: str(choice.label) for choice in self.choices}
        if isinstance(self.value, Sequence) and not isinstance(self.value, str):
            return "、".join(labels.get(str(one), str(one)) for one in self.value)
        return labels.get(str(self.value), str(self.value))


@dataclass(frozen=True)
class Section:
    """One step of a form: a title and the questions shown now."""

    id: str
    title: Text
    help: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class RenderedForm:
    """A form, or one step of it, ready for `forms/form.html`."""

    sections: tuple[Section, ...]
    summary: tuple[tuple[str, Text], ...]
    down: tuple[SourceState, ...]
    has_files: bool


@dataclass(frozen=True)
class Answer:
    """One answered question as read back to the applicant or an officer."""

    path: str
    label: Text
    text: Text
    source: Text = NO_TEXT
    files: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class AnswerGroup:
    """The answers of one step, or of one row of a repeating group."""

    title: Text
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class DraftView:
    """A saved draft. `transaction_id` is minted once, so a submission replayed is one submission.

    `revision` grows with every save; give it back as `expected_revision` to notice a second window.
    """

    account_id: int
    item_slug: str
    item_version: int
    data: Data
    step: str
    transaction_id: str
    revision: int
    saved_at: datetime
    expires_at: datetime
