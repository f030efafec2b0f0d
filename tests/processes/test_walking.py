"""A run walks as the plain model of the same blocks does, whether or not it is stored at every step."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.processes.api import ProcessDefinition, Run, dump, load, start

from .blocks import Block, Inside, Repeat, Sequence, Together, Work, process_of

BLOCKS: st.SearchStrategy[Block] = st.recursive(
    st.builds(Work),
    lambda inner: st.one_of(
        st.builds(Sequence, st.lists(inner, min_size=1, max_size=3)),
        st.builds(Together, st.lists(inner, min_size=2, max_size=3), st.booleans()),
        st.builds(Repeat, inner),
        st.builds(Inside, inner),
    ),
    max_leaves=8,
)


def stored(run: Run) -> Run:
    """The run as it comes back from its dump."""
    return load(run.definition, json.loads(json.dumps(dump(run))))


@settings(max_examples=150, deadline=None)
@given(BLOCKS, st.data())
def test_every_step_waits_when_the_plain_model_says_so(block: Block, data: st.DataObject) -> None:
    xml = process_of(block)
    definition = ProcessDefinition.parse(xml)
    expected_done = block.begin()
    run = start(definition, {})
    for _ in range(25):
        assert run.done == expected_done
        if run.done:
            return
        steps = run.waiting()
        assert sorted(step.name for step in steps) == sorted(block.waiting())
        step = data.draw(st.sampled_from(steps))
        again = data.draw(st.booleans())
        choice = (
            {"outcome": "again" if again else "on", step.name: "again" if again else "on"}
            if step.outcomes
            else {}
        )
        if data.draw(st.booleans()):
            run = stored(run)
        run.finish(step.task_id, choice)
        expected_done = block.finish(step.name, again)
