"""What can go wrong with a profile."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NotAsked(YiwangError):
    """A request lacks a purpose of the list or the case it is for."""

    code = "profiles.not-asked"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text(
                "打开画像须选择用途，并写明案件或任务编号。",
                "Opening a profile needs a purpose and the number of a case or task.",
            ),
            Text("请补充后再提交。", "Add what is missing and send it again."),
        )


class UnknownSubject(YiwangError):
    code = "profiles.unknown-subject"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有找到这个对象。", "Nobody and nothing is known by this number."),
            Text("请核对类型和号码。", "Check the kind and the number."),
        )


class NotOpen(YiwangError):
    """A profile is opened only by who asked, once approved, until it expires."""

    code = "profiles.not-open"
    http_status = 403

    def __init__(self) -> None:
        super().__init__(
            Text("这份画像没有对您打开。", "This profile is not open to you."),
            Text("请提交申请；敏感用途须经他人批准。", "Ask for it; sensitive purposes need an approver."),
        )


class TooManyLooks(YiwangError):
    code = "profiles.too-many-looks"
    http_status = 429

    def __init__(self, most: int) -> None:
        super().__init__(
            Text(f"一小时内最多查看 {most} 次画像。", f"At most {most} looks at profiles an hour."),
            Text("请稍后再试；批量需要应使用统计。", "Wait a while; whoever needs many uses aggregates."),
        )


class OwnRequest(YiwangError):
    code = "profiles.own-request"
    http_status = 403

    def __init__(self) -> None:
        super().__init__(
            Text("不能批准自己的申请。", "Nobody approves their own request."),
            Text("请由另一位有权人员批准。", "Another approver decides it."),
        )


class Decided(YiwangError):
    code = "profiles.decided"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("这份申请已有结果。", "This request was decided already."),
            Text("请刷新页面。", "Reload the page."),
        )


class NoSuchTag(YiwangError):
    code = "profiles.no-such-tag"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("您没有这个标签，或没有写明理由。", "You have no such tag, or gave no reason."),
            Text("请从标签页面提交。", "Start from the page of your tags."),
        )
