"""What can go wrong with a case, each with its remedy."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoSuchCase(YiwangError):
    """There is no such case, or it is not yours: the two are told apart by nobody outside."""

    code = "cases.not-found"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有找到这个办件。", "There is no such case."),
            Text(
                "请核对办件编号；只能查看本人或经授权的办件。",
                "Check the number; you see your own cases and those you act for.",
            ),
        )


class NotWaiting(YiwangError):
    """The step was done already, by somebody else or by an earlier click."""

    code = "cases.not-waiting"
    http_status = 409

    def __init__(self, state: Text) -> None:
        super().__init__(
            Text(
                f"办件当前为“{state.zh}”，不能进行此操作。",
                f"The case is “{state.en}” now; this cannot be done.",
            ),
            Text("请刷新页面查看最新进展。", "Reload the page to see where it stands."),
        )


class ReasonNeeded(YiwangError):
    """A refusal, a correction notice and a disagreement must say why (Licensing Law art. 32, 38)."""

    code = "cases.reason-needed"

    def __init__(self) -> None:
        super().__init__(
            Text("请写明理由。", "Say why."),
            Text(
                "申请人有权知道理由和救济途径。",
                "The applicant has a right to the reasons and to know how to appeal.",
            ),
        )


class WrongOutcome(YiwangError):
    code = "cases.wrong-outcome"

    def __init__(self, outcome: str, outcomes: tuple[str, ...]) -> None:
        listed = "、".join(outcomes)
        super().__init__(
            Text(f"“{outcome}”不是此步骤的选项。", f"“{outcome}” is no choice of this step."),
            Text(f"可选：{listed}。", f"Choose one of: {listed}."),
        )


class AskedAlready(WrongOutcome):
    """Corrections were asked for before: the law allows one notice."""

    code = "cases.asked-already"

    def __init__(self) -> None:
        YiwangError.__init__(
            self,
            Text("补正只能一次性告知，已经告知过了。", "Corrections are asked for once, and they were."),
            Text("符合条件的请受理；不符合的请写明理由不予受理。", "Accept it, or refuse to and say why."),
        )


class NotContestable(YiwangError):
    """Only what a rule refused goes to a person again; what a person refused goes to review or court."""

    code = "cases.not-contestable"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("此办件不是由系统自动作出的不予决定。", "No rule refused this case."),
            Text(
                "对人工决定不服，可申请行政复议或提起行政诉讼。",
                "Against a person's decision, ask for administrative review or go to court.",
            ),
        )


class LevelTooLow(YiwangError):
    code = "cases.level-too-low"
    http_status = 403

    def __init__(self, needed: int) -> None:
        super().__init__(
            Text(f"办理此事项需要实名等级 {needed}。", f"This item needs real-name level {needed}."),
            Text("请先在“我的账号”完成实名核验。", "Verify your identity in “My account” first."),
        )


class ItemClosed(YiwangError):
    code = "cases.item-closed"
    http_status = 410

    def __init__(self) -> None:
        super().__init__(
            Text("此事项目前不接受申请。", "This item takes no applications now."),
            Text("请从首页搜索现行事项。", "Search the home page for the items in force."),
        )


class BrokenProcess(YiwangError):
    """The item's process asked for something that cannot be done: the pack is wrong, not the applicant."""

    code = "cases.broken-process"
    http_status = 500

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(f"事项流程配置有误：{what}", f"The item's process is misconfigured: {what}"),
            Text(
                "已通知平台运维，您的申请没有丢失，请稍后重试。",
                "The operators have been told; nothing is lost, try again later.",
            ),
        )
