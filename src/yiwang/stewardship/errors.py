"""What can go wrong in governing data."""

from collections.abc import Sequence

from yiwang.errors import YiwangError
from yiwang.text import Text


class NothingThere(YiwangError):
    """There is no such finding, request, destruction or appointment."""

    code = "stewardship.nothing-there"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这条记录。", "There is no such record."),
            Text("请从列表进入。", "Open it from its list."),
        )


class WrongTurn(YiwangError):
    """It is not in the state this step needs."""

    code = "stewardship.wrong-turn"
    http_status = 409

    def __init__(self, why: Text) -> None:
        super().__init__(why, Text("请刷新页面。", "Reload the page."))


class Incomplete(YiwangError):
    """Something needed was not said; everything missing is named."""

    code = "stewardship.incomplete"
    http_status = 422

    def __init__(self, missing: Sequence[Text]) -> None:
        super().__init__(
            Text("；".join(one.zh for one in missing) + "。", " ".join(f"{one.en}." for one in missing)),
            Text("补充后再提交。", "Complete it and send it again."),
        )


class Held(YiwangError):
    """A legal hold stands on the resource."""

    code = "stewardship.held"
    http_status = 409

    def __init__(self, letter: str) -> None:
        super().__init__(
            Text(
                f"该资源处于留存令（{letter}）之下，不得归档移出或销毁。",
                f"A legal hold ({letter}) stands on it: nothing is moved or destroyed.",
            ),
            Text("留存令解除后再办理。", "Go on when the hold is lifted."),
        )


class NotDue(YiwangError):
    """It must be kept longer."""

    code = "stewardship.not-due"
    http_status = 409

    def __init__(self, due: str) -> None:
        super().__init__(
            Text(f"还在保存期内，{due} 之后方可销毁。", f"It must be kept until {due}."),
            Text("到期后再提出。", "Propose it when it is due."),
        )


class NeedsConsent(YiwangError):
    """The file is above the grade that leaves without consent, or the consent is not there or over."""

    code = "stewardship.needs-consent"
    http_status = 403

    def __init__(self, why: Text) -> None:
        super().__init__(why, Text("请提出导出申请并等待审批。", "Ask for the export and wait for consent."))


class TooSensitive(YiwangError):
    """Important and core data leave in no file."""

    code = "stewardship.too-sensitive"
    http_status = 403

    def __init__(self) -> None:
        super().__init__(
            Text("重要数据和核心数据不得以文件导出。", "Important and core data do not leave in files."),
            Text("请改用库内查询或隐私计算。", "Query them inside the house instead."),
        )


class ChiefStands(YiwangError):
    """The unit has a chief already."""

    code = "stewardship.chief-stands"
    http_status = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(f"该单位已有数长：{name}。", f"The unit has a data chief already: {name}."),
            Text("请先免去现任，或选择“接替现任”。", "End the term first, or choose to replace."),
        )


class StillThere(YiwangError):
    """After a destruction something of it was still to be found: no certificate is given."""

    code = "stewardship.still-there"
    http_status = 500

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(
                f"销毁后仍能找到：{what}。未出具证明。",
                f"Still there after destruction: {what}. No certificate was given.",
            ),
            Text("请检查存储后再次执行。", "Look at the storage and carry it out again."),
        )
