"""Named errors of forms, each with what to do next."""

from collections.abc import Sequence

from yiwang.errors import YiwangError
from yiwang.forms.types import DefinitionProblem, Errors
from yiwang.text import Text


class BadForm(YiwangError):
    """A form definition is wrong; `problems` lists everything found."""

    code = "forms.bad-definition"

    def __init__(self, problems: Sequence[DefinitionProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            Text(
                f"表单定义有 {len(self.problems)} 处错误。",
                f"The form definition has {len(self.problems)} errors.",
            ),
            Text("按所列位置改正后重新加载。", "Correct the places listed and load it again."),
        )


class HostileInput(YiwangError):
    """Input no honest form sends: too deep, too long, control characters, unknown fields."""

    code = "forms.hostile-input"

    def __init__(self, message: Text) -> None:
        super().__init__(
            message,
            Text("请用本页面的表单填写后再提交。", "Fill in the form on this page and send it again."),
        )


class FormInvalid(YiwangError):
    """Some answers are wrong; `errors` holds all of them by path."""

    code = "forms.invalid"
    http_status = 422

    def __init__(self, errors: Errors, message: Text | None = None, remedy: Text | None = None) -> None:
        self.errors = errors
        super().__init__(
            message or Text(f"有 {len(errors)} 处需要改正。", f"There are {len(errors)} things to correct."),
            remedy
            or Text(
                "逐项改正后再次提交，已填内容不会丢失。",
                "Correct them and send again; nothing is lost.",
            ),
        )


class PrefillTampered(FormInvalid):
    """A value that a register supplies came back different from what the register says now."""

    code = "forms.prefill-tampered"

    def __init__(self, errors: Errors) -> None:
        super().__init__(
            errors,
            Text(
                "提交的内容与权威数据不一致。",
                "What was sent differs from the register that holds the truth.",
            ),
            Text(
                "刷新表单后重新提交；如登记信息本身有误，请先到登记部门更正。",
                "Reload the form and send again; if the register itself is wrong, have it corrected first.",
            ),
        )


class DraftMissing(YiwangError):
    """There is no draft, or it has expired."""

    code = "forms.draft-missing"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有找到草稿，或草稿已过期。", "There is no draft, or it has expired."),
            Text("请重新填写。", "Please begin again."),
        )


class DraftConflict(YiwangError):
    """The draft was saved from another window meanwhile."""

    code = "forms.draft-conflict"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("草稿已在另一个窗口中修改。", "The draft has been changed in another window."),
            Text("刷新页面，查看最新内容后继续。", "Reload the page and continue from the latest content."),
        )
