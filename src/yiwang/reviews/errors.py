"""What can go wrong with a rating."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NotServedYet(YiwangError):
    """There is nothing to rate yet: the case is not decided, or there was no such visit."""

    code = "reviews.not-served-yet"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("现在还不能评价。", "This cannot be rated yet."),
            Text(
                "办件有结果后，或在窗口办理后即可评价。",
                "You can rate after the result, or after a visit to the window.",
            ),
        )


class AlreadyRated(YiwangError):
    code = "reviews.already-rated"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("这次服务已经评价过了。", "This service has been rated already."),
            Text(
                "一事一评；如有新情况，请拨打 12345。",
                "One rating a service; call 12345 if there is more to say.",
            ),
        )


class SayWhy(YiwangError):
    """A bad rating without a tag or a word cannot be put right."""

    code = "reviews.say-why"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("请告诉我们哪里不好。", "Please tell us what was wrong."),
            Text(
                "选择一个原因，或写一句话，我们才能整改。",
                "Choose a reason or write a line, so that it can be put right.",
            ),
        )


class BadRating(YiwangError):
    code = "reviews.bad-rating"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("评价应为一至五星。", "A rating has one to five stars."),
            Text("请重新选择。", "Choose again."),
        )


class WrongTurn(YiwangError):
    """Redress goes contact, rectify, revisit; this step is not the next one."""

    code = "reviews.wrong-turn"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("整改步骤不对，或已由他人完成。", "This is not the next step, or somebody did it already."),
            Text("请刷新页面。", "Reload the page."),
        )
