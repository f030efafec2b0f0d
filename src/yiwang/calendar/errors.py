"""Errors of the calendar room."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.errors import YiwangError
from yiwang.text import Text


class ClockNotRunning(YiwangError):
    """A clock that already stands still was told to pause."""

    code = "calendar.clock-not-running"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("时钟已经暂停", "The clock is already paused"),
            Text("请刷新页面查看最新状态。", "Please reload the page to see the present state."),
        )


class ClockNotPaused(YiwangError):
    """A running clock was told to resume."""

    code = "calendar.clock-not-paused"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("时钟没有暂停", "The clock is not paused"),
            Text("请刷新页面查看最新状态。", "Please reload the page to see the present state."),
        )


class BackwardsInTime(YiwangError):
    """An event was dated before the one that precedes it."""

    code = "calendar.backwards-in-time"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("时间早于上一个节点", "The time lies before the preceding event"),
            Text("请检查服务器时间后重试。", "Please check the server's time and try again."),
        )


@dataclass(frozen=True, slots=True)
class BadRow:
    """One line of an operator's file that cannot be used; `line` counts from 1, 0 means the whole file."""

    line: int
    message: Text


class BadYear(YiwangError):
    """A calendar file that cannot be used; `rows` names everything that is wrong with it at once."""

    code = "calendar.bad-year"
    http_status = 422

    def __init__(self, rows: Sequence[BadRow]) -> None:
        lines_zh = "；".join(
            f"第{row.line}行：{row.message.zh}" if row.line else row.message.zh for row in rows
        )
        lines_en = "; ".join(
            f"line {row.line}: {row.message.en}" if row.line else row.message.en for row in rows
        )
        super().__init__(
            Text(
                f"日历文件有{len(rows)}处错误：{lines_zh}",
                f"The calendar file has {len(rows)} errors: {lines_en}",
            ),
            Text(
                "请按 date,kind,name 三列修改后重新上传；kind 为 holiday（放假）或 makeup（调休上班）。",
                "Please mend it (columns date,kind,name; kind is holiday or makeup) and load it again.",
            ),
        )
        self.rows = tuple(rows)
