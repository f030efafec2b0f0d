"""What can go wrong in an exchange."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from yiwang.errors import YiwangError
from yiwang.text import Text


class NotAuthentic(YiwangError):
    """The request is not from whom it says it is. Says no more to the outside than that."""

    code = "docking.not-authentic"
    http_status = 401

    def __init__(self, why: Text) -> None:
        super().__init__(
            Text(f"签名核验未通过：{why.zh}。", f"The signature does not hold: {why.en}."),
            Text(
                "请核对对接编号、密钥、时钟和签名原文。",
                "Check party, key, clock and the text that is signed.",
            ),
        )


class Replayed(YiwangError):
    """The same signed request came before."""

    code = "docking.replayed"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("这个请求已经收到过。", "This very request came before."),
            Text(
                "重新签名（新的随机数）后再发送，业务流水号不变。",
                "Sign anew with a fresh nonce; keep the serial number.",
            ),
        )


class BadMessage(YiwangError):
    """The body is not what its kind must be; every problem is named."""

    code = "docking.bad-message"
    http_status = 422

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        told = "；".join(f"{name}: {what}" for name, what in list(problems.items())[:20])
        super().__init__(
            Text(f"报文有误：{told}。", f"The message is wrong: {told}."),
            Text(
                "按接口说明（docs/docking.md）改正后重发。",
                "Correct it by docs/docking.md and send it again.",
            ),
        )


class UnknownApplicant(YiwangError):
    """No register knows somebody of this name and number."""

    code = "docking.unknown-applicant"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text(
                "申请人的姓名（名称）与证件号码核验不一致。",
                "No register knows the applicant by this name and number.",
            ),
            Text("请在贵系统核对申请人身份后重发。", "Check the applicant in your system and send it again."),
        )


class NotYourItem(YiwangError):
    """The system is not registered to hand in this item."""

    code = "docking.not-your-item"
    http_status = 403

    def __init__(self, item: str) -> None:
        super().__init__(
            Text(f"该系统没有承接事项“{item}”的权限。", f"This system may not hand in the item “{item}”."),
            Text("请由大数据局在对接管理中登记该事项。", "Have the bureau register the item for it."),
        )


class SerialReused(YiwangError):
    """The serial number stands for another application already."""

    code = "docking.serial-reused"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("同一流水号曾提交过不同的申请。", "This serial number came with another application."),
            Text(
                "一件申请一个流水号；重发须与原文一致。",
                "One serial number an application; a repeat must be the same.",
            ),
        )


class NoSuchParty(YiwangError):
    code = "docking.no-such-party"
    http_status = 404

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"没有登记对接方“{slug}”。", f"No counterpart “{slug}” is registered."),
            Text("请在“对接方与密钥”中登记。", "Register it under “Counterparts and keys”."),
        )


class BadParty(YiwangError):
    """What was entered about a counterpart does not hold."""

    code = "docking.bad-party"
    http_status = 422

    def __init__(self, problems: Sequence[Text]) -> None:
        super().__init__(
            Text("；".join(one.zh for one in problems) + "。", " ".join(f"{one.en}." for one in problems)),
            Text("改正后再保存。", "Correct it and save again."),
        )


class NoSuchMessage(YiwangError):
    code = "docking.no-such-message"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这条报文。", "There is no such message."),
            Text("请从报文列表进入。", "Open it from the list of messages."),
        )


class NotDead(YiwangError):
    code = "docking.not-dead"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text(
                "只有死信可以重发，这条已在发送队列或已回执。",
                "Only dead letters are sent again; this one is in line or acknowledged.",
            ),
            Text("请刷新页面。", "Reload the page."),
        )


class Unreachable(YiwangError):
    """The other side did not answer, or not in a way that can be trusted."""

    code = "docking.unreachable"
    http_status = 502

    def __init__(self, why: str, *, after: timedelta = timedelta()) -> None:
        self.why, self.after = why, after
        super().__init__(
            Text(f"对接平台没有应答：{why}。", f"The platform did not answer: {why}."),
            Text("报文仍在队列中，恢复后自动续传。", "Messages stay in line and go when it is back."),
        )
