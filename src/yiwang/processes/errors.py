"""What can go wrong with a process, each with its remedy."""

from collections.abc import Sequence

from yiwang.decisions.api import Problem
from yiwang.errors import YiwangError
from yiwang.text import Text


class BadProcess(YiwangError):
    """A BPMN file that cannot be used; `problems` lists every mistake found, with its line."""

    code = "processes.bad-process"
    http_status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        listed_zh = "；".join(f"第{p.line}行：{p.text.zh}" for p in self.problems)
        listed_en = "; ".join(f"line {p.line}: {p.text.en}" for p in self.problems)
        super().__init__(
            Text(f"流程有{len(self.problems)}处错误。{listed_zh}", f"The process is wrong: {listed_en}"),
            Text("请改正所列各行后重新检查。", "Correct the lines listed and check the pack again."),
        )


class NotWaiting(YiwangError):
    """The step is not waiting in this run: it was finished already, withdrawn, or never began."""

    code = "processes.not-waiting"
    http_status = 409

    def __init__(self, task_id: str) -> None:
        super().__init__(
            Text("该步骤已办结或已不在等待。", "This step is already finished, or no longer waits."),
            Text("请刷新后查看当前步骤。", "Reload to see the step that waits now."),
        )
        self.task_id = task_id


class BadOutcome(YiwangError):
    """The step was finished without one of the choices it offers."""

    code = "processes.bad-outcome"
    http_status = 422

    def __init__(self, outcome: object, outcomes: Sequence[str]) -> None:
        super().__init__(
            Text(f"“{outcome}”不是该步骤的可选结果。", f"“{outcome}” is not among the choices of this step."),
            Text(f"请选择：{'、'.join(outcomes)}。", f"Choose one of: {', '.join(outcomes)}."),
        )


class StuckProcess(YiwangError):
    """The run cannot go on: no flow of a gateway may be taken, a timer cannot be read, or it goes round for ever.

    The run is spoilt by it: throw it away and load it again from the last dump.
    """

    code = "processes.stuck"
    http_status = 422

    def __init__(self, reason: Text) -> None:
        super().__init__(
            Text(f"流程无法继续：{reason.zh}", f"The process cannot go on: {reason.en}"),
            Text(
                "请转人工办理，并检查流程定义。",
                "Hand the case to a person and check the process definition.",
            ),
        )


class StaleRun(YiwangError):
    """The dump belongs to another process, or to a version that had steps which this one lacks."""

    code = "processes.stale-run"
    http_status = 409

    def __init__(self, missing: Sequence[str]) -> None:
        listed = "、".join(missing)
        super().__init__(
            Text(
                f"流程定义中没有这些步骤：{listed}。", f"The process definition lacks these steps: {listed}."
            ),
            Text("请用办件受理时的流程版本。", "Use the version of the process that the case began under."),
        )
