"""However a file is mangled, the answer is a definition or a named refusal, never a crash."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.decisions.api import BadModel, DecisionModel
from yiwang.processes.api import BadProcess, ProcessDefinition, StuckProcess, start

TESTS = Path(__file__).parents[1]
PROCESS = (TESTS / "processes" / "samples" / "food-licence.bpmn").read_text(encoding="utf-8")
MODEL = (TESTS / "decisions" / "samples" / "elder-card.dmn").read_text(encoding="utf-8")
SNIPPETS = [
    "",
    '"',
    "<",
    "/>",
    "&amp;",
    "yw:",
    "id=",
    "process",
    "<task/>",
    "[",
    "(",
    "..",
    "null",
    "\x00",
    "𠀀",
    'x="1" ',
]


@st.composite
def mangled(draw: st.DrawFn, source: str) -> bytes:
    """The source with a few pieces cut out, doubled or put in."""
    for _ in range(draw(st.integers(1, 4))):
        start_at = draw(st.integers(0, len(source) - 1))
        end_at = min(len(source), start_at + draw(st.integers(0, 80)))
        middle = draw(st.sampled_from([*SNIPPETS, source[start_at:end_at] * 2]))
        source = source[:start_at] + middle + source[end_at:]
    return source.encode()


@settings(max_examples=150, deadline=None)
@given(mangled(PROCESS))
def test_a_mangled_process_is_read_or_refused(xml: bytes) -> None:
    with suppress(BadProcess, StuckProcess):
        start(ProcessDefinition.parse(xml), {})


@settings(max_examples=150, deadline=None)
@given(mangled(MODEL))
def test_a_mangled_model_is_read_or_refused(xml: bytes) -> None:
    with suppress(BadModel):
        model = DecisionModel.parse(xml)
        for name in model.decisions:
            assert model.evaluate(name, {"person": {}}).trace.lines() is not None
