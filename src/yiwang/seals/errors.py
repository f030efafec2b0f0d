"""What can go wrong with seals and sealed files, each with a remedy."""

from yiwang.access.api import Refused
from yiwang.errors import YiwangError
from yiwang.text import Text


class FontsMissing(YiwangError):
    """The fonts that documents are printed with are not installed."""

    code = "seals.fonts-missing"
    http_status = 500


class CannotPrint(YiwangError):
    """A text has characters that no installed font has; `characters` lists them."""

    code = "seals.cannot-print"
    http_status = 422
    characters: tuple[str, ...] = ()


class BadTrustFile(YiwangError):
    """A file of trust anchors is damaged or is not one."""

    code = "seals.bad-trust-file"


class BadStateList(YiwangError):
    """A state list is damaged, is not one, or is not signed by the city."""

    code = "seals.bad-state-list"


class UnknownSeal(YiwangError):
    """No seal has that code."""

    code = "seals.unknown-seal"
    http_status = 404

    def __init__(self, seal: str) -> None:
        super().__init__(
            Text(f"没有编号为“{seal}”的印章。", f"There is no seal {seal}."),
            Text("请在印章台账中查询。", "Look it up in the list of seals."),
        )


class NoSealInUse(YiwangError):
    """The department has no seal that can be used now."""

    code = "seals.none-in-use"
    http_status = 409

    def __init__(self, department: str) -> None:
        super().__init__(
            Text(f"部门 {department} 没有可用的电子印章。", f"Department {department} has no seal in use."),
            Text(
                "请由该部门印章管理员申请制章或换章。",
                "Its seal keeper must apply for a seal or renew the one that ended.",
            ),
        )


class NotGranted(Refused):
    """The department has a seal, and no grant covers this use of it."""

    code = "seals.not-granted"


class WrongSealState(YiwangError):
    """The seal is at another point of its life than the verb needs."""

    code = "seals.wrong-state"
    http_status = 409

    def __init__(self, seal: str, state: Text) -> None:
        super().__init__(
            Text(f"印章 {seal} 目前{state.zh}。", f"Seal {seal} is: {state.en.lower()}."),
            Text("请刷新印章台账后再操作。", "Look at the list of seals again."),
        )


class SealInUseAlready(YiwangError):
    """The department already has a seal of that name."""

    code = "seals.in-use-already"
    http_status = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(f"已有名称为“{name}”的印章在使用。", f"A seal “{name}” is in use already."),
            Text("如需更换，请办理换章。", "To replace it, renew it."),
        )


class UpstreamDown(YiwangError):
    """The registry above did not answer."""

    code = "seals.upstream-down"
    http_status = 503

    def __init__(self) -> None:
        super().__init__(
            Text("省级电子印章系统没有响应。", "The provincial registry of seals did not answer."),
            Text("本地不受影响；请稍后重新上报。", "Nothing here is affected; report again later."),
        )


class NotAnOfd(YiwangError):
    """A file that should take a seal is not a sound OFD package."""

    code = "seals.not-an-ofd"
    http_status = 422

    def __init__(self, reason: Text) -> None:
        super().__init__(
            Text(f"文件不是完整的 OFD：{reason.zh}", f"The file is not a sound OFD: {reason.en}"),
            Text("请重新获取原始文件。", "Get the original file again."),
        )
