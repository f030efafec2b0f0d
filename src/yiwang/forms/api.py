"""The door of forms.

A page asks `prefill` what the registers know, `render`s the form, `read`s what was posted, and saves it as a
draft; `accept` has the last word when the form is sent.
"""

from yiwang.forms.errors import (
    BadForm,
    DraftConflict,
    DraftMissing,
    FormInvalid,
    HostileInput,
    PrefillTampered,
)
from yiwang.forms.queries import draft, drafts_of
from yiwang.forms.rules.acceptance import accept
from yiwang.forms.rules.answers import answers
from yiwang.forms.rules.definition import check_definition
from yiwang.forms.rules.fitting import fit
from yiwang.forms.rules.hostile import parse_json, refuse_hostile
from yiwang.forms.rules.layout import render, step_ids, step_of, step_paths
from yiwang.forms.rules.prefilling import recheck, with_registers, without_locked
from yiwang.forms.rules.reading import attach, read
from yiwang.forms.rules.rows import Edit, edit_asked, edited
from yiwang.forms.rules.tree import Question, questions
from yiwang.forms.rules.validation import label_of, validate
from yiwang.forms.services.drop_draft import drop_draft, drop_expired
from yiwang.forms.services.prefill import prefill
from yiwang.forms.services.save_draft import save_draft
from yiwang.forms.types import (
    Accepted,
    Answer,
    AnswerGroup,
    Choice,
    Data,
    DefinitionProblem,
    DraftView,
    Errors,
    Field,
    FormDefinition,
    Prefill,
    Prefilled,
    RenderedForm,
    Section,
    SourceState,
)

__all__ = [
    "Accepted",
    "Answer",
    "AnswerGroup",
    "BadForm",
    "Choice",
    "Data",
    "DefinitionProblem",
    "DraftConflict",
    "DraftMissing",
    "DraftView",
    "Edit",
    "Errors",
    "Field",
    "FormDefinition",
    "FormInvalid",
    "HostileInput",
    "Prefill",
    "PrefillTampered",
    "Prefilled",
    "Question",
    "RenderedForm",
    "Section",
    "SourceState",
    "accept",
    "answers",
    "attach",
    "check_definition",
    "draft",
    "drafts_of",
    "drop_draft",
    "drop_expired",
    "edit_asked",
    "edited",
    "fit",
    "label_of",
    "parse_json",
    "prefill",
    "questions",
    "read",
    "recheck",
    "refuse_hostile",
    "render",
    "save_draft",
    "step_ids",
    "step_of",
    "step_paths",
    "validate",
    "with_registers",
    "without_locked",
]
