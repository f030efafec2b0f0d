"""Errors of the residents' door."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NobodyChosen(YiwangError):
    """An application was begun without saying for whom."""

    code = "portal.nobody-chosen"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("还没有选择为谁申请。", "It is not said yet for whom this is."),
            Text(
                "请选择申请人，或填写企业的统一社会信用代码。",
                "Choose the applicant, or give the firm's code.",
            ),
        )
