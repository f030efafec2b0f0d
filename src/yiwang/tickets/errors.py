"""What can go wrong with a ticket."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoSuchTicket(YiwangError):
    """There is none, or the reader must not see it: both look the same."""

    code = "tickets.no-such-ticket"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这张工单，或不归您办理。", "There is no such ticket, or it is not yours."),
            Text("请从工单列表进入。", "Open it from the list of tickets."),
        )


class WrongTurn(YiwangError):
    """The ticket is not in the state this step needs."""

    code = "tickets.wrong-turn"
    http_status = 409

    def __init__(self, state: Text) -> None:
        super().__init__(
            Text(
                f"工单现在是“{state.zh}”，不能这样办理。",
                f"The ticket is “{state.en}”: this is not its next step.",
            ),
            Text("请刷新页面，看是否已由他人办理。", "Reload the page; somebody may have done it already."),
        )


class SayWhat(YiwangError):
    """An answer without words helps nobody."""

    code = "tickets.say-what"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("请选择结论并写明核实情况。", "Choose an outcome and say what was found."),
            Text("写一两句话：核实了什么，改了什么。", "A line or two: what was checked, what was changed."),
        )


class UnknownKind(YiwangError):
    """No deadline is known for such a ticket."""

    code = "tickets.unknown-kind"
    http_status = 422

    def __init__(self, kind: str) -> None:
        super().__init__(
            Text(f"没有“{kind}”这类工单。", f"There are no tickets of the kind “{kind}”."),
            Text("请使用已定义的工单类型。", "Use one of the kinds there are."),
        )
