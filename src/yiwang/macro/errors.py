"""What can go wrong with statistics."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class BadPeriod(YiwangError):
    """Not a year, a quarter or a month."""

    code = "macro.bad-period"
    http_status = 422

    def __init__(self, text: str) -> None:
        super().__init__(
            Text(f"“{text}”不是统计期", f"“{text}” is no period"),
            Text("请写作 2026、2026Q3 或 2026-10。", "Write 2026, 2026Q3 or 2026-10."),
        )


class UnknownIndicator(YiwangError):
    """Not in the dictionary."""

    code = "macro.unknown-indicator"
    http_status = 404

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"指标字典中没有“{slug}”", f"The dictionary has no indicator “{slug}”"),
            Text("请先在指标字典中登记。", "Enter it in the dictionary first."),
        )


class BadFigures(YiwangError):
    """A publication with faults; nothing of it was taken over."""

    code = "macro.bad-figures"
    http_status = 422

    def __init__(self, faults: tuple[str, ...]) -> None:
        shown = "；".join(faults[:5])
        super().__init__(
            Text(f"{len(faults)} 处有误：{shown}", f"{len(faults)} faults: {shown}"),
            Text(
                "改正后重新导入；本次没有写入任何数据。", "Mend them and import again; nothing was written."
            ),
        )
        self.faults = faults


class AlreadyPublished(YiwangError):
    """The same value of the same day, but different: a vintage is never overwritten."""

    code = "macro.already-published"
    http_status = 409

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(f"{what} 当日已有发布值，且数值不同", f"{what} was published that day with another value"),
            Text("修订数请用新的发布日期。", "Give a revision its own day of publication."),
        )
