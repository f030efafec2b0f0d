"""Each construct a process may use, by itself."""

from datetime import UTC, datetime

import pytest

from yiwang.processes.api import ProcessDefinition, Run, StuckProcess, start

from .drawing import document, ends, flow, road, service, user
from .walks import finish, names, step

TIMER = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"


def begun(body: str, before: str = "", **facts: object) -> Run:
    """A run of a drawn process."""
    return start(ProcessDefinition.parse(document(body, before=before)), facts)


def test_an_exclusive_gateway_takes_the_first_road_whose_condition_is_true() -> None:
    body = (
        ends()
        + '<exclusiveGateway id="g" default="g--c"/>'
        + user("a") + user("b") + user("c")
        + road("begin", "g") + flow("g", "a", "area &gt; 100") + flow("g", "b", "area &gt; 50") + flow("g", "c")
        + road("a", "end") + road("b", "end") + road("c", "end")
    )  # fmt: skip
    assert names(begun(body, area=200)) == {"a"}
    assert names(begun(body, area=80)) == {"b"}
    assert names(begun(body, area=None)) == {"c"}
    assert names(begun(body)) == {"c"}


def test_a_gateway_without_a_road_says_so() -> None:
    body = (
        ends() + '<exclusiveGateway id="g"/>' + user("a") + user("b") + road("begin", "g")
        + flow("g", "a", "x = 1") + flow("g", "b", "x = 2") + road("a", "end") + road("b", "end")
    )  # fmt: skip
    with pytest.raises(StuckProcess, match="g"):
        begun(body, x=3)


def test_an_inclusive_gateway_takes_every_road_whose_condition_is_true() -> None:
    body = (
        ends() + '<inclusiveGateway id="g" default="g--c"/><inclusiveGateway id="j"/>'
        + user("a") + user("b") + user("c") + road("begin", "g")
        + flow("g", "a", "fire") + flow("g", "b", "health") + flow("g", "c")
        + road("a", "j") + road("b", "j") + road("c", "j", "end")
    )  # fmt: skip
    run = begun(body, fire=True, health=True)
    assert names(run) == {"a", "b"}
    run = finish(run, "a")
    assert names(run) == {"b"}
    assert finish(run, "b").done
    assert names(begun(body, fire=False, health=False)) == {"c"}


def test_a_script_computes_with_feel() -> None:
    body = (
        ends()
        + '<scriptTask id="s" scriptFormat="feel"><script>{ fee: if area &gt; 100 then 200 else 100, double: fee * 2 }'
        + "</script></scriptTask>" + user("a") + road("begin", "s", "a", "end")
    )  # fmt: skip
    run = begun(body, area=120)
    assert (run.data["fee"], run.data["double"]) == (200, 400)


def test_a_message_ends_a_whole_subprocess_early() -> None:
    body = (
        ends() + '<subProcess id="sub">' + ends("b2", "e2") + '<parallelGateway id="g"/><parallelGateway id="j"/>'
        + user("x") + user("y") + road("b2", "g", "x", "j") + road("g", "y", "j", "e2") + "</subProcess>"
        + '<boundaryEvent id="stop" attachedToRef="sub"><messageEventDefinition messageRef="m"/></boundaryEvent>'
        + user("after") + user("stopped") + road("begin", "sub", "after", "end") + road("stop", "stopped", "end")
    )  # fmt: skip
    run = begun(body, before='<message id="m" name="case.withdrawn"/>')
    assert names(run) == {"x", "y", "stop"}
    run = finish(run, "x")
    assert step(run, "stop").message == "case.withdrawn"
    run = finish(run, "stop")
    assert names(run) == {"stopped"}
    assert finish(run, "stopped").done


def test_a_subprocess_goes_on_when_its_last_step_is_done() -> None:
    body = (
        ends() + '<subProcess id="sub">' + ends("b2", "e2") + user("x") + road("b2", "x", "e2") + "</subProcess>"
        + user("after") + road("begin", "sub", "after", "end")
    )  # fmt: skip
    run = finish(begun(body), "x", found=3)
    assert names(run) == {"after"}
    assert run.data["found"] == 3


def test_a_called_process_shares_the_data() -> None:
    called = (
        f'<process id="check" name="核查" isExecutable="true">{ends("b2", "e2")}{service("look", extra=RESULT)}'
        f'{road("b2", "look", "e2")}</process>'
    )  # fmt: skip
    body = (
        ends()
        + '<callActivity id="call" calledElement="check"/>'
        + user("a")
        + road("begin", "call", "a", "end")
    )
    run = begun(body, before=called)
    assert names(run) == {"look"}
    run = finish(run, "look", ok=True)
    assert names(run) == {"a"}
    assert run.data["seen"] == {"ok": True}


RESULT = ' yw:result="seen"'


def test_a_join_in_a_loop_waits_for_every_branch_in_every_round() -> None:
    for kind in ("parallelGateway", "inclusiveGateway"):
        condition = "true" if kind == "inclusiveGateway" else ""
        body = (
            ends() + '<exclusiveGateway id="merge"/><exclusiveGateway id="more" default="more--end"/>'
            + f'<{kind} id="split"/><{kind} id="join"/>' + user("x") + user("y") + user("ask", "again on")
            + road("begin", "merge", "split") + flow("split", "x", condition) + flow("split", "y", condition)
            + road("x", "join") + road("y", "join", "ask", "more") + flow("more", "end")
            + flow("more", "merge", 'outcome = "again"')
        )  # fmt: skip
        run = begun(body)
        for first, second in (("x", "y"), ("y", "x"), ("x", "y")):
            run = finish(run, first)
            assert names(run) == {second}
            run = finish(run, second)
            run = finish(run, "ask", outcome="again")
        assert names(run) == {"x", "y"}


def test_a_terminate_end_stops_everything() -> None:
    body = (
        '<startEvent id="begin"/><endEvent id="end"/><endEvent id="kill"><terminateEventDefinition/></endEvent>'
        '<parallelGateway id="g"/>'
        + user("a") + user("b") + road("begin", "g", "a", "end") + road("g", "b", "kill")
    )  # fmt: skip
    run = finish(begun(body), "b")
    assert run.done
    assert run.waiting() == []


def test_a_timer_may_be_a_moment_or_an_expression() -> None:
    def timer(inside: str, **facts: object) -> datetime | None:
        body = (
            ends() + f'<intermediateCatchEvent id="t"><timerEventDefinition>{inside}</timerEventDefinition>'
            + "</intermediateCatchEvent>" + road("begin", "t", "end")
        )  # fmt: skip
        return begun(body, **facts).waiting()[0].due

    new_year = datetime(2027, 1, 1, 0, 0, tzinfo=UTC)
    assert timer("<timeDate>2027-01-01T08:00:00+08:00</timeDate>") == new_year
    assert timer("<timeDate>2027-01-01T08:00:00</timeDate>") == new_year
    assert (
        timer("<timeDate>day + duration(&quot;P1D&quot;)</timeDate>", day=datetime(2026, 12, 31, tzinfo=UTC))
        == new_year
    )
    with pytest.raises(StuckProcess, match="t"):
        timer("<timeDuration>days</timeDuration>", days="soon")


def test_a_process_that_only_goes_round_is_stopped() -> None:
    body = (
        ends() + '<exclusiveGateway id="g"/><exclusiveGateway id="h" default="h--g"/>'
        + '<scriptTask id="s" scriptFormat="feel"><script>{ n: 1 }</script></scriptTask>'
        + road("begin", "g", "s", "h") + flow("h", "g") + flow("h", "end", "n = 2")
    )  # fmt: skip
    with pytest.raises(StuckProcess, match="循环"):
        begun(body)


def test_an_expression_without_end_is_stopped() -> None:
    body = (
        ends() + '<scriptTask id="s" scriptFormat="feel"><script>{ n: for i in 1..1000000000 return i }</script>'
        + "</scriptTask>" + road("begin", "s", "end")
    )  # fmt: skip
    with pytest.raises(StuckProcess, match="步数"):
        begun(body)
