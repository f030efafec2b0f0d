"""What can go wrong with rules and scans."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoRules(YiwangError):
    """The resource has no rules."""

    code = "quality.no-rules"
    http_status = 404

    def __init__(self, resource: str) -> None:
        super().__init__(
            Text(f"数据资源 {resource} 没有质量规则。", f"The resource {resource} has no quality rules."),
            Text(
                "请在业务包的 quality 文件夹中编写，或从规则挖掘的候选中采纳。",
                "Write them in a pack's quality folder, or accept candidates that were mined.",
            ),
        )


class UnreadableInput(YiwangError):
    """A file of the input cannot be read; nothing was admitted."""

    code = "quality.unreadable-input"
    http_status = 422

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(
            Text(f"文件 {file} 读不出来：{detail[:200]}", f"The file {file} cannot be read: {detail[:200]}"),
            Text(
                "请检查文件是否完整，重新导出后再试。",
                "Check that the file is whole, export it again and retry.",
            ),
        )


class MissingColumns(YiwangError):
    """The input lacks columns without which no row can be admitted."""

    code = "quality.missing-columns"
    http_status = 422

    def __init__(self, columns: tuple[str, ...]) -> None:
        names = "、".join(columns)
        super().__init__(
            Text(f"缺少必需的列：{names}。", f"Columns that are needed are missing: {', '.join(columns)}."),
            Text(
                "请按目录的信息项核对表头；如果源系统改了列名，请先变更目录。",
                "Compare the head with the catalogue; if the source renamed columns, change the catalogue first.",
            ),
        )


class BadRule(YiwangError):
    """A rule cannot be used as it is written."""

    code = "quality.bad-rule"
    http_status = 422

    def __init__(self, rule: str, why: Text) -> None:
        super().__init__(
            Text(f"规则 {rule} 有误：{why.zh}", f"The rule {rule} is wrong: {why.en}"),
            Text("请对照 docs/quality.md 修改规则。", "Mend the rule; docs/quality.md tells how."),
        )


class NoSuchReport(YiwangError):
    code = "quality.no-such-report"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这次检查。", "There is no such check."),
            Text("请从数据质量页面进入。", "Come from the quality pages."),
        )


class NoData(YiwangError):
    """The table is not in the lake yet."""

    code = "quality.no-data"
    http_status = 409

    def __init__(self, resource: str) -> None:
        super().__init__(
            Text(f"{resource} 在数据湖中尚无数据。", f"{resource} has no data in the lake yet."),
            Text("请先归集数据。", "Collect the data first."),
        )


class NoSuchCandidate(YiwangError):
    code = "quality.no-such-candidate"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这条候选规则，或已处理。", "There is no such candidate, or it was decided already."),
            Text("请刷新页面。", "Reload the page."),
        )
